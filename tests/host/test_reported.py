"""What a check records of a resource, for creates in other threads."""

from collections.abc import Hashable

import pytest
from pulumi.dynamic import Config, ConfigureRequest

from pulumi_liveperson import connection
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.holders import Holders
from pulumi_liveperson.status_reason import StatusReasonProvider


def test_a_new_name_is_known_before_its_resource_counts_as_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    record, check = Expectations.expect_rename, Holders.check
    recorded: list[str] = []

    def rename(self: Expectations, before: str, after: str) -> None:
        recorded.append(f"{before} is renamed to {after}")
        record(self, before, after)

    def report(self: Holders, resource: Hashable, *, is_new: bool) -> None:
        recorded.append("reported")
        check(self, resource, is_new=is_new)

    monkeypatch.setattr(connection, "_expectations", {})
    monkeypatch.setattr(Expectations, "expect_rename", rename)
    monkeypatch.setattr(Holders, "check", report)
    provider = StatusReasonProvider()
    settings = {"accountId": "71234567", "clientId": "c", "clientSecret": "s"}
    provider.configure(ConfigureRequest(Config({f"liveperson:{k}": v for k, v in settings.items()}, "trial")))

    checked = provider.check({"text": "Tea"}, {"text": "Lunch"})

    assert checked.failures == []
    assert recorded == ["Tea is renamed to Lunch", "reported"]
