"""The public holidays of every country are what LivePerson accepts and returns."""

from functools import partial

import holidays

from liveperson_simulator.server import Simulator
from pulumi_liveperson import public_holidays
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.special_occasion import SpecialOccasionModel
from pulumi_liveperson.validation import checked
from pulumi_liveperson.wire import content_in
from tests.contract.process import Console, occasions

WITHOUT_HOLIDAYS = {"BV", "HM", "IO", "UA"}  # islands on which nobody lives, and a country at war


def test_the_holidays_of_every_country_are_created_and_read_back_equal(simulator: Simulator) -> None:
    process = occasions(simulator)
    desired = {}
    for country in {*holidays.list_supported_countries(include_aliases=False)} - WITHOUT_HOLIDAYS:
        events = public_holidays(country, 2026, time_zone="Europe/London")
        props, mistakes = checked(
            SpecialOccasionModel, {"name": country, "description": "Closed", "events": events}
        )
        assert mistakes == []
        desired[country] = content_in(props)

    process.at_once(*[partial(process.writer.create, each) for each in desired.values()])

    assert len(desired) >= 200
    objects = Console(simulator, SPECIAL_OCCASION).objects()
    fresh = occasions(simulator)
    for country, content in desired.items():
        id_, live = objects[country]
        assert live == content
        assert SPECIAL_OCCASION.differences(content, {**fresh.read(id_).content, "id": id_}) == []
