"""Who may come in to the review application, from the settings; and whether it may be reached from other machines at all."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vedtaksanalyse.errors import Bruksfeil

if TYPE_CHECKING:
    from vedtaksanalyse.settings import Innstillinger

_KORTEST = 32


def check_adgang(valg: Innstillinger) -> None:
    """Refuse settings that would let in others than those they name.

    Raises:
        Bruksfeil: «start_utrygt» when we are to be reached from other machines without login, secret or HTTPS; «oidc_halvt» when a
            login is half configured; «start_adresse» for an address that is none.
    """
    oidc, token = _ask_om(valg.oidc_utsteder, valg.oidc_klient), bool(valg.token_nokler)
    if token and not (valg.oidc_utsteder and (valg.token_mottaker or valg.oidc_klient)):
        raise Bruksfeil("oidc_halvt")
    adresse = urlsplit(valg.adresse)
    if valg.adresse and (adresse.scheme not in ("http", "https") or not adresse.hostname or valg.adresse != f"{adresse.scheme}://{adresse.netloc}"):
        raise Bruksfeil("start_adresse")
    utad = not is_her(valg.vert) or bool(valg.adresse and not is_her(adresse.hostname or ""))
    mangler = [
        navn
        for navn, trengs in (
            ("oidc_utsteder", utad and not (oidc or token)),
            ("hemmelighet", (utad or token) and len(valg.hemmelighet.get_secret_value()) < _KORTEST),
            ("adresse", (utad and adresse.scheme != "https") or (oidc and not valg.adresse)),
        )
        if trengs
    ]
    if mangler:
        raise Bruksfeil("start_utrygt", mangler=", ".join(f"VEDTAKSANALYSE_{navn.upper()}" for navn in mangler))


def is_her(vert: str) -> bool:
    """Whether this name or address is this machine's own, that no other machine reaches."""
    try:
        return vert == "localhost" or ip_address(vert).is_loopback
    except ValueError:
        return False


def make_dorer(valg: Innstillinger) -> dict:
    """The doors of login that the settings ask for, as fields of ``Oppsett``; none for the one-time link alone."""
    if not (valg.oidc_klient or valg.token_nokler):
        return {}
    from vedtaksanalyse.gjennomgang import load_regler
    from vedtaksanalyse.web.grupper import Grupper
    from vedtaksanalyse.web.oidc import Leverandor, Oidcvalg

    grupper = Grupper(valg.rollegrupper, valg.kontorgrupper, valg.oidc_gruppefelt, valg.oidc_identfelt)
    grupper.check(load_regler().roller)
    dorer: dict = {}
    if valg.oidc_klient and valg.adresse:
        hemmelighet = valg.oidc_hemmelighet.get_secret_value()
        dorer["leverandor"] = Leverandor(
            Oidcvalg(valg.oidc_utsteder, valg.oidc_klient, valg.adresse, hemmelighet, valg.oidc_omfang), grupper
        )
    if valg.token_nokler:
        from vedtaksanalyse.web.tilgangstoken import Tokenvakt

        dorer["tokenvakt"] = Tokenvakt(_make_nokler(valg.token_nokler), valg.oidc_utsteder, valg.token_mottaker or valg.oidc_klient, grupper)
    return dorer


def _make_nokler(sted: str):
    """The keys at a URL, or in a file for a machine that reaches no provider."""
    import json

    from vedtaksanalyse.web.nokler import Nokler
    from vedtaksanalyse.web.oidc import check_https, fetch_json

    if "://" in sted:
        check_https(sted)
        return Nokler(lambda: fetch_json(sted))
    if not Path(sted).is_file():
        raise Bruksfeil("token_nokler")
    return Nokler(lambda: json.loads(Path(sted).read_text(encoding="utf-8")))


def _ask_om(utsteder: str, klient: str) -> bool:
    if klient and not utsteder:
        raise Bruksfeil("oidc_halvt")
    return bool(utsteder and klient)
