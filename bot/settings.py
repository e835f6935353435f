"""The only reader of the environment; .env.example is its mirror. NAME_FILE may name a file that holds NAME."""

import logging
import os
import re
import unicodedata
from datetime import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
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

from bot import env_file

WRONG = (ValidationError, SettingsError)  # raised by Settings() for an invalid setting
logging.getLogger("dotenv").setLevel(logging.ERROR)  # a line that is not read is told in Portuguese: env_file.remarks
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DIAS = ("seg", "ter", "qua", "qui", "sex", "sab", "dom")
_DAY_NAMES = r"([a-z]{3})[a-z]*(?:-feira)?"
_WORK_HOURS = re.compile(rf"{_DAY_NAMES}\s*(?:-|a|ate|to)\s*{_DAY_NAMES}[\s,:;]+(\d.*)")
_UNSAID = re.compile(r"\bd[ae]s?\s+")  # `das 8h`
_HOURS = re.compile(r"(\d\d?)(?::|h)?(\d\d)?h?\s*(?:-|as|a)\s*(\d\d?)(?::|h)?(\d\d)?h?")
_BETWEEN = re.compile(r"\s*(?:,|;|/|\be\b|\s)\s*")


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
    """Every setting with its default. Wrong values are reported when the program starts."""

    model_config = SettingsConfigDict(
        env_file=env_file.ENV_FILE, env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    database_url: str = "sqlite:///data/gabinete.db"
    municipality: str = "Município de Exemplo"
    timezone: str = "America/Sao_Paulo"
    state: str = "SP"
    secret_key: SecretStr = SecretStr("")
    secret_key_old: SecretStr = SecretStr("")  # the one before: its buttons are still taken
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
    public_url: str = ""  # where people reach the HTTP port, for the links in documents
    public_agenda: bool = False  # whether anybody may read the mayor's agenda, without what is reserved
    documents_dir: Path = Path("data/documentos")  # the municipality's own template, arms and fonts
    backup_dir: Path | None = None  # where the copies are, for whoever looks after their age
    backup_recipient: str = ""  # public keys of age, with commas; the copies are encrypted for them
    storage_bucket: str = ""  # of an object store that holds the attachments, too
    storage_endpoint: str = Field(default="", pattern=r"^(https?://\S+)?$")  # empty: Amazon's
    storage_region: str = "us-east-1"
    storage_key: str = ""
    storage_secret: SecretStr = SecretStr("")
    storage_days: int = Field(default=30, ge=1)  # for which the folder keeps what the object store holds
    warn_by_email: str = ""  # addresses, with commas
    smtp_host: str = "localhost"
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: str = Field(default="starttls", pattern="^(starttls|tls|none)$")
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = ""
    sapl_url: str = Field(default="", pattern=r"^(https?://\S+)?$")  # the council's system, without /api
    sapl_token: SecretStr = SecretStr("")
    municipality_ibge: str = Field(default="", pattern=r"^(\d{7})?$")  # by which the diary is asked for
    querido_diario_url: str = "https://api.queridodiario.ok.org.br"
    log_level: str = Field(default="INFO", pattern="(?i)^(debug|info|warning|error|critical)$")
    log_format: str = Field(default="text", pattern="^(text|json)$")
    telegram_rate: float = Field(default=30, gt=0)
    slack_rate: float = Field(default=1, gt=0)
    anchor_file: Path = Path("~/.local/state/gabinete/ancoras.txt")
    work_hours: str = "mon-fri 08:00-18:00"
    fail_at: str = ""  # fault tests only: the named failpoint at which the process is to end

    if not TYPE_CHECKING:  # the signature stays what pydantic makes of the fields

        def __init__(self, **values: Any) -> None:
            path = values.get("_env_file", env_file.ENV_FILE)
            if path is not None and (problem := env_file.unreadable(Path(path))):
                raise SettingsError(problem)
            super().__init__(**values)

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

    @field_validator("state")
    @classmethod
    def _state_exists(cls, value: str) -> str:
        from models.calendar.public_days import STATES

        if value.upper() not in STATES and value not in STATES:
            raise ValueError(f"não conheço o estado {value}; use a sigla, por exemplo SP")
        return value if value in STATES else value.upper()

    @field_validator("slack_public_url")
    @classmethod
    def _slack_calls_in_private(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            raise ValueError("o Slack só chama endereços https://; exemplo: https://bot.exemplo.sp.gov.br")
        return value

    @field_validator("backup_recipient")
    @classmethod
    def _recipients_are_keys(cls, value: str) -> str:
        from bot import encryption

        try:
            encryption.recipients(value)
        except encryption.WrongKey as error:
            raise ValueError(str(error)) from error
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
        """The folder of attachments and backups: that of the SQLite file, or data/."""
        path = self.database_url.removeprefix("sqlite:///")
        return Path(path).parent if path != self.database_url else Path("data")

    @property
    def signing_key(self) -> str:
        """The secret for buttons and codes: SECRET_KEY, else the token of a door; empty without any."""
        secrets = (self.secret_key, self.telegram_bot_token, self.slack_bot_token)
        return next((each.get_secret_value() for each in secrets if each.get_secret_value()), "")

    def secrets(self) -> list[str]:
        """Every secret that is set, for the log's redaction."""
        values = (getattr(self, name) for name in type(self).model_fields)
        found = [v.get_secret_value() for v in values if isinstance(v, SecretStr)]
        return [secret for secret in (*found, urlsplit(self.database_url).password) if secret]


def problems(error: Exception) -> list[str]:
    """A sentence for each invalid setting, without its value, which may be a secret."""
    if not isinstance(error, ValidationError):
        return [str(error)]
    found = []
    for each in error.errors(include_input=False):
        ours = each["type"] == "value_error"
        why = each["msg"].partition(", ")[2] if ours else "valor que não serve; veja .env.example"
        found.append(f"{str(each['loc'][0]).upper()}: {why}")
    return found


def parse_work_hours(text: str) -> tuple[frozenset[int], time, time]:
    """`mon-fri 08:00-18:00`, `seg-sex 08:00-12:00 13:00-17:00` -> ({0..4}, 08:00, 17:00). Raises ValueError.

    A break at noon is read and changes nothing: a day opens with its first hour, and deadlines end with its last.
    """
    found = _WORK_HOURS.fullmatch(_plain(text))
    hours = [_HOURS.fullmatch(each) for each in _split(found[3])] if found else [None]
    if found is None or None in hours or not {found[1], found[2]} <= {*_DAYS, *_DIAS}:
        raise ValueError(f"não entendi {text!r}; exemplo: seg-sex 08:00-12:00 13:00-17:00")
    moments = [moment for each in hours if each for moment in (_hour(each[1], each[2]), _hour(each[3], each[4]))]
    if not all(before < after for before, after in pairwise(moments)):
        raise ValueError(f"em {text!r} cada hora tem de vir depois da anterior")
    first, last = _weekday(found[1]), _weekday(found[2])
    days = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
    return frozenset(days), moments[0], moments[-1]


def _plain(text: str) -> str:
    """Lower case, without accents nor `das`, one kind of dash, and no space around it."""
    folded = unicodedata.normalize("NFKD", text.strip().lower().replace("–", "-").replace("—", "-"))
    plain = _UNSAID.sub("", "".join(each for each in folded if not unicodedata.combining(each)))
    return re.sub(r"\s*-\s*", "-", plain)


def _split(hours: str) -> list[str]:
    together = re.sub(r"\s+(as|a|ate)\s+", "-", hours)
    return [each for each in _BETWEEN.split(together) if each]


def _hour(hour: str, minute: str | None) -> time:
    if int(hour) > 23 or int(minute or 0) > 59:
        raise ValueError(f"não há a hora {hour}:{minute or '00'}; exemplo: seg-sex 08:00-12:00 13:00-17:00")
    return time(int(hour), int(minute or 0))


def _weekday(name: str) -> int:
    return (_DAYS if name in _DAYS else _DIAS).index(name)
