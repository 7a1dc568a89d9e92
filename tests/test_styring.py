"""The governance documents name only what exists: links, commands, options, settings, files, tables of the store, pages."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from byggere import ROT
from delt import get_katalog

from vedtaksanalyse.cli import main
from vedtaksanalyse.settings import Innstillinger
from vedtaksanalyse.storage.schema import metadata
from vedtaksanalyse.web.app import ALLE_RUTER

STYRING = ROT / "docs" / "styring"
SIDER = sorted(STYRING.glob("*.md"))
HODE = ("Versjon", "Gjelder", "Endret", "Ansvarlig hos dere")
ANDRES = {
    "VACUUM", "VACUUM (FULL)", "secure_delete", "dropdb", "libseccomp2", "lang", "role=\"status\"", "--require-hashes",
    "--uten-prefect", "nett",
}  # fmt: skip
"""What is no thing of ours: SQL, programs and packages of others, HTML; the contract «nett» stands in pyproject.toml."""
_LENKE = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_KODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_BLOKK = re.compile(r"^```.*?^```", re.M | re.S)


def _side(fil: Path) -> str:
    return fil.read_text(encoding="utf-8")


@cache
def _ankere(fil: Path) -> set[str]:
    overskrifter = re.findall(r"^#+ (.+)$", _BLOKK.sub("", _side(fil)), re.M)
    return {re.sub(r"[^\w\- ]", "", o.lower().replace("`", "")).replace(" ", "-") for o in overskrifter}


def _tables(tekst: str) -> list[list[str]]:
    tabeller: list[list[str]] = [[]]
    for linje in _BLOKK.sub("", tekst).splitlines():
        if linje.startswith("|"):
            tabeller[-1].append(linje)
        elif tabeller[-1]:
            tabeller.append([])
    return [t for t in tabeller if t]


def _celler(rad: str) -> list[str]:
    return [celle.strip() for celle in re.split(r"(?<!\\)\|", rad.strip())[1:-1]]


def check_kommando(linje: str) -> bool:
    """Whether the program has this command with these options."""
    _, *ord_ = shlex.split(linje, comments=True)
    if not ord_ or ord_[0] not in main.commands:
        return False
    valg = {o for p in main.commands[ord_[0]].params for o in (*p.opts, *p.secondary_opts)}
    return all(o.partition("=")[0] in valg for o in ord_[1:] if o.startswith("--"))


def _check_rute(sti: str) -> bool:
    return any(re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", rute.sti), sti) for rute in ALLE_RUTER)


def _check_make(linje: str) -> bool:
    return re.search(rf"^{re.escape(linje.split()[1])}:", _side(ROT / "Makefile"), re.M) is not None


@cache
def _navn() -> set[str]:
    """Every name that the documents may use: settings, tables of the store, facts, criteria, flags, what moves a flag's consequence."""
    katalog = get_katalog()
    hevinger = re.findall(r"^\| `([a-z_]+)` \|", _side(ROT / "docs" / "flagg.md"), re.M)
    return {*Innstillinger.model_fields, *metadata.tables, *katalog.fakta, *katalog.kriterier, *(f.id for f in katalog.flagg), *hevinger}


def is_kjent(ord_: str) -> bool:
    """Whether a word in code style names something that exists."""
    if ord_ in ANDRES or ord_ in _navn():
        return True
    if ord_.startswith("vedtaksanalyse "):
        return check_kommando(ord_)
    if ord_.startswith("VEDTAKSANALYSE_"):
        return ord_.removeprefix("VEDTAKSANALYSE_").lower() in Innstillinger.model_fields
    if ord_.startswith("make "):
        return _check_make(ord_)
    if ord_.startswith("/"):
        return _check_rute(ord_)
    return "/" in ord_ and any((rot / ord_).exists() for rot in (ROT, ROT / "src" / "vedtaksanalyse"))


