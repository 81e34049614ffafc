"""Whether LivePerson changes texts: blanks, markup, accents and line ends."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe.errors import RefusedError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.trials import created_and_read

TEXT_FORM = Question(
    "text_form",
    "Does an answer contain a text as it was sent?",
    "Special Occasions: appendix",
    "Any of the known forms: it ignores outer blanks, line ends and the Unicode form of accents, and reads "
    "HTML entities as their characters.",
    frozenset({"as_sent", "trimmed", "escaped", "escaped_all", "nfc", "nfd", "crlf", "lf"}),
    "The provider may report a difference where there is none. Use only letters, digits and simple "
    "punctuation in names and descriptions.",
)
_ACCENT = "\N{COMBINING ACUTE ACCENT}"
_PARTS: Mapping[str, str] = {
    "blanks at both ends": "  by a probe  ",
    "markup": 'probe <b>"R & D\'s"</b> probe',
    "accents": f"probe \N{LATIN SMALL LETTER E WITH ACUTE} e{_ACCENT} probe",
    "line ends": "probe\r\nprobe\nprobe",
}
"""Texts of which each contains one thing that a server may change."""


def _text_form(session: Session) -> Iterator[Observation]:
    everything = "  " + "; ".join(each.strip() for each in _PARTS.values()) + "  "
    created, shown = _described(session, everything)
    if shown is not None:
        yield _observed(everything, shown, [created])
        return
    refused, changed, evidence = [], [], []
    for part, text in _PARTS.items():
        created, shown = _described(session, text)
        evidence.append(created)
        if shown is None:
            refused.append(part)
        elif shown != text:
            changed.append((text, shown))
    if len(refused) == len(_PARTS):
        raise RefusedError(created)
    missing = f"A description with {' or '.join(refused) or 'all of them at once'} was refused."
    if not changed:
        yield TEXT_FORM.seen(
            "as_sent", f"{missing} The others are unchanged.", evidence, kind=SPECIAL_OCCASION, likely=True
        )
        return
    forms = {_form(*each) for each in changed}
    value = forms.pop() if len(forms) == 1 else None
    if value is None:
        yield TEXT_FORM.unseen(f"{missing} Others were changed.", evidence, kind=SPECIAL_OCCASION)
        return
    yield TEXT_FORM.seen(value, f"{missing} Another one was changed.", evidence, kind=SPECIAL_OCCASION)


def _described(session: Session, text: str) -> tuple[Exchange, str | None]:
    """Create an object with a description, and return the description that a read shows; None if refused."""
    body = session.body(SPECIAL_OCCASION, description=text)
    created, shown = created_and_read(session, SPECIAL_OCCASION, body)
    return (created, None) if shown is None else (shown, str(shown.body.get("description")))


def _observed(sent: str, shown: str, evidence: list[Exchange]) -> Observation:
    value = _form(sent, shown)
    if value is None:
        says = f"A read showed a description that was changed in another way, or in several: {shown!r}."
        return TEXT_FORM.unseen(says, evidence, kind=SPECIAL_OCCASION)
    says = f"A description was sent with blanks, markup, accents and line ends. A read showed {shown!r}."
    return TEXT_FORM.seen(value, says, evidence, kind=SPECIAL_OCCASION)


def _form(sent: str, shown: str) -> str | None:
    """Return which form of a text is shown; None for another one."""
    forms = {
        "as_sent": sent,
        "trimmed": sent.strip(),
        "escaped": html.escape(sent).replace("&#x27;", "&#39;"),
        "escaped_all": re.sub(r"[^\w\s.,-]", lambda each: f"&#x{ord(each[0]):x};", sent),
        "nfc": unicodedata.normalize("NFC", sent),
        "nfd": unicodedata.normalize("NFD", sent),
        "crlf": re.sub(r"\r?\n", "\r\n", sent),
        "lf": sent.replace("\r\n", "\n"),
    }
    return next((name for name, text in forms.items() if text == shown), None)


EXPERIMENTS = (
    Experiment(
        "create a special occasion with unusual characters in its description",
        (TEXT_FORM,),
        _text_form,
        SPECIAL_OCCASION,
    ),
)
