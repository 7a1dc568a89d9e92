"""Assessments to export in tests: made from gold cases as if the labels were verdicts, plus a hostile case and a failed one."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from delt import get_katalog

from vedtaksanalyse.kriterier import Flaggregel, Katalog, Kriterium
from vedtaksanalyse.kriterier.katalog import Hjemmel
from vedtaksanalyse.sak import (
    Barnefakta,
    Belegg,
    Bevis,
    Dokument,
    Faktum,
    Flagg,
    Kilde,
    Kriterievurdering,
    Lesestatus,
    Narmeste,
    Opphav,
    PiiFunn,
    Sak,
    Saksrisiko,
    Saksstatus,
    Saksvurdering,
    Side,
    Sokekvittering,
    Versjoner,
)

FASIT = Path(__file__).parents[2] / "corpora" / "fasit"
VERSJONER = Versjoner("0.1.0", "abcdef0123456789", "setninger-1")

REGEL = Flaggregel(
    id="eksempel",
    kriterium="barnets_beste",
    grader=frozenset({"mangler"}),
    konsekvens=5,
    tekst={"nb": "Eksempelflagg om barnets beste.", "nn": "Døme på flagg om det beste for barnet."},
    neste={"nb": "Hva betyr avslaget for barna?", "nn": "Kva har avslaget å seie for barna?"},
    hjemmel=(Hjemmel({"nb": "Grunnloven § 104", "nn": "Grunnlova § 104"}),),
    kjede="barnet",
    risikopunkt=(21, 49),
    proving=("saksbehandling", "skjonn"),
)


def katalog() -> Katalog:
    """The real catalogue, its flags replaced by one that stays."""
    return replace(get_katalog(), flagg=(REGEL,))


def fasitvurdering(sak_id: str, katalog: Katalog, kontor: str = "Nav Eksempel") -> Saksvurdering:
    """A gold case as if its labels were verdicts."""
    post = json.loads((FASIT / f"{sak_id}.json").read_text(encoding="utf-8"))
    dokumenter = tuple(
        Dokument(
            dok_id=d["dok_id"],
            type=d["type"],
            tekst=d["tekst"],
            dato=date.fromisoformat(d["dato"]) if d.get("dato") else None,
            malform=post["malform"],
            sider=_sider(d["tekst"]),
        )
        for d in post["dokumenter"]
    )
    kilder = tuple(
        Kilde(d.dok_id, f"{d.dok_id}.pdf", f"{n:064x}", Lesestatus.LEST, d.type, d.dato)
        for n, d in enumerate(dokumenter)
    )
    sak = Sak(sak_id, kilder, dokumenter, post["malform"], kontor)
    vurderinger = tuple(
        _vurdering(sak, katalog.kriterier[id], post["fasit"][id], n) for n, id in enumerate(katalog.kriterier)
    )
    pii = tuple(PiiFunn(_belegg(sak, p), p["type"]) for p in post["pii"])
    svakt = 0.93 if post["svakt_vedtak"] else 0.12
    flagg = tuple(_flagg(post, katalog, vurderinger)) if post["svakt_vedtak"] else ()
    fakta = (Faktum("avslag_eller_delvis", vurderinger[0].belegg[:1]), Faktum("tre_barn", (), "3"))
    risiko = _risiko(flagg, sak) if flagg else None
    return Saksvurdering(
        sak, Saksstatus.VURDERT, VERSJONER, "", vurderinger, flagg, svakt, pii, fakta if flagg else (), risiko=risiko
    )


def _risiko(flagg: tuple[Flagg, ...], sak: Sak) -> Saksrisiko:
    kjeder = tuple(dict.fromkeys(f.kjede for f in flagg if not f.hint))
    frist = sak.vedtaksdato + timedelta(days=21) if sak.vedtaksdato else None
    feil = any(f.feil for f in flagg)
    return Saksrisiko(flagg[0].risiko, 5, flagg[0].konsekvens, kjeder, feil, ("avslag", "tre_barn"), frist)


def _sider(tekst: str) -> tuple[Side, ...]:
    midt = len(tekst) // 2
    return (Side(1, 0, midt), Side(2, midt, len(tekst)))


def _belegg(sak: Sak, post: dict) -> Belegg:
    start = sak.dokument(post["dok_id"]).tekst.index(post["sitat"])
    return Belegg(post["dok_id"], start, start + len(post["sitat"]))


def _vurdering(sak: Sak, kriterium: Kriterium, gull: dict, n: int) -> Kriterievurdering:
    belegg = tuple(_belegg(sak, b) for b in gull["belegg"])
    if kriterium.slag == "liste":
        p = tuple((g, 0.9 if g in gull["verdi"] else 0.05) for g in kriterium.grader)
        return Kriterievurdering(kriterium.id, "", p, _bevis(belegg), verdi=tuple(gull["verdi"]))
    sikker = (0.97, 0.88, 0.71, 0.52)[n % 4]
    rest = (1 - sikker) / (len(kriterium.grader) - 1)
    p = tuple((g, sikker if g == gull["grad"] else rest) for g in kriterium.grader)
    fakta = Barnefakta(gull["antall"], tuple(gull["aldre"]), gull["omsorg"], belegg) if "antall" in gull else None
    kvittering = None if belegg else _kvittering(sak, n)
    return Kriterievurdering(kriterium.id, gull["grad"], p, _bevis(belegg, kriterium), kvittering, fakta)


def _bevis(belegg: tuple[Belegg, ...], kriterium: Kriterium | None = None) -> tuple[Bevis, ...]:
    """The first quote was pointed at by a model and a trace with a qualifier, the others by the model alone."""
    modell = Opphav("modell:setninger", (), 1.25)
    spor = Opphav(f"spor:{kriterium.spor[0].id}" if kriterium and kriterium.spor else "spor:ord", ("gjengitt",))
    return tuple(Bevis(b, (modell, spor) if n == 0 else (modell,)) for n, b in enumerate(belegg))


def _kvittering(sak: Sak, n: int) -> Sokekvittering:
    tekst = sak.dokumenter[0].tekst
    start = tekst.find("\n", len(tekst) // 3) + 1
    slutt = tekst.find(".", start) + 1 or len(tekst)
    narmeste = (Narmeste(Belegg(sak.dokumenter[0].dok_id, start, slutt), ("lovsitat", "nektet")),) if n % 2 else ()
    seksjoner = ((sak.dokumenter[0].dok_id, ("brevhode", "fakta", "vurdering")),)
    return Sokekvittering(tuple(d.dok_id for d in sak.dokumenter), (), 84, 12, narmeste, seksjoner)


def _flagg(post: dict, katalog: Katalog, vurderinger: tuple[Kriterievurdering, ...]):
    """Flags of the gold weaknesses: the first is a possible error of law with quotes, the third a hint."""
    sitater = [v.belegg for v in vurderinger if v.belegg]
    regler = {regel.kriterium: regel for regel in katalog.flagg}
    for n, id in enumerate(post.get("hovedsvakheter", ())):
        regel, kriterium = regler.get(id), katalog.kriterier[id]
        yield Flagg(
            id=regel.id if regel else f"{id}_svak",
            kriterium=id,
            sannsynlighet=0.93 - 0.2 * n,
            konsekvens=5 - n,
            risiko=(5 - n) * (5 - n),
            hjemmel=regel.hjemmel[0].tekst[post["malform"]] if regel else "sosialtjenesteloven § 18",
            tekst=regel.tekst[post["malform"]] if regel else kriterium.sporsmal[post["malform"]],
            kjede=("barnet", "niva", "ukjent")[min(n, 2)],
            feil=n == 0,
            hint=n == 2,
            belegg=sitater[0][:2] if n == 0 else (),
        )


ONDT = '<script>alert("1")</script> {{ 7*7 }} {% raise %} </pre> å e\u0301 👩‍👧 &amp; =HYPERLINK("http://ond.example")'


def ond_sak(katalog: Katalog) -> Saksvurdering:
    """A case whose every text tries to be something else, with overlapping quotes and a failed file."""
    tekst = f"Vedtak\n{ONDT}\n=1+1 barna\n\tslutt"
    dokument = Dokument("vedtak", "vedtak", tekst, None, "nn")
    start = tekst.index(ONDT)
    slutt = start + len(ONDT)
    belegg = (
        Belegg("vedtak", start, slutt),
        Belegg("vedtak", start + 10, slutt + 6),
        Belegg("vedtak", slutt + 1, slutt + 5),
    )
    pii = (PiiFunn(Belegg("vedtak", start + 3, start + 14), "navn"),)
    kilder = (
        Kilde("vedtak", "<b>vedtak</b>.pdf", "0" * 64, Lesestatus.LEST, "vedtak"),
        Kilde("+notat", "+notat.pdf", "1" * 64, Lesestatus.KRYPTERT),
    )
    sak = Sak('=cmd|"/C calc"!A0', kilder, (dokument,), "nn", "@kontor <i>")
    vurderinger = tuple(
        Kriterievurdering(
            k.id,
            "" if k.slag == "liste" else k.grader[-1],
            tuple((g, 1 / len(k.grader)) for g in k.grader),
            _bevis(belegg),
            verdi=() if k.slag == "liste" else None,
        )
        for k in katalog.kriterier.values()
    )
    flagg = (Flagg("ukjent", next(iter(katalog.kriterier)), 0.5, 3, 9, "-lov", "=1+1 <u>flagg</u>"),)
    return Saksvurdering(sak, Saksstatus.VURDERT, VERSJONER, "", vurderinger, flagg, 0.5, pii)


def uvurdert_sak(malform: str = "nb") -> Saksvurdering:
    """A case without a vedtak that could be read."""
    kilder = (
        Kilde("vedtak", "vedtak.pdf", "2" * 64, Lesestatus.KREVER_OCR, "vedtak"),
        Kilde("stor", "stor.pdf", "3" * 64, Lesestatus.FOR_STOR),
    )
    sak = Sak("S-99", kilder, (), malform, "Nav Eksempel")
    return Saksvurdering(sak, Saksstatus.KAN_IKKE_VURDERES, VERSJONER, "krever_ocr")
