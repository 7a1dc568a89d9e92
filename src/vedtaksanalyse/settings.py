"""Paths and limits, from ``vedtaksanalyse.toml`` and ``VEDTAKSANALYSE_…``; read by the doors only, once."""

from __future__ import annotations

from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Literal

from pydantic import Field, NonNegativeInt, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from vedtaksanalyse.errors import Bruksfeil
from vedtaksanalyse.modellbruk import find_modeller
from vedtaksanalyse.reading import Grenser
from vedtaksanalyse.sak import Vern

ROT = Path(__file__).parents[2]
Hemmelig = Annotated[SecretStr, Field(validate_default=True)]
Andel = Annotated[float, Field(ge=0, le=1)]
_HEMMELIGE = {"hemmelighet", "oidc_hemmelighet"}
"""Come from the environment only: a file is copied, shown and kept."""


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
    vert: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765
    adresse: str = ""
    saksmappe: str = ""
    hemmelighet: Hemmelig = ""
    kontrollandel: Andel = 0.05
    blindandel: Andel = 0.05
    trekkfro: str = "vedtaksanalyse"
    flagg_selvstyrt: bool = False
    laering: bool = False
    laering_grunnlag: str = ""
    laerandel: Andel = 0.0
    modellager: str = ""
    annenlesing: Literal["aldri", "andel", "alltid"] = "aldri"
    annenleserandel: Andel = 0.1
    okt_minutter: PositiveInt = 60
    okt_timer: PositiveInt = 10
    maks_innlogginger: PositiveInt = 60
    maks_sok: PositiveInt = 60
    maks_uttak: PositiveInt = 20
    arbeidstid: str = "6-20"
    oidc_utsteder: str = ""
    oidc_klient: str = ""
    oidc_hemmelighet: Hemmelig = ""
    oidc_omfang: str = "openid profile"
    oidc_gruppefelt: str = "groups"
    oidc_identfelt: str = "sub"
    token_nokler: str = ""
    token_mottaker: str = ""
    rollegrupper: dict[str, str] = {}
    kontorgrupper: dict[str, str] = {}

    @property
    def modellmappe(self) -> Path:
        """The models in use: those that ship, or ones that were learnt and approved."""
        return find_modeller(self.modeller, self.modellager)

    @property
    def vern(self) -> Vern:
        """What happens to documents with direct identifiers that nobody has decided on."""
        return Vern(self.personopplysninger)

    @property
    def roller(self) -> tuple[str, ...]:
        """The roles that may decide on such documents."""
        return tuple(rolle for del_ in self.personvernroller.split(",") if (rolle := del_.strip()))

    @property
    def timer(self) -> tuple[int, int]:
        """The hours of the working day, from and to. Bruksfeil when they are none."""
        fra, _, til = self.arbeidstid.partition("-")
        if not (fra.isdecimal() and til.isdecimal() and 0 <= int(fra) < int(til) <= 24):
            raise Bruksfeil("innstillinger", navn="arbeidstid")
        return int(fra), int(til)

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
        fil = TomlConfigSettingsSource(settings_cls)
        if _HEMMELIGE & set(fil.toml_data):
            raise Bruksfeil("hemmelighet_i_fil", navn=", ".join(sorted(_HEMMELIGE & set(fil.toml_data))))
        return init_settings, env_settings, fil


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
