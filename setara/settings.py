"""What can be set from outside: by environment variable, or in the workspace's `setara.toml`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from sources.bps.client.request import BASE_URL

WITA = ZoneInfo("Asia/Makassar")
EngineName = Literal["duckdb", "spark"]


class Settings(BaseSettings):
    """Settings of one process; the environment decides, the defaults suit one office PC."""

    model_config = SettingsConfigDict(env_prefix="", populate_by_name=True)

    workspace: Path = Field(default=Path("workspace"), alias="SETARA_WORKSPACE")
    key_file: Path | None = Field(default=None, alias="SETARA_KEY_FILE")
    now: datetime | None = Field(default=None, alias="SETARA_NOW")
    engine: EngineName = Field(default="duckdb", alias="SETARA_ENGINE")
    spark_master: str | None = Field(default=None, alias="SETARA_SPARK_MASTER")
    bps_api_key: SecretStr | None = Field(default=None, alias="BPS_API_KEY")
    bps_api_url: str = Field(default=BASE_URL, alias="BPS_API_URL")

    def clock(self) -> datetime:
        """The time of this run in WITA: SETARA_NOW where it is given (tests, backfills), else the machine's."""
        moment = self.now or datetime.now(UTC)
        return moment.replace(tzinfo=WITA) if moment.tzinfo is None else moment.astimezone(WITA)

    def today(self) -> date:
        """The date that a file gets which is received now without a declared receipt date."""
        return self.clock().date()
