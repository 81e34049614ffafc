"""One connection per account and process, whoever asks first."""

import threading
from concurrent.futures import ThreadPoolExecutor

from pulumi_liveperson.client.auth.sign_in import BearerToken
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.connection import connect, expectations
from pulumi_liveperson.settings import Settings

THREADS = 16


def settings(account_id: str) -> Settings:
    return Settings(account_id, "http://127.0.0.1:9", BearerToken("unused"))


def test_operations_that_arrive_together_share_one_account() -> None:
    together = threading.Barrier(THREADS)

    def arrive(_number: int) -> tuple[int, int]:
        together.wait()
        asked = settings("together")
        return id(connect(asked)), id(expectations(asked, STATUS_REASON))

    with ThreadPoolExecutor(THREADS) as threads:
        found = set(threads.map(arrive, range(THREADS)))

    assert len(found) == 1


def test_two_accounts_share_nothing() -> None:
    assert connect(settings("one")) is not connect(settings("other"))
