"""Paths and limits, from ``vedtaksanalyse.toml`` and ``VEDTAKSANALYSE_…``; read by the doors only, once."""

from __future__ import annotations

from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Literal

from pydantic import NonNegativeInt, PositiveInt, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.reading import Grenser
from vedtaksanalyse.sak import Vern

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
    maks_utpakket_megabyte: int = 200
    maks_lesesekunder: int = 60
    maks_ventesekunder: int = 180
    maks_minne_megabyte: int = 1000
    maks_ocr_sider: int = 100
    ocr_samtidig: NonNegativeInt = 0
    ro_sekunder: int = 5
    full_kontroll: PositiveInt = 7
    malform: Literal["nb", "nn"] = "nb"
    personopplysninger: Literal["hold", "masker", "varsle"] = "hold"
    personvernroller: str = "personvernansvarlig"
    logg: Literal["tekst", "json"] = "tekst"
    metrikkfil: str = ""
    dask: str = ""
    speil: Path = Path("speil")

    @property
    def vern(self) -> Vern:
        """What happens to documents with direct identifiers that nobody has decided on."""
        return Vern(self.personopplysninger)

    @property
    def roller(self) -> tuple[str, ...]:
        """The roles that may decide on such documents."""
        return tuple(rolle for del_ in self.personvernroller.split(",") if (rolle := del_.strip()))

    @property
    def grenser(self) -> Grenser:
        """What one file may ask for."""
        return Grenser(
            bytes=self.maks_megabyte * 1_000_000,
            sider=self.maks_sider,
            utpakket=self.maks_utpakket_megabyte * 1_000_000,
            cpu=self.maks_lesesekunder,
            frist=self.maks_ventesekunder,
            minne=self.maks_minne_megabyte * 1_000_000,
            ocr_sider=self.maks_ocr_sider,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        **_: object,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options over environment over file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_innstillinger(**valg: object) -> Innstillinger:
    """The settings of this process; what is given here and not None goes before all else.

    Raises:
        Bruksfeil: naming the settings that are unknown or will not do. Never their values: one may be a password.
    """
    try:
        return Innstillinger(**{navn: verdi for navn, verdi in valg.items() if verdi is not None})
    except ValidationError as feil:
        navn = ", ".join(sorted({str(ett["loc"][0]) for ett in feil.errors(include_input=False) if ett["loc"]}))
        raise Bruksfeil("innstillinger", navn=navn) from None
    except (TOMLDecodeError, UnicodeDecodeError):
        raise Bruksfeil("innstillingsfil") from None
