"""Texts without the secret values that this process has been told."""

import base64
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pulumi_liveperson.client.secrets import MASK, Secrets
from tests.forms import FORMS

pytestmark = pytest.mark.threat("repeated-secret")

EACH_FORM = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


@pytest.fixture
def secrets() -> Secrets:
    secrets = Secrets()
    secrets.learn([{"name": "hunter2", "deeper": ["d'é\"té", 7, None, True]}, "ab", ""])
    return secrets


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('holds "hunter2", asked', f'holds "{MASK}", asked'),
        ("hunter2hunter2", MASK + MASK),
        (f"not {'d' + chr(39) + 'é' + chr(34) + 'té'!r}", f"not '{MASK}'"),
        ("about abs", "about abs"),
        ("not 'ab'", f"not '{MASK}'"),
        ('{"x": "ab"}', f'{{"x": "{MASK}"}}'),
        ("7, None, True", "7, None, True"),
    ],
)
def test_a_value_is_masked_where_a_message_quotes_it(secrets: Secrets, text: str, masked: str) -> None:
    assert secrets.masked(text) == masked


@EACH_FORM
@given(value=st.text(min_size=3, max_size=12))
@example(value="abc/def+ghi=")
@example(value="d'é\"t\\é 😀\n&<")
@example(value="\\\\\\")
@example(value='\\"\\x5c')
def test_a_value_is_masked_in_each_of_its_forms(form: Callable[[str], str], value: str) -> None:
    secrets = Secrets()
    secrets.learn([value])
    try:
        written = form(value)
    except UnicodeEncodeError:  # half a character, which an address cannot hold
        return

    assert secrets.masked(f"<{written}>") == f"<{MASK}>"


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("before", [b"", b"x", b"id:", b"me:", b"some:"])
@pytest.mark.parametrize("after", [b"", b"y", b"yz", b"\n"])
@pytest.mark.parametrize("value", ["simulator-secret", "s3cret~~>?>?", "päss/wörd+"])
def test_a_value_is_masked_inside_of_base64(
    encode: Callable[[bytes], bytes], before: bytes, after: bytes, value: str
) -> None:
    secrets = Secrets()
    secrets.learn([value])
    whole = encode(before + value.encode() + after).decode()

    masked = secrets.masked(whole)

    assert masked.count(MASK) == 1
    assert len(masked) - len(MASK) <= len(before) * 2 + len(after) * 2 + 4


@pytest.mark.parametrize("value", ["+abc", '"abc', "a+b", "\\\\server\\share", "\\" * 20 + "x", "éa\\"])
@pytest.mark.parametrize(
    "text",
    [
        "\\" * 100_000,
        "\\x5c" * 20_000,
        "\\u005C" * 20_000,
        "%5C" * 20_000,
        "a\\" * 50_000,
        "%25" * 30_000,
        "&#" + "0" * 100_000,
    ],
)
def test_no_text_takes_long_to_mask(value: str, text: str) -> None:
    secrets = Secrets()
    secrets.learn([value])
    began = time.process_time()

    assert secrets.masked(f"{text} {value}").endswith(f" {MASK}")

    assert time.process_time() - began < 1


def test_a_value_is_masked_in_octets_as_python_writes_them(secrets: Secrets) -> None:
    assert secrets.masked(repr("d'é\"té".encode())) == f"b'{MASK}'"


def test_the_longer_of_two_values_is_masked_whole() -> None:
    secrets = Secrets()
    secrets.learn(["hunter", "hunter2"])

    assert secrets.masked("hunter2 hunter") == f"{MASK} {MASK}"


def test_names_stay_where_values_are_masked(secrets: Secrets) -> None:
    assert secrets.masked_json({"ab": "ab", "hunter2": ["x hunter2", 7]}) == {
        "ab": MASK,
        "hunter2": [f"x {MASK}", 7],
    }


def test_nothing_is_masked_where_nothing_is_secret() -> None:
    assert Secrets().masked("hunter2") == "hunter2"


def test_masking_twice_masks_no_more() -> None:
    secrets = Secrets()
    secrets.learn(["secret", "hunter2"])

    once = secrets.masked("a secret hunter2")

    assert once == f"a {MASK} {MASK}"
    assert secrets.masked(once) == once
