"""The page on security names each threat that a test plays, and no other."""

import re

from tests.docs.markdown import rows, section, spans
from tests.docs.workspace import ROOT

MARK = re.compile(r'pytest\.mark\.threat\("([^"]+)"\)')


def test_each_threat_of_the_page_is_played_by_a_test_and_the_other_way_round() -> None:
    played = {name for path in ROOT.glob("tests/**/*.py") for name in MARK.findall(path.read_text())}

    named = {
        spans(row[0])[0]
        for row in rows(section((ROOT / "docs" / "security.md").read_text(), "What is protected"))
    }

    assert named == played
