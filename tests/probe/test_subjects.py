"""Every question of the probe has one place on the page of a result."""

from collections import Counter

from pulumi_liveperson.cli.probe.subjects import SUBJECTS, position, subject
from pulumi_liveperson.probe.experiments import EXPERIMENTS

ASKED = {question.name for experiment in EXPERIMENTS for question in experiment.questions}


def test_every_question_has_exactly_one_subject() -> None:
    named = Counter(name for names in SUBJECTS.values() for name in names)

    assert named == Counter(ASKED)


def test_questions_are_ordered_by_subject_and_unknown_ones_come_last() -> None:
    names = sorted(["new_question", "skill_put", "stale_check", "stale_status"], key=position)

    assert names == ["stale_status", "stale_check", "skill_put", "new_question"]
    assert subject("new_question") == "Other questions"
