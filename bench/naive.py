"""A provider as a first version usually is: read the revision, write with it, retry if the write is rejected.

The operations are independent of each other, so four operations in parallel cause rejections. They always use
the newest revision, so they overwrite changes that other people made.
"""

import re
from functools import cache
from typing import Any

import requests
from pulumi.dynamic import (
    ConfigureRequest,
    CreateResult,
    ReadResult,
    Resource,
    ResourceProvider,
    UpdateResult,
)

Props = dict[str, Any]

ATTEMPTS = 10
STALE = 409
SECONDS = 60


@cache
def _token(url: str, account: str, client_id: str, client_secret: str) -> str:
    form = {"client_id": client_id, "client_secret": client_secret, "grant_type": "client_credentials"}
    answer = requests.post(f"{url}/sentinel/api/v2/account/{account}/app/token", data=form, timeout=SECONDS)
    answer.raise_for_status()
    return str(answer.json()["access_token"])


def _camel_case(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel_case(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        re.sub("_([a-z])", lambda found: found[1].upper(), name): _camel_case(inner)
        for name, inner in value.items()
    }


def _body(props: Props) -> Props:
    kept: Props = _camel_case({name: value for name, value in props.items() if name != "__provider"})
    return kept | {"deleted": False}


class NaiveProvider(ResourceProvider):
    """Manages one kind of object, one request at a time."""

    serialize_as_secret_always = False
    path = ""
    is_put_to_the_list = False

    def configure(self, req: ConfigureRequest) -> None:
        """Sign in."""
        get = req.config.require
        url, account = get("liveperson:domainApiUrl"), get("liveperson:accountId")
        self._url = f"{url}/api/account/{account}/configuration/{self.path}"
        token = _token(url, account, get("liveperson:clientId"), get("liveperson:clientSecret"))
        self._headers = {"Authorization": f"Bearer {token}"}

    def create(self, props: Props) -> CreateResult:
        """Create the object."""
        made = self._write("POST", self._url, _body(props)).json()
        return CreateResult(str(made["id"]), props)

    def read(self, id_: str, props: Props) -> ReadResult:
        """Read the object by its id."""
        answer = requests.get(
            f"{self._url}/{id_}", params={"v": "1.0"}, headers=self._headers, timeout=SECONDS
        )
        answer.raise_for_status()
        return ReadResult(id_, props)

    def update(self, id_: str, _olds: Props, news: Props) -> UpdateResult:
        """Replace the object."""
        body = _body(news) | {"id": int(id_)}
        if self.is_put_to_the_list:
            self._write("PUT", self._url, [body])
        else:
            self._write("PUT", f"{self._url}/{id_}", body)
        return UpdateResult(news)

    def delete(self, id_: str, _props: Props) -> None:
        """Delete the object."""
        self._write("DELETE", f"{self._url}/{id_}", None)

    def _write(self, method: str, url: str, body: Any) -> requests.Response:
        for _ in range(ATTEMPTS):
            listed = requests.get(self._url, params={"v": "1.0"}, headers=self._headers, timeout=SECONDS)
            listed.raise_for_status()
            headers = self._headers | {"If-Match": listed.headers["ac-revision"]}
            answer = requests.request(
                method, url, params={"v": "1.0"}, headers=headers, json=body, timeout=SECONDS
            )
            if answer.status_code != STALE:
                break
        answer.raise_for_status()
        return answer


class SpecialOccasionProvider(NaiveProvider):
    """Manages special occasions."""

    path = "ac-common/specialoccasion"
    is_put_to_the_list = True


class StatusReasonProvider(NaiveProvider):
    """Manages status reasons."""

    path = "le-agents/status-reasons"


class SpecialOccasion(Resource, module="bench", name="SpecialOccasion"):
    """A special occasion."""

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(SpecialOccasionProvider(), resource_name, props)


class StatusReason(Resource, module="bench", name="StatusReason"):
    """A status reason."""

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(StatusReasonProvider(), resource_name, props)
