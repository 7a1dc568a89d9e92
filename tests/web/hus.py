"""A review application with a few cases at two offices and one person for each role, for tests that ask it things."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from delt import get_katalog
from starlette.testclient import TestClient

from vedtaksanalyse import sak as s
from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.storage import open_lager
from vedtaksanalyse.web import Oppsett, make_app
from vedtaksanalyse.web.port import LOKAL

EGET, FREMMED = "Nav Eget", "Nav Fremmed"
ADRESSE = "http://127.0.0.1:8765"
TEKST = "Barna på 4 og 7 år bor fast hos mor. Vedtaket gjelder livsopphold."
NAVN = "Kari Testesen"


def en_sak(sak_id: str, kontor: str = EGET, *, holdt: bool = False) -> s.Saksvurdering:
    """A case with a flag, and with a document that is held back where asked for."""
    katalog = get_katalog()
    regel = next(regel for regel in katalog.flagg if regel.kriterium)
    kriterium = katalog.kriterier[regel.kriterium]
    spenn = s.Belegg("vedtak", 0, 5)
    kilder = [s.Kilde("vedtak", "vedtak.txt", "a" * 64, s.Lesestatus.LEST, "vedtak", date(2026, 3, 1))]
    dokumenter = [s.Dokument("vedtak", "vedtak", TEKST, date(2026, 3, 1), "nb")]
    pii = []
    if holdt:
        kilder.append(s.Kilde("notat", "notat.txt", "b" * 64, s.Lesestatus.LEST, "annet", date(2026, 2, 1)))
        dokumenter.append(s.Dokument("notat", "annet", f"Samtale med {NAVN} om bolig.", date(2026, 2, 1), "nb"))
        pii.append(s.PiiFunn(s.Belegg("notat", 12, 12 + len(NAVN)), "navn", 0.9))
    grad = next(iter(kriterium.grader))
    vurdering = s.Kriterievurdering(kriterium.id, grad, tuple((g, 1 / len(kriterium.grader)) for g in kriterium.grader), (s.Bevis(spenn),))
    flagg = s.Flagg(regel.id, kriterium.id, 0.9, 4, 5, "", regel.tekst["nb"], regel.kjede, False, False, (spenn,))
    return s.Saksvurdering(
        sak=s.Sak(sak_id, tuple(kilder), tuple(dokumenter), "nb", kontor),
        status=s.Saksstatus.VURDERT, versjoner=s.Versjoner("k", "kat", "m"), vurderinger=(vurdering,), flagg=(flagg,), pii=tuple(pii),
        risiko=s.Saksrisiko(20, 4, 5, (regel.kjede,)),
    )  # fmt: skip


@dataclass
class Hus:
    """The application, and what it stands on. ``portal`` is the one loop that all its browsers use: to start one takes time."""

    oppsett: Oppsett
    app: Any
    portal: Any = None

    def gjest(self, **felt: Any) -> TestClient:
        """A browser that nobody is logged in with."""
        klient = TestClient(self.app, base_url=self.oppsett.adresse or ADRESSE, follow_redirects=False, raise_server_exceptions=False, **felt)
        klient.portal = self.portal
        return klient

    def klient(self, rolle: str, kontorer: frozenset[str] | None = frozenset({EGET})) -> TestClient:
        """A browser where somebody with this role is logged in; ``x-csrf`` goes with everything."""
        ident = f"{rolle}-{'alle' if kontorer is None else '-'.join(sorted(kontorer))}"
        self.oppsett.okter.save_bruker(s.Bruker(ident, ident, frozenset({rolle}), kontorer))
        klient = self.gjest()
        klient.cookies.set("okt", self.oppsett.okter.start(ident, csrf="riktig", inngang=LOKAL))
        klient.headers["x-csrf"] = "riktig"
        return klient

    def logg(self) -> list[s.Innsyn]:
        """Every look so far."""
        return self.oppsett.innsyn.load()


@contextmanager
def open_hus(database: str, **felt: Any) -> Iterator[Hus]:
    """The application over this database."""
    with open_lager(database) as lager:
        lager.save_vurderinger([en_sak("E-1"), en_sak("E-2", holdt=True), en_sak("F-1", FREMMED)])
        okter = lager.make_okter(timedelta(hours=1), timedelta(hours=10))
        deler = SimpleNamespace(lager=lager, gjennomgang=lager.gjennomgang, okter=okter, innsyn=lager.innsyn)
        oppsett = Oppsett(
            **vars(deler), katalog=get_katalog(), regler=load_regler(), vern=s.Vern.HOLD, vernroller=("personvernansvarlig",),
        )  # fmt: skip
        oppsett = replace(oppsett, **felt)
        app = make_app(oppsett)
        with TestClient(app) as forste:
            yield Hus(oppsett, app, forste.portal)
