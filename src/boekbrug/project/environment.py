"""What the operator sets: one TOML file, environment variables over it, unknown keys refused.

The file is `boekbrug.toml` in the working folder, or the one that BOEKBRUG_CONFIG names. Each key can also
be given as BOEKBRUG_<KEY>, with two underscores between a table and its key (BOEKBRUG_MAIL__HOST).
docs/settings.md explains every key.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from boekbrug.cli.speech import _
from boekbrug.connectors.egress import Forbidden, is_allowed_entry, place_of
from boekbrug.project import setting_texts

PREFIX = "BOEKBRUG_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
OUTSIDE_KEYS = frozenset({"CONFIG", "TEST_DATABASE"})  # read before or beside this file


class SettingsRefused(SystemExit):
    """The settings cannot be used; the sentence names the key, what was found and what is expected."""


class Mail(BaseModel):
    """How mail leaves: an SMTP server of the operator."""

    model_config = ConfigDict(extra="forbid")

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    user: str = ""
    password: SecretStr = SecretStr("")
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = "Boekbrug <boekbrug@localhost>"
    timeout_seconds: int = Field(default=20, ge=1, le=300)


class ApiLimits(BaseModel):
    """How many requests a minute programs may make."""

    model_config = ConfigDict(extra="forbid")

    key: int = Field(default=600, ge=1)
    dossier: int = Field(default=1200, ge=1)
    heavy: int = Field(default=120, ge=1)
    guess: int = Field(default=30, ge=1)


class Environment(BaseSettings):
    """Every setting, with its default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid")

    profile: Literal["production", "demo", "test"] = "production"
    data: Path = Path("data")
    database: str = ""
    database_owner: str = ""
    secret_key: SecretStr = SecretStr("")
    hosts: list[str] = ["localhost", "127.0.0.1"]
    address: str = "http://localhost:8000"
    port: int = Field(default=8000, ge=1, le=65535)
    language: Literal["", "nl", "fr", "de", "en"] = ""
    web_threads: int = Field(default=4, ge=1, le=64)
    workers: int = Field(default=2, ge=0, le=16)
    upload_megabytes_max: int = Field(default=50, ge=1, le=2000)
    disk_reserve_megabytes: int = Field(default=200, ge=0, le=1_000_000)
    folder_roots: list[Path] = []
    heads_folder: Path | None = None
    outside_allowed: list[str] = []
    breached_passwords: Path | None = None
    alive_address: SecretStr = SecretStr("")
    metrics_token: SecretStr = SecretStr("")
    mail: Mail = Mail()
    api_limits: ApiLimits = ApiLimits()

    @field_validator("address")
    @classmethod
    def _is_a_web_address(cls, text: str) -> str:
        """Return the address; plain HTTP is for the machine itself, because passwords travel over it."""
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = urlsplit("")
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not (is_safe and parts.hostname and parts.path in ("", "/") and not parts.query):
            raise ValueError(
                _(
                    "found {found}, expected https:// and a name (http:// only for localhost); correct it",
                    found=repr(text),
                )
            )
        return text.rstrip("/")

    @field_validator("breached_passwords")
    @classmethod
    def _is_a_list_of_hashes(cls, path: Path | None) -> Path | None:
        """Return the file, whose first line must begin with the SHA-1 of a password."""
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                first = file.readline(80)
        except OSError as wrong:
            told = _("{path} cannot be read: {why}; correct or remove it", path=path, why=wrong.strerror)
            raise ValueError(told) from wrong
        if not re.match(rb"[0-9A-Fa-f]{40}(:\d+)?\r?\n", first):
            raise ValueError(
                _(
                    "{path} is no list of passwords: "
                    "expected lines of 40 letters, a colon and a count, sorted",
                    path=path,
                )
            )
        return path

    @field_validator("metrics_token")
    @classmethod
    def _cannot_be_guessed(cls, token: SecretStr) -> SecretStr:
        """Return the token, which travels in a header and opens what nobody else may see."""
        if not re.fullmatch(r"(?:[!-~]{20,200})?", token.get_secret_value(), re.ASCII):
            raise ValueError(_("expected 20 to 200 letters, digits and signs without blanks; make it longer"))
        return token

    @field_validator("outside_allowed")
    @classmethod
    def _are_hosts_with_ports(cls, entries: list[str]) -> list[str]:
        """Return the servers that may be called although they are private; each is one host and one port."""
        for entry in entries:
            if not is_allowed_entry(entry.lower()):
                raise ValueError(
                    _(
                        "found {found}, expected a host and a port such as mail.lan:587; correct it",
                        found=repr(entry),
                    )
                )
        return [entry.lower() for entry in entries]

    @field_validator("alive_address")
    @classmethod
    def _may_be_called(cls, address: SecretStr, info: ValidationInfo) -> SecretStr:
        """Return the address of the watcher outside; what it is stays unsaid, because it is a secret."""
        allowed = frozenset(info.data.get("outside_allowed", []))
        try:
            if address.get_secret_value():
                place_of(address.get_secret_value(), allowed)
        except Forbidden:
            raise ValueError(
                _(
                    "expected https:// and the full name of a public server, or a host and port that stand "
                    "in outside_allowed; correct it"
                )
            ) from None
        return address

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment first, then the TOML file."""
        toml = TomlConfigSettingsSource(settings_cls, toml_file=config_file())
        return (init_settings, env_settings, toml)

    @property
    def is_loopback(self) -> bool:
        """Whether people reach this server over plain HTTP on the machine itself."""
        return self.address.startswith("http://")


def config_file() -> Path | None:
    """Return the TOML file to read, or None when there is none."""
    named = os.environ.get(f"{PREFIX}CONFIG")
    if named and not Path(named).is_file():
        raise SettingsRefused(
            _("BOEKBRUG_CONFIG names {path}, which is not a file. Correct or remove it.", path=named)
        )
    path = Path(named or "boekbrug.toml")
    return path if path.is_file() else None


def load() -> Environment:
    """Read the settings; raises SettingsRefused with one sentence per wrong key."""
    _refuse_unknown_variables()
    try:
        return Environment()
    except ValidationError as wrong:
        raise SettingsRefused("\n".join(setting_texts.told(error) for error in wrong.errors())) from wrong
    except SettingsError as wrong:
        raise SettingsRefused(
            _(
                "The environment: {said}. Write a list or a table as JSON, such as {example}.",
                said=wrong,
                example='["localhost"]',
            )
        ) from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        told = _("{path} is not TOML: {said}. Correct that place.", path=config_file(), said=wrong)
        raise SettingsRefused(told) from wrong
    except OSError as wrong:
        why = wrong.strerror
        told = _("{path} cannot be read: {why}. Give the right to read it.", path=config_file(), why=why)
        raise SettingsRefused(told) from wrong


def data_folder(path: Path) -> Path:
    """Return the whole path of the data folder, made when absent; raises SettingsRefused when it cannot."""
    folder = path.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise SettingsRefused(
            _(
                "Setting data: the folder {path} cannot be made: {why}. Name a folder that can be written.",
                path=folder,
                why=wrong.strerror,
            )
        ) from wrong
    return folder


def _refuse_unknown_variables() -> None:
    known = {name.upper() for name in Environment.model_fields} | OUTSIDE_KEYS
    for name in os.environ:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).split("__")[0] not in known:
            raise SettingsRefused(
                _("{name} is not a setting of Boekbrug. See docs/settings.md for the list.", name=name)
            )
