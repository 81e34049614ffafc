"""Valid declarations, one change away from the invalid ones."""

from typing import Any

from pulumi.dynamic import Config, ConfigureRequest

from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.special_occasion import SpecialOccasionProvider
from pulumi_liveperson.status_reason import StatusReasonProvider
from pulumi_liveperson.workdays import WorkdaysProvider
from tests.objects import declared

Props = dict[str, Any]

LEFT_OUT = object()
ZONE = "Europe/Lisbon"
WORKING_CONFIGURATION = {
    "liveperson:accountId": "71234567",
    "liveperson:clientId": "client",
    "liveperson:clientSecret": "s3cret",
}


def moment(date_time: object, time_zone: object = ZONE, **changes: object) -> Props:
    return _without_left_out({"date_time": date_time, "time_zone": time_zone, **changes})


def event(
    start: object = "2026-12-24T00:00:00",
    end: object = "2026-12-24T23:59:00",
    *,
    working: object = False,
    count: object = None,
    **changes: object,
) -> Props:
    whole = {
        "meta": {"working": working, "name": "closed"},
        "start": moment(start) if isinstance(start, str) else start,
        "end": moment(end) if isinstance(end, str) else end,
        "recurrence": [] if count is None else [f"RRULE:FREQ=DAILY;COUNT={count};INTERVAL=1"],
        **changes,
    }
    return _without_left_out(whole)


def occasion(**changes: object) -> Props:
    return _without_left_out({**declared(SPECIAL_OCCASION, "Year end"), **changes})


def reason(**changes: object) -> Props:
    return _without_left_out({**declared(STATUS_REASON, "Lunch"), **changes})


def desk(**changes: object) -> Props:
    return _without_left_out({**declared(WORKDAYS, "EU desk"), **changes})


def configured(
    provider: LivePersonProvider, configuration: dict[str, str] | None = None
) -> LivePersonProvider:
    settings = WORKING_CONFIGURATION if configuration is None else configuration
    provider.configure(ConfigureRequest(Config(settings, "liveperson-accounts")))
    return provider


def mistakes(provider: LivePersonProvider, declared: Props) -> list[tuple[str, str]]:
    """Return what a check finds wrong: paths and reasons."""
    return [(each.property, each.reason) for each in provider.check({}, declared).failures]


def checked(provider: LivePersonProvider, declared: Props) -> Props:
    """Return what a check makes of a declaration without mistakes."""
    result = provider.check({}, declared)
    assert [(each.property, each.reason) for each in result.failures] == []
    return result.inputs


def occasions() -> LivePersonProvider:
    return configured(SpecialOccasionProvider())


def reasons() -> LivePersonProvider:
    return configured(StatusReasonProvider())


def workdays() -> LivePersonProvider:
    return configured(WorkdaysProvider())


def _without_left_out(props: Props) -> Props:
    return {name: value for name, value in props.items() if value is not LEFT_OUT}
