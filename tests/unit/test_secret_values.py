"""Texts without the secret values that this process has been told."""

import json

import pytest

from provider.secrets import MASK, Secrets


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
        (f"not {'d' + chr(39) + 'é' + chr(34) + 'té'!r}", None),
        (json.dumps("d'é\"té"), f'"{MASK}"'),
        (json.dumps("d'é\"té", ensure_ascii=False), f'"{MASK}"'),
        ("about abs", "about abs"),
        ("not 'ab'", f"not '{MASK}'"),
        ('{"x": "ab"}', f'{{"x": "{MASK}"}}'),
        ("7, None, True", "7, None, True"),
    ],
)
def test_a_value_is_masked_however_it_is_written(secrets: Secrets, text: str, masked: str | None) -> None:
    found = secrets.masked(text)

    assert "té" not in found
    assert masked is None or found == masked


def test_names_stay_where_values_are_masked(secrets: Secrets) -> None:
    assert secrets.without({"ab": "ab", "hunter2": ["x hunter2", 7]}) == {
        "ab": MASK,
        "hunter2": [f"x {MASK}", 7],
    }


def test_nothing_is_masked_where_nothing_is_secret() -> None:
    assert Secrets().masked("hunter2") == "hunter2"
