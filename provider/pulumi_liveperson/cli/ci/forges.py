"""The comments of a pull request on GitHub, and of a merge request on GitLab.

A comment of somebody else is never replaced, even if it begins like one of ours.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from requests.utils import parse_header_links

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.http.bounds import UnusableError
from pulumi_liveperson.client.http.client import Client
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping.addresses import is_insecure, quoted

ANSWER_SECONDS = 30.0
_LONGEST_ANSWER = 300
_GOOD, _ELSEWHERE = 2, 3  # 200 to 299, 300 to 399
_PAGES = 100
_PAGE = 50  # comments of 64 Ki characters, so that none is larger than an answer may be


class ForgeError(Exception):
    """A comment cannot be posted; the message says why, and what to do."""


class Forge(Protocol):
    """The comments of the pull request that a pipeline is about."""

    def find(self, marker: str) -> int | None:
        """Return the id of our comment whose first line is the marker."""

    def create(self, body: str) -> None:
        """Add a comment."""

    def replace(self, comment: int, body: str) -> None:
        """Replace what a comment says."""


def forge_of(environment: Mapping[str, str]) -> Forge:
    """Return the forge whose pipeline this is; raises a `ForgeError` if it is that of no pull request."""
    if environment.get("GITHUB_ACTIONS"):
        return GitHub(environment)
    if environment.get("GITLAB_CI"):
        return GitLab(environment)
    raise ForgeError("this is no pipeline of GitHub or GitLab.")


class _Token:
    """Signs every request."""

    def __init__(self, header: str, value: str, prefix: str = "") -> None:
        SECRETS.learn([value])
        self._header, self._value = header, prefix + value

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers[self._header] = self._value
        return request


class _Api:
    """One API, and the pages of its answers; the token goes to its own server alone."""

    def __init__(self, root: str, token: _Token, advice: str) -> None:
        self._origin = _origin(root)
        if is_insecure(root):
            raise ForgeError(
                f"{quoted(root)} is no https address, so the token would be shown to the network."
            )
        self._client, self._token = Client(ANSWER_SECONDS), token
        self._advice = advice

    def pages(self, url: str) -> Iterator[dict[str, Any]]:
        """Yield what is on all pages of a list."""
        following = url
        for _ in range(_PAGES):
            answer = self.call("GET", following)
            yield from read(following, answer)
            further = _next(answer)
            if further is None:
                return
            following = further
        raise ForgeError(f"{quoted(url)} has more than {_PAGES} pages of comments.")

    def call(self, method: str, url: str, **fields: str) -> Answer:
        """Send a request, and return the answer if it is a good one."""
        if _origin(url) != self._origin:
            raise ForgeError(f"the next page is said to be at {quoted(url)}, which is another server.")
        try:
            answer = self._client.send(Request(method, url, auth=self._token, json=fields or None))
        except (UnusableError, requests.ReadTimeout) as error:
            raise ForgeError(f"{method} {quoted(url)} was not answered: {error}.") from None
        except requests.RequestException as error:
            raise ForgeError(f"{method} {quoted(url)} was not answered: {type(error).__name__}.") from None
        except ConfigurationError as error:
            raise ForgeError(str(error)) from None
        if answer.status // 100 == _ELSEWHERE and "Location" in answer.headers:
            raise ForgeError(
                f"{method} {quoted(url)} is to be found at {quoted(answer.headers['Location'])}. No redirect "
                "is followed, since the token is for this server alone."
            )
        if answer.status // 100 != _GOOD:
            raise ForgeError(
                f"{method} {quoted(url)} was answered {answer.status} {_beginning(answer.text)}. "
                f"{self._advice}"
            )
        return answer


def read(url: str, answer: Answer) -> Any:
    """Return what an answer holds."""
    try:
        content = answer.body
    except ValueError:
        content = None
    if content is None:
        raise ForgeError(f"{quoted(url)} was answered with something that is no JSON.")
    return content


class GitHub:
    """A pull request on GitHub."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        number = re.fullmatch(r"refs/pull/(\d+)/merge", _given(environment, "GITHUB_REF"))
        if number is None:
            raise ForgeError("this run is not about a pull request.")
        issues = f"{_given(environment, 'GITHUB_API_URL')}/repos/{_given(environment, 'GITHUB_REPOSITORY')}"
        self._comments = f"{issues}/issues/{number[1]}/comments"
        self._comment = f"{issues}/issues/comments"
        self._api = _Api(
            _given(environment, "GITHUB_API_URL"),
            _Token("Authorization", _given(environment, "GITHUB_TOKEN"), "Bearer "),
            "The job needs the permission `pull-requests: write`.",
        )

    def find(self, marker: str) -> int | None:
        """Return the id of our comment whose first line is the marker."""
        with _as_documented(self._comments):
            return _first(
                each
                for each in self._api.pages(f"{self._comments}?per_page={_PAGE}")
                if _begins(each["body"], marker) and each["user"]["type"] == "Bot"
            )

    def create(self, body: str) -> None:
        """Add a comment."""
        self._api.call("POST", self._comments, body=body)

    def replace(self, comment: int, body: str) -> None:
        """Replace what a comment says."""
        self._api.call("PATCH", f"{self._comment}/{comment}", body=body)


class GitLab:
    """A merge request on GitLab."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        number = environment.get("CI_MERGE_REQUEST_IID")
        if not number:
            raise ForgeError("this pipeline is not about a merge request.")
        self._root = _given(environment, "CI_API_V4_URL")
        self._notes = (
            f"{self._root}/projects/{_given(environment, 'CI_PROJECT_ID')}/merge_requests/{number}/notes"
        )
        self._api = _Api(
            self._root,
            _Token("PRIVATE-TOKEN", _given(environment, "GITLAB_TOKEN")),
            "GITLAB_TOKEN has to be a token of this project with the scope `api`.",
        )

    def find(self, marker: str) -> int | None:
        """Return the id of our comment whose first line is the marker."""
        with _as_documented(self._notes):
            me = f"{self._root}/user"
            we = read(me, self._api.call("GET", me))["id"]
            return _first(
                each
                for each in self._api.pages(f"{self._notes}?per_page={_PAGE}")
                if _begins(each["body"], marker) and each["author"]["id"] == we
            )

    def create(self, body: str) -> None:
        """Add a comment."""
        self._api.call("POST", self._notes, body=body)

    def replace(self, comment: int, body: str) -> None:
        """Replace what a comment says."""
        self._api.call("PUT", f"{self._notes}/{comment}", body=body)


def _next(answer: Answer) -> str | None:
    """Return where the next page of a list is, if there is one."""
    links = parse_header_links(answer.headers.get("Link", ""))
    return next((each["url"] for each in links if each.get("rel") == "next"), None)


def _beginning(text: str) -> str:
    """Return the beginning of what a server says, which may repeat the token."""
    return repr(SECRETS.masked(text)[:_LONGEST_ANSWER])


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Return what a token may go to: scheme, host and port."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        raise ForgeError(f"{quoted(url)} is no address.") from None


def _given(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name)
    if not value:
        raise ForgeError(f"{name} is not set.")
    return value


@contextmanager
def _as_documented(url: str) -> Iterator[None]:
    """Say so where an answer has another form; Python would quote it, with whatever it repeats."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError):
        raise ForgeError(f"{quoted(url)} was answered in another form than the forge documents.") from None


def _begins(body: object, marker: str) -> bool:
    return isinstance(body, str) and body.partition("\n")[0].rstrip("\r") == marker


def _first(comments: Iterator[dict[str, Any]]) -> int | None:
    return next((int(each["id"]) for each in comments), None)
