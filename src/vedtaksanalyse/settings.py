"""Paths and limits, from ``vedtaksanalyse.toml`` and ``VEDTAKSANALYSE_…``; read by the doors only, once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

ROT = Path(__file__).parents[2]


class Innstillinger(BaseSettings):
    """The settings; each is documented in ``docs/innstillinger.md``."""

    model_config = SettingsConfigDict(
        env_prefix="VEDTAKSANALYSE_", toml_file="vedtaksanalyse.toml", frozen=True, extra="forbid"
    )

    modeller: Path = ROT / "models"
    sprakmodell: str = ""
    database: str = "sqlite:///vedtaksanalyse.sqlite"
    prosesser: int = 2
    maks_megabyte: int = 50
    maks_sider: int = 2000
    malform: str = "nb"

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], env_settings: PydanticBaseSettingsSource, **_: object
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over file."""
        return env_settings, TomlConfigSettingsSource(settings_cls)


@cache
def load_innstillinger() -> Innstillinger:
    """The settings of this process."""
    return Innstillinger()
