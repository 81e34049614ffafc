"""Reads and writes comments of a pull request on GitHub, or of a merge request on GitLab.

A comment of another author is never replaced, even if it begins with our marker.
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
_MAX_ANSWER_LENGTH = 300
_SUCCESS, _REDIRECT = 2, 3  # 200 to 299, 300 to 399
_PAGES = 100
_PAGE = 50  # comments of 64 Ki characters, so a page is not larger than the limit for an answer


class ForgeError(Exception):
    """A comment cannot be posted; the message contains the cause and the solution."""


class Forge(Protocol):
    """The comments of the pull request for which a pipeline runs."""

    def find(self, marker: str) -> int | None:
        """Return the id of our comment whose first line is the marker."""

    def create(self, body: str) -> None:
        """Add a comment."""

    def replace(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""


def forge_of(environment: Mapping[str, str]) -> Forge:
    """Return the forge that runs this pipeline; raises a `ForgeError` if it is not for a pull request."""
    if environment.get("GITHUB_ACTIONS"):
        return GitHub(environment)
    if environment.get("GITLAB_CI"):
        return GitLab(environment)
    raise ForgeError(
        "neither GITHUB_ACTIONS nor GITLAB_CI is set: run this command in a pipeline of GitHub or GitLab."
    )


class _Token:
    """Adds the token to every request."""

    def __init__(self, header: str, value: str, prefix: str = "") -> None:
        SECRETS.learn([value])
        self._header, self._value = header, prefix + value

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers[self._header] = self._value
        return request


class _Api:
    """The client of one API, with paging; the token is sent only to the API's own server."""

    def __init__(self, root: str, token: _Token, advice: str) -> None:
        self._origin = _origin(root)
        if is_insecure(root):
            raise ForgeError(
                f"{quoted(root)} is not an https address, so the token would be sent unencrypted."
            )
        self._client, self._token = Client(ANSWER_SECONDS), token
        self._advice = advice

    def pages(self, url: str) -> Iterator[dict[str, Any]]:
        """Yield the entries of all pages of a list."""
        page = url
        for _ in range(_PAGES):
            answer = self.call("GET", page)
            yield from read(page, answer)
            next_page = _next(answer)
            if next_page is None:
                return
            page = next_page
        raise ForgeError(f"{quoted(url)} has more than {_PAGES} pages of comments.")

    def call(self, method: str, url: str, **fields: str) -> Answer:
        """Send a request, and return the answer; raises a `ForgeError` unless its status is 2xx."""
        if _origin(url) != self._origin:
            raise ForgeError(f"the answer names {quoted(url)} as the next page, which is on another server.")
        try:
            answer = self._client.send(Request(method, url, auth=self._token, json=fields or None))
        except (UnusableError, requests.ReadTimeout) as error:
            raise ForgeError(f"{method} {quoted(url)} was not answered: {error}.") from None
        except requests.RequestException as error:
            raise ForgeError(f"{method} {quoted(url)} was not answered: {type(error).__name__}.") from None
        except ConfigurationError as error:
            raise ForgeError(str(error)) from None
        if answer.status // 100 == _REDIRECT and "Location" in answer.headers:
            raise ForgeError(
                f"{method} {quoted(url)} was redirected to {quoted(answer.headers['Location'])}. Redirects "
                "are not followed, because the token is only for this server."
            )
        if answer.status // 100 != _SUCCESS:
            raise ForgeError(
                f"{method} {quoted(url)} was answered {answer.status} {_beginning(answer.text)}. "
                f"{self._advice}"
            )
        return answer


def read(url: str, answer: Answer) -> Any:
    """Return the JSON content of an answer."""
    try:
        content = answer.body
    except ValueError:
        content = None
    if content is None:
        raise ForgeError(f"the answer of {quoted(url)} is not JSON.")
    return content


class GitHub:
    """A pull request on GitHub."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        number = re.fullmatch(r"refs/pull/(\d+)/merge", _variable(environment, "GITHUB_REF"))
        if number is None:
            raise ForgeError("this run is not for a pull request.")
        issues = (
            f"{_variable(environment, 'GITHUB_API_URL')}/repos/{_variable(environment, 'GITHUB_REPOSITORY')}"
        )
        self._comments = f"{issues}/issues/{number[1]}/comments"
        self._comment = f"{issues}/issues/comments"
        self._api = _Api(
            _variable(environment, "GITHUB_API_URL"),
            _Token("Authorization", _variable(environment, "GITHUB_TOKEN"), "Bearer "),
            "The job needs the permission `pull-requests: write`.",
        )

    def find(self, marker: str) -> int | None:
        """Return the id of our comment whose first line is the marker."""
        with _documented_form(self._comments):
            return _first_id(
                each
                for each in self._api.pages(f"{self._comments}?per_page={_PAGE}")
                if _has_marker(each["body"], marker) and each["user"]["type"] == "Bot"
            )

    def create(self, body: str) -> None:
        """Add a comment."""
        self._api.call("POST", self._comments, body=body)

    def replace(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""
        self._api.call("PATCH", f"{self._comment}/{comment}", body=body)


class GitLab:
    """A merge request on GitLab."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        number = environment.get("CI_MERGE_REQUEST_IID")
        if not number:
            raise ForgeError("this pipeline is not for a merge request.")
        self._root = _variable(environment, "CI_API_V4_URL")
        self._notes = (
            f"{self._root}/projects/{_variable(environment, 'CI_PROJECT_ID')}/merge_requests/{number}/notes"
        )
        self._api = _Api(
            self._root,
            _Token("PRIVATE-TOKEN", _variable(environment, "GITLAB_TOKEN")),
            "GITLAB_TOKEN must be a token of this project with the scope `api`.",
        )

    def find(self, marker: str) -> int | None:
        """Return the id of our comment whose first line is the marker."""
        with _documented_form(self._notes):
            user_url = f"{self._root}/user"
            own_id = read(user_url, self._api.call("GET", user_url))["id"]
            return _first_id(
                each
                for each in self._api.pages(f"{self._notes}?per_page={_PAGE}")
                if _has_marker(each["body"], marker) and each["author"]["id"] == own_id
            )

    def create(self, body: str) -> None:
        """Add a comment."""
        self._api.call("POST", self._notes, body=body)

    def replace(self, comment: int, body: str) -> None:
        """Replace the text of a comment."""
        self._api.call("PUT", f"{self._notes}/{comment}", body=body)


def _next(answer: Answer) -> str | None:
    """Return the address of the next page of a list, if there is one."""
    links = parse_header_links(answer.headers.get("Link", ""))
    return next((each["url"] for each in links if each.get("rel") == "next"), None)


def _beginning(text: str) -> str:
    """Return the beginning of a server's answer, with secrets masked: it may repeat the token."""
    return repr(SECRETS.masked(text)[:_MAX_ANSWER_LENGTH])


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Return the scheme, host and port of an address; a token is only sent to its own origin."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        raise ForgeError(f"{quoted(url)} is not an address.") from None


def _variable(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name)
    if not value:
        raise ForgeError(f"{name} is not set.")
    return value


@contextmanager
def _documented_form(url: str) -> Iterator[None]:
    """Raise a `ForgeError` for an undocumented form; Python's own error could quote secrets of the answer."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError):
        raise ForgeError(f"the answer of {quoted(url)} does not have the documented form.") from None


def _has_marker(body: object, marker: str) -> bool:
    return isinstance(body, str) and body.partition("\n")[0].rstrip("\r") == marker


def _first_id(comments: Iterator[dict[str, Any]]) -> int | None:
    return next((int(each["id"]) for each in comments), None)
