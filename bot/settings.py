"""The only reader of the environment; .env.example is its mirror. NAME_FILE may name a file that holds NAME."""

import os
import re
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

WRONG = (ValidationError, SettingsError)  # what Settings() raises when a setting does not serve
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORK_HOURS = re.compile(r"(?P<first>[a-z]{3})-(?P<last>[a-z]{3}) (?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d)")


class SecretFiles(PydanticBaseSettingsSource):
    """Reads NAME from the file that NAME_FILE names, in the environment or in .env."""

    def __init__(self, settings_cls: type[BaseSettings], written: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        in_file = written.env_vars if isinstance(written, DotEnvSettingsSource) else {}
        self._names = {**{name.upper(): value for name, value in in_file.items()}, **os.environ}

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        path = self._names.get(f"{field_name.upper()}_FILE")
        try:
            return (Path(path).read_text(encoding="utf-8").strip() if path else None), field_name, False
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{field_name.upper()}_FILE: não consegui ler {path}") from error

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


class Settings(BaseSettings):
    """Every setting with its default. Wrong values are named when the program starts."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///data/gabinete.db"
    municipality: str = "Município de Exemplo"
    timezone: str = "America/Sao_Paulo"
    state: str = "SP"
    secret_key: SecretStr = SecretStr("")
    telegram_bot_token: SecretStr = SecretStr("")
    telegram_bot_name: str = ""  # without @, for the links of invitations
    telegram_api_url: str = ""
    telegram_webhook_url: str = ""
    telegram_webhook_secret: SecretStr = SecretStr("")
    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_api_url: str = ""
    slack_public_url: str = ""  # where Slack calls us, for the manifest
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    log_level: str = Field(default="INFO", pattern="(?i)^(debug|info|warning|error|critical)$")
    log_format: str = Field(default="text", pattern="^(text|json)$")
    telegram_rate: float = Field(default=30, gt=0)
    slack_rate: float = Field(default=1, gt=0)
    anchor_file: Path = Path("~/.local/state/gabinete/ancoras.txt")
    work_hours: str = "mon-fri 08:00-18:00"
    fail_at: str = ""  # fault tests only: the named crash point at which the process is to end

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, SecretFiles(settings_cls, dotenv_settings), env_settings, dotenv_settings

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, KeyError) as error:
            raise ValueError(f"não conheço o fuso {value}; exemplo: America/Sao_Paulo") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str) -> str:
        if not value.startswith(("sqlite://", "postgresql")):
            raise ValueError("exemplos: sqlite:///data/gabinete.db ou postgresql+psycopg://usuario@servidor/banco")
        return value

    @field_validator("work_hours")
    @classmethod
    def _work_hours_read(cls, value: str) -> str:
        parse_work_hours(value)
        return value

    @property
    def data_dir(self) -> Path:
        """Where attachments and backups live: beside the SQLite file, or data/."""
        path = self.database_url.removeprefix("sqlite:///")
        return Path(path).parent if path != self.database_url else Path("data")

    def secrets(self) -> list[str]:
        """Every secret that is set, for the log's redaction."""
        values = (getattr(self, name) for name in type(self).model_fields)
        found = [v.get_secret_value() for v in values if isinstance(v, SecretStr)]
        return [secret for secret in (*found, urlsplit(self.database_url).password) if secret]


def problems(error: Exception) -> list[str]:
    """A line for each setting that does not serve, without its value, which may be a secret."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    found = []
    for each in error.errors(include_input=False):
        ours = each["type"] == "value_error"
        why = each["msg"].partition(", ")[2] if ours else "valor que não serve; veja .env.example"
        found.append(f"{str(each['loc'][0]).upper()}: {why}")
    return found


def parse_work_hours(text: str) -> tuple[frozenset[int], time, time]:
    """`mon-fri 08:00-18:00` -> ({0..4}, 08:00, 18:00). Raises ValueError."""
    found = _WORK_HOURS.fullmatch(text.strip().lower())
    if found is None or found["first"] not in _DAYS or found["last"] not in _DAYS:
        raise ValueError(f"não entendi {text!r}; exemplo: mon-fri 08:00-18:00")
    first, last = _DAYS.index(found["first"]), _DAYS.index(found["last"])
    days = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
    return frozenset(days), time.fromisoformat(found["start"]), time.fromisoformat(found["end"])
