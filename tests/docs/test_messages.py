"""Every message that the provider, the host or a command can print is explained on one page."""

from pathlib import Path

from tests.docs.messages import PAGE, in_code, page, sources, texts


def explained() -> list[str]:
    files = sources()
    entries = [entry for each in files for section in each.sections for entry in section.entries]
    return [
        *(text for entry in entries for text in entry.message),
        *(part for each in files for part in each.parts),
    ]


def test_every_message_of_the_code_is_explained() -> None:
    known = {*explained()}

    missing = {text: sorted(map(str, places)) for text, places in in_code().items() if text not in known}

    assert missing == {}


def test_no_message_is_explained_that_the_code_does_not_have() -> None:
    assert {*explained()} - in_code().keys() == set()


def test_the_page_is_written_from_the_code_and_its_explanations() -> None:
    assert page() == PAGE.read_text(), "run `make docs`"


def test_a_message_is_a_text_with_words_that_is_neither_documentation_nor_help(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""A docstring has words, too."""\n'
        'parser.add_argument("--x", help="a text of the help")\n'
        'log.warning("There were %d errors in %s.", 2, name)\n'
        'raise ValueError(f"{name} is not {a!r}, and no {b}" " at all.")\n'
        'print("two words")\n'
    )

    assert texts(module) == {"There were … errors in ….", "… is not …, and no … at all."}
