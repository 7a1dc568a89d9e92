"""Made-up cases that people have reviewed."""

from __future__ import annotations

from vedtaksanalyse import sak as s

VERSJONER = s.Versjoner("k1", "kat1", "m1", "l1")
LOV = "lov om prøving § 1"
TEKST = "Barna er 4 og 7 år. Vi har vurdert hva som er best for barna, og de trenger vinterklær."


def en_vurdering(sak_id: str, katalog, kontor: str = "Nav Ås", versjoner: s.Versjoner = VERSJONER, tekst: str = TEKST, **felt) -> s.Saksvurdering:
    """A stored case where the machine gave the first grade of every criterion."""
    dokumenter = (s.Dokument("vedtak", "vedtak", tekst, None, "nb"), s.Dokument("notat", "journalnotat", f"Notat. {tekst}", None, "nb"))
    kilder = tuple(s.Kilde(d.dok_id, f"{d.dok_id}.txt", d.avtrykk, s.Lesestatus.LEST, d.type) for d in dokumenter)
    vurderinger = tuple(s.Kriterievurdering(k.id, k.grader[0], ((k.grader[0], 0.8),)) for k in katalog.kriterier.values() if k.slag == "grad")
    sak = s.Sak(sak_id, kilder, dokumenter, "nb", kontor)
    return s.Saksvurdering(**{"sak": sak, "status": s.Saksstatus.VURDERT, "versjoner": versjoner, "vurderinger": vurderinger} | felt)


def et_svar(sak_id: str, kriterium: str, grad: str, hvem: str = "kari", **felt) -> s.Svar:
    return s.Svar(sak_id, hvem, s.Svarslag.GRAD, kriterium, grad, **felt)