def test_all_of_them_are_here_and_in_the_index():
    navn = {"README", "personvernkonsekvenser", "ki-forordningen", "ros", "loggkontroll", "lagring_og_sletting", "tilgjengelighet"}
    assert {fil.stem for fil in SIDER} == navn | {"bruk_av_gransking_til_opplaring"}
    oversikt = set(_LENKE.findall(_side(STYRING / "README.md")))
    assert {fil.name for fil in SIDER} - {"README.md"} <= oversikt


@pytest.mark.parametrize("fil", SIDER, ids=lambda fil: fil.stem)
def test_each_tells_its_version_date_change_and_who_answers_for_it(fil):
    linjer = _side(fil).splitlines()
    assert linjer[0].startswith("# ")
    hode = dict(_celler(rad)[:2] for rad in _tables(_side(fil))[0])
    assert all(hode.get(felt) for felt in HODE), hode
    assert re.fullmatch(r"\d+\.\d+, \d{1,2}\. [a-z]+ 20\d\d", hode["Versjon"])
    assert "ikke etterprøvd" in _side(fil).lower()


@pytest.mark.parametrize("fil", SIDER, ids=lambda fil: fil.stem)
def test_links_lead_somewhere(fil):
    lenker = _LENKE.findall(_side(fil))
    assert lenker
    for lenke in lenker:
        if lenke.startswith("https://"):
            continue
        sti, _, anker = lenke.partition("#")
        mal = (fil.parent / sti).resolve() if sti else fil
        assert mal.is_relative_to(ROT) and mal.exists(), lenke
        assert not anker or anker in _ankere(mal), lenke


@pytest.mark.parametrize("fil", SIDER, ids=lambda fil: fil.stem)
def test_everything_named_exists(fil):
    ukjent = [ord_ for ord_ in _KODE.findall(_BLOKK.sub("", _side(fil))) if not is_kjent(ord_)]
    for blokk in _BLOKK.findall(_side(fil)):
        ukjent += [linje for linje in blokk.splitlines()[1:-1] if linje and not check_kommando(linje)]
    assert ukjent == []


@pytest.mark.parametrize("fil", SIDER, ids=lambda fil: fil.stem)
def test_tables_are_whole(fil):
    for hode, strek, *rader in _tables(_side(fil)):
        assert re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", strek), hode
        bredde = len(_celler(hode))
        assert len(_celler(strek)) == bredde
        assert [rad for rad in rader if len(_celler(rad)) != bredde] == []
        assert rader


def test_the_risk_of_each_row_is_likelihood_times_consequence():
    rader = [_celler(rad) for tabell in _tables(_side(STYRING / "ros.md")) for rad in tabell]
    tall = [[int(celle) for celle in rad[3:6]] for rad in rader if len(rad) == 7 and rad[3].isdecimal()]
    assert len(tall) > 25
    assert [rad for rad in tall if rad[0] * rad[1] != rad[2] or not 0 < rad[0] < 5 or not 0 < rad[1] < 5] == []
    rode = {rad[0] for rad in rader if len(rad) == 7 and rad[5].isdecimal() and int(rad[5]) > 8}
    samlet = {_celler(rad)[0] for rad in _tables(_side(STYRING / "ros.md"))[-1][2:]}
    assert rode == samlet


def test_every_table_of_the_store_has_its_time_and_its_end():
    rader = [_celler(rad) for rad in _tables(_side(STYRING / "lagring_og_sletting.md"))[1]]
    assert rader[0] == ["Hva", "Hvor", "Forslag til tid", "Slettes med"]
    nevnt = {navn for rad in rader for navn in _KODE.findall(rad[1])}
    assert set(metadata.tables) - nevnt == set()


@pytest.mark.parametrize(
    "ord_", ["vedtaksanalyse finnesikke", "vedtaksanalyse slett --finnesikke", "VEDTAKSANALYSE_TULL", "make tull", "/tull", "src/tull.py", "tull"]
)
def test_what_does_not_exist_is_found_out(ord_):
    assert not is_kjent(ord_)
