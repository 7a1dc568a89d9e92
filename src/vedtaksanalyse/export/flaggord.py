"""Flags put in order and into words; shared by every format that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vedtaksanalyse.kriterier import Flaggregel, Katalog
from vedtaksanalyse.sak import Flagg
from vedtaksanalyse.tekster import tekst


def sort_flagg(flagg: Iterable[Flagg]) -> list[Flagg]:
    """Flags in the order to look at them: errors of law, then by risk; hints last."""
    return sorted(flagg, key=lambda f: f.rang)


def fold_flagg(flagg: Iterable[Flagg]) -> tuple[list[list[Flagg]], list[Flagg]]:
    """The flags by chain of linked weaknesses, the gravest of each chain first, and all hints for themselves."""
    kjeder: dict[str, list[Flagg]] = {}
    ordnet = sort_flagg(flagg)
    for ett in ordnet:
        if not ett.hint:
            kjeder.setdefault(ett.kjede or ett.id, []).append(ett)
    return list(kjeder.values()), [ett for ett in ordnet if ett.hint]


def name_flagg(flagg: Flagg, katalog: Katalog, malform: str) -> str:
    """What a flag says in a list, where a hint is told from the others."""
    sier = describe_flagg(flagg, katalog, malform)
    return f"{tekst('rapport.ko.hint', malform)}: {sier}" if flagg.hint else sier


def count_rest(rest: Sequence[Flagg], malform: str) -> str:
    """How many flags are folded beneath the first of their chain, and how many of them may be errors of law."""
    feil = sum(ett.feil for ett in rest)
    return tekst(f"rapport.side.resten_kjede{'_feil' if feil else ''}", malform, antall=len(rest), feil=feil)


def count_flagg(kjeder: Sequence[Sequence[Flagg]], hint: Sequence[Flagg], malform: str) -> str:
    """How many flags, chains and hints a case has."""
    return tekst("rapport.side.telling", malform, flagg=sum(map(len, kjeder)), kjeder=len(kjeder), hint=len(hint))


def describe_flagg(flagg: Flagg, katalog: Katalog, malform: str) -> str:
    """What a flag says, in this language form when the catalogue knows the flag."""
    regel = find_flaggregel(katalog, flagg.id)
    return regel.tekst[malform] if regel else flagg.tekst


def find_flaggregel(katalog: Katalog, id: str) -> Flaggregel | None:
    """The catalogue's rule behind a flag."""
    return next((regel for regel in katalog.flagg if regel.id == id), None)


def describe_hjemmel(flagg: Flagg, katalog: Katalog, malform: str) -> str:
    """The legal basis of a flag in this language form, as far as the catalogue knows it."""
    regel = find_flaggregel(katalog, flagg.id)
    kjent = {form: h.tekst[malform] for h in (regel.hjemmel if regel else ()) for form in h.tekst.values()}
    return "; ".join(kjent.get(ledd, ledd) for ledd in flagg.hjemmel.split("; "))
