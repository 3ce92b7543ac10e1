"""The installation's settings, read from the environment once.

Belongs here: names, defaults and checks of environment variables. Does not belong here: law,
anything that changes while the program runs, or anything a user may decide on a page.
"""

from __future__ import annotations

import enum
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from config.mail_server import MailServer

SAMPLE_SECRET_KEY = "sample-key-for-development-only-never-for-production"  # noqa: S105
SHORTEST_SECRET_KEY = 32
# One plain address: no name, no comment, no second one, and no line break that could end a header.
MAIL_ADDRESS = re.compile(
    r"(?=.{3,254}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64})*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?",
    re.ASCII,
)
NO_EXTENSION = "none"  # the installation's word for: as the acts stand


class Environment(enum.StrEnum):
    """What kind of installation this is; production refuses every convenience of the others."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


class Settings(BaseSettings):
    """All that the environment decides; frozen, so that no request can change it.

    Raises `pydantic.ValidationError` naming the variable when a value cannot be used, and when a
    production installation would start with a sample key or without trusted hosts.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,  # a refused start must not print keys and passwords
    )

    environment: Environment = Field(Environment.DEVELOPMENT, validation_alias="SUPERVISION_ENV")
    database_url: str = Field("", validation_alias="DATABASE_URL")
    database_owner_url: str = Field("", validation_alias="DATABASE_OWNER_URL")
    database_backup_url: str = Field("", validation_alias="DATABASE_BACKUP_URL", repr=False)
    redis_url: str = Field("", validation_alias="REDIS_URL")
    secret_key: str = Field(SAMPLE_SECRET_KEY, validation_alias="SECRET_KEY")
    timezone: str = Field("Asia/Almaty", validation_alias="SUPERVISION_TIMEZONE")
    mail_url: str = Field("", validation_alias="MAIL_URL", repr=False)
    mail_from: str = Field("", validation_alias="MAIL_FROM")
    public_address_given: str = Field("", validation_alias="SUPERVISION_PUBLIC_ADDRESS")
    trusted_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), validation_alias="TRUSTED_HOSTS"
    )
    law_extensions: Annotated[tuple[str, ...], NoDecode] = Field(
        (), validation_alias="SUPERVISION_LAW_EXTENSIONS"
    )
    proxy_hops: int = Field(0, ge=0, le=5, validation_alias="SUPERVISION_PROXY_HOPS")
    secure_cookies: bool = Field(False, validation_alias="SUPERVISION_SECURE_COOKIES")
    journal_dir: str = Field("", validation_alias="JOURNAL_DIR")
    journal_keep: int = Field(60, ge=1, le=10_000, validation_alias="JOURNAL_KEEP")
    fault: str = Field("", validation_alias="FAULT")

    @field_validator("trusted_hosts", "law_extensions", mode="before")
    @classmethod
    def _split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        ZoneInfo(value)
        return value

    @field_validator("public_address_given")
    @classmethod
    def _an_address_of_the_web(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("http", "https")
            or not re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?", parts.netloc)
            or parts.query
            or parts.fragment
        ):
            raise ValueError("must look like https://supervision.example.kz")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Settings:
        if self.mail_url:
            MailServer.parse(self.mail_url)
            if not MAIL_ADDRESS.fullmatch(self.mail_from):
                raise ValueError("MAIL_FROM must be the address letters come from")
        return self

    @model_validator(mode="after")
    def _production_is_strict(self) -> Settings:
        if self.environment is not Environment.PRODUCTION:
            return self
        problems = []
        if self.secret_key == SAMPLE_SECRET_KEY or len(self.secret_key) < SHORTEST_SECRET_KEY:
            problems.append(
                f"SECRET_KEY must be your own, {SHORTEST_SECRET_KEY} characters or more"
            )
        if not self.trusted_hosts:
            problems.append("TRUSTED_HOSTS must name the host names users type")
        if not self.secure_cookies:
            problems.append("SUPERVISION_SECURE_COOKIES must be true (serve over HTTPS)")
        if self.fault:
            problems.append("FAULT belongs to tests only")
        if not self.law_extensions:
            # Both instructions are out of force: without a choice no duty would open, and nobody
            # would be told.
            problems.append(
                "SUPERVISION_LAW_EXTENSIONS must name the instructions this installation applies "
                "(for example 2002,2015), or say none"
            )
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @property
    def mail_server(self) -> MailServer | None:
        """Where letters are handed over; None: the installation sends no e-mail."""
        return MailServer.parse(self.mail_url) if self.mail_url else None

    @property
    def public_address(self) -> str:
        """Where users reach the product: what links in letters and calendars begin with.

        Configured, never taken from a request: a forged Host header must not end up in a letter.
        """
        if self.public_address_given:
            return self.public_address_given
        if self.trusted_hosts:
            scheme = "https" if self.secure_cookies else "http"
            return f"{scheme}://{self.trusted_hosts[0].lstrip('.')}"
        return "http://127.0.0.1:8000"

    @property
    def journal_place(self) -> Path | None:
        """Where control journals are kept as files; None: they stand in the database alone."""
        return Path(self.journal_dir) if self.journal_dir else None

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which "today" is decided (an office's seat; all Kazakhstan is one zone)."""
        return ZoneInfo(self.timezone)

    @property
    def extended_acts(self) -> tuple[str, ...]:
        """Acts this installation applies beyond their own period of force.

        A development installation extends both instructions, because its demo world lives today.
        """
        if self.law_extensions or self.environment is not Environment.DEVELOPMENT:
            return tuple(act for act in self.law_extensions if act != NO_EXTENSION)
        return ("2002", "2015")
