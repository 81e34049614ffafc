"""A stack's settings: where each is set, and warnings about them."""

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.command import ConfigValue
from pulumi_liveperson.settings import (
    CREDENTIALS,
    KEYS,
    NAMESPACE,
    Settings,
    read_settings,
    secret_credentials,
    sign_in_method,
    variable,
)

_PREFIX = f"{NAMESPACE}:"
_VARIABLES = "LIVEPERSON_"


@dataclass(frozen=True)
class Configuration:
    """The settings of a stack, from its configuration and from the environment."""

    stack: str
    values: Mapping[str, ConfigValue]
    environ: Mapping[str, str] = field(repr=False)

    def settings(self) -> Settings:
        """Return the settings as the provider reads them."""
        return read_settings(lambda key: self.values[key].text if key in self.values else None, self.environ)

    def sign_in_method(self) -> str | None:
        """Return the name of the sign-in method, or `None` if the credentials do not form one."""
        return sign_in_method({key: "" for key in CREDENTIALS if self._text(key) or self._variable(key)})

    def origins(self) -> str:
        """Describe where each key is set, without its value."""
        keys = sorted(KEYS)
        origins = {
            "In the stack's configuration": [key for key in keys if self._text(key)],
            "In the environment": [variable(key) for key in keys if self._variable(key)],
        }
        return " ".join(f"{source}: {', '.join(names)}." for source, names in origins.items() if names)

    def secrets(self) -> set[str]:
        """Return all values that must not be shown."""
        hidden = {value.text for value in self.values.values() if value.secret}
        for key in secret_credentials():
            hidden |= {self._variable(key), self._text(key)}
        return hidden - {""}

    def warnings(self) -> Iterator[str]:
        """Yield warnings about settings that work but should be changed."""
        for key in sorted(secret_credentials()):
            if self._text(key) and not self.values[_PREFIX + key].secret:
                yield (
                    f"{_PREFIX}{key} is unencrypted in {self._file} and in the state. Set a new value with "
                    f"`pulumi config set --secret {_PREFIX}{key} --stack {self.stack}`, because other people "
                    "may have read the old one."
                )
        known = KEYS
        for key in sorted(known):
            if self._text(key) and self._variable(key):
                yield f"{_PREFIX}{key} and {variable(key)} are both set; the environment has priority."
        known_keys = sorted(_PREFIX + key for key in known)
        for key in sorted(self.values):
            if key.startswith(_PREFIX) and key not in known_keys:
                yield (
                    f"{key} is not a known key{_nearest(key, known_keys)} Remove it with "
                    f"`pulumi config rm {key} --stack {self.stack}`."
                )
        variables = sorted(variable(key) for key in known)
        for name in sorted(self.environ):
            if name.startswith(_VARIABLES) and name not in variables:
                yield f"{name} is not a known environment variable{_nearest(name, variables)}"

    @property
    def _file(self) -> str:
        return f"Pulumi.{self.stack.rpartition('/')[2]}.yaml"

    def _text(self, key: str) -> str:
        value = self.values.get(_PREFIX + key)
        return value.text if value is not None else ""

    def _variable(self, key: str) -> str:
        return self.environ.get(variable(key), "")


def configuration_of(stack: str) -> Configuration:
    """Return the settings of a stack; from then on its secrets are masked in all output."""
    found = Configuration(stack, pulumi.configuration(stack), os.environ)
    SECRETS.learn(found.secrets())
    return found


def _nearest(name: str, known: list[str]) -> str:
    found = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {found[0]}?" if found else "."
