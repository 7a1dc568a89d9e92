"""Whether a row of capitalised words is a person's name: by what stands around it, and by what its words are."""

from __future__ import annotations

import re

from vedtaksanalyse.pii import navneord
from vedtaksanalyse.pii.foran import has_yrke_foran, is_person_foran, is_sted_foran, is_steder_foran
from vedtaksanalyse.pii.monstre import ORD, Monstre
from vedtaksanalyse.pii.navneord import WORDS, Rundt
from vedtaksanalyse.pii.ordklasse import SIKKERT, classify, is_ordbokord
from vedtaksanalyse.pii.rekker import Rekke

_POSTNR = re.compile(r"\d{4} \Z")
_TALL_ETTER = re.compile(r" \d|[-/][\da-z]")
_ALDERSTALL = re.compile(r" \d{1,2}(?:[,;.)\n]| \(| og |$)")
_OG_LITE = re.compile(r" (?:og|eller) [a-z\u00df-\u00ff]")
# Who signs, and the office: «Gro, Nav Øygarden».
_UNDER = re.compile(r", (?:Nav|NAV)(?!\w)")
_PUNKT = re.compile(r"(?:^|\n)[ \t]*(?:[-•*–]|\d{1,2}[.)])[ \t]+\Z")
# «Nav Furumo og Øvredal»: one office of two places.
_FELLES = re.compile(rf"(\w+) {ORD}(?:, {ORD})*(?: og |, )\Z")
_SAGT_ETTER = re.compile(rf"(?:(?:, {ORD}(?: {ORD})*)* (?:og|eller))?(?: {ORD})* ?-?[^\W\d_]*")
_RETT_ETTER = re.compile(rf"(?: {ORD})* ?-?[^\W\d_]*")
_LIMT = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
_KORTEST = 3


def judge(rekke: Rekke, monstre: Monstre, sagt_annet: bool) -> float:
    """How sure it is that the row is a name; 0 when it is none. ``sagt_annet``: the recogniser says it is something else."""
    rundt = Rundt.at(rekke.tekst, rekke.start, rekke.slutt)
    if is_other(rundt, rekke.rekkestart, monstre):
        return 0.0
    styrke = _by_place(rundt, rekke, monstre) or _by_form(rundt, rekke, monstre)
    if styrke or (sagt_annet and not _is_person_likevel(rundt, rekke, monstre)):
        return styrke
    return _by_etternavn(rundt, rekke, monstre) if len(rekke.ord_) > 1 else _by_setning(rundt, rekke, monstre)


def _is_person_likevel(rundt: Rundt, rekke: Rekke, monstre: Monstre) -> bool:
    """Whether a person is likely whatever the recogniser says: led to as one, doing what people do, or with a known surname."""
    if len(rekke.ord_) > 1 and rekke.klasser[-1].etternavn and not rekke.klasser[-1].sted:
        return not any(k.sted or k.ordinaer for k in rekke.klasser[:-1])
    if navneord.match_gjor(monstre).match(rundt.etter) or navneord.match_person(monstre).leads_to(rundt):
        return True
    return navneord.is_running(rundt.foran, monstre) and is_person_foran(rundt, monstre)


def is_other(rundt: Rundt, rekkestart: int, monstre: Monstre) -> bool:
    """Whether the words around say that a row, which began at ``rekkestart``, is an office, a place, a firm or a placeholder."""
    foran, inni = rundt.foran, rundt.inni
    if (
        foran.endswith(("[", "St. "))
        or inni[-1] == "-"
        or _POSTNR.search(foran)
        or (navneord.match_reise(monstre).leads_to(rundt) and not _is_sikkert(inni, monstre))
    ):
        return True
    kontor = monstre.sett("navn", "kontor")
    if rundt.tekst[rekkestart : rundt.start].lower().split(" ")[0] in kontor or (rundt.forrige in kontor):
        return True
    sikkert = _is_sikkert(inni, monstre)
    if not sikkert and (m := _FELLES.search(foran)) and m[1].lower() in kontor:
        return True
    *foran_siste, siste = inni.lower().split(" ")
    if foran_siste and siste in monstre.sett("navn", "firma_slutt"):
        return True
    etter_ord = monstre.sett("navn", "etter")
    if siste in etter_ord or (
        siste.endswith(monstre.ord_slutt) and not classify(siste, monstre).fornavn and siste not in monstre.etternavn
    ):
        return True
    # «Lien og Øvre Tverrdal kommune»: what a row of names is said to be stands after the last.
    m = (_RETT_ETTER if sikkert else _SAGT_ETTER).match(rundt.etter)
    return m is not None and not etter_ord.isdisjoint(WORDS.findall(m[0].lower()))


def _is_sikkert(inni: str, monstre: Monstre) -> bool:
    klasse = classify(inni.split(" ")[0], monstre)
    return klasse.fornavn == SIKKERT and not (klasse.sted or klasse.ordinaer)


def _by_place(rundt: Rundt, rekke: Rekke, monstre: Monstre) -> float:
    """How sure the words right before make it: a field's name, a greeting, a role."""
    if len(rekke.ord_) == 1:
        ordet, klasse = rekke.ord_[0], rekke.klasser[0]
        if (ordet.isupper() and klasse.fornavn < SIKKERT) or ordet[-1] == ".":
            return 0.0
        if klasse.vanlig:
            slekt = not klasse.sted and monstre.slekt_foran.search(rundt.foran)
            return 0.6 if slekt or (rundt.forrige and has_yrke_foran(rundt, monstre)) else 0.0
        if has_yrke_foran(rundt, monstre):
            return 0.7
    elif not (rekke.navn or all(k.ukjent for k in rekke.klasser) or rekke.ord_[0][1:] == "."):
        return 0.0
    if rekke.ord_[0].lower() in monstre.sett("adresse", "forledd"):
        return 0.0
    for plass, styrke, flere in navneord.navneplasser(monstre):
        if (len(rekke.ord_) > 1 or not flere) and plass.leads_to(rundt):
            return styrke
    return 0.0


def _by_form(rundt: Rundt, rekke: Rekke, monstre: Monstre) -> float:
    """How sure the words themselves make it."""
    if len(rekke.ord_) > 1:
        if _is_helt_navn(rundt, rekke, monstre):
            return 0.9
    elif len(deler := _LIMT.split(rekke.ord_[0])) > 1 and classify(deler[0], monstre).fornavn:
        return 0.6
    return _by_fornavn(rundt, rekke, monstre)


def _is_helt_navn(rundt: Rundt, rekke: Rekke, monstre: Monstre) -> bool:
    """Whether the words are a first name, or initials, and what can follow it."""
    ord_, (forste, andre, *_), siste = rekke.ord_, rekke.klasser, rekke.klasser[-1]
    kjent, initial = forste.fornavn, ord_[1][1:] == "."
    if any(k.fornavn == SIKKERT for k in rekke.klasser) and not any(
        k.sted or k.ordinaer or not (k.navn or k.ukjent) for k in rekke.klasser
    ):
        return True
    if (
        kjent
        and len(ord_) == 2
        and siste.sted
        and not forste.sted
        and not navneord.match_reise(monstre).leads_to(rundt)
    ):
        return True
    if kjent == SIKKERT or (kjent and (siste.etternavn or siste.ukjent or initial or andre.fornavn == SIKKERT)):
        return True
    if ord_[0][-1] == "." and (
        siste.etternavn
        or (siste.ukjent and rundt.foran[-1:] not in ("", "\n"))
        or (not siste.ordinaer and navneord.is_running(rundt.foran, monstre))
    ):
        return True
    if len(ord_) > 2 and initial and (siste.etternavn or not forste.ordinaer):
        return True
    return forste.etternavn and andre.fornavn == SIKKERT and not forste.sted


def _by_fornavn(rundt: Rundt, rekke: Rekke, monstre: Monstre) -> float:
    """How sure the first name makes it; one that is also a word must stand where only a name can."""
    ord_, kjent, etter = rekke.ord_, rekke.klasser[0].fornavn, rundt.etter
    lopende = navneord.is_running(rundt.foran, monstre)
    sikker = kjent == SIKKERT and lopende
    if kjent == SIKKERT and etter.startswith(": ") and not rundt.foran.strip(" \t")[-1:].strip():
        return 0.7
    sikker = sikker or (kjent == SIKKERT and _ALDERSTALL.match(etter) is not None)
    if not kjent or (not sikker and (etter[:1] == ":" or (len(ord_) == 1 and _TALL_ETTER.match(etter)))):
        return 0.0
    if kjent == SIKKERT:
        return 0.7
    if (len(ord_) == 1 and ord_[0].isupper()) or (not lopende and _OG_LITE.match(etter)):
        return 0.0
    if (
        navneord.match_alder(monstre).match(etter)
        or (_UNDER.match(etter) and not rundt.foran.strip(" \n")[-1:].isalpha())
        or navneord.match_slektning(monstre).leads_to(rundt)
        or navneord.match_om_person(monstre).match(etter)
        or (etter[:1] in ("!", ".", ",") and navneord.match_hei(monstre).leads_to(rundt))
    ):
        return 0.5
    brukt = ord_[0].lower() in monstre.sett("navn", "brukte")
    if not lopende:
        gjor = navneord.match_gjor(monstre).match(etter)
        vanlig = brukt and navneord.match_subjekt_etter(monstre).match(etter)
        grunnform = ord_[0].lower().removesuffix("s")
        genitiv = grunnform in monstre.tvetydige and ord_[0][-1] == "s" and navneord.match_slekt(monstre).match(etter)
        return 0.5 if gjor or vanlig or genitiv else 0.0
    if brukt and rundt.ordene[-1] in monstre.sett("navn", "fra"):
        return 0.5
    return 0.6 if rundt.ordene[-1] not in monstre.sett("navn", "steds_ord") else 0.0


def _by_setning(rundt: Rundt, rekke: Rekke, monstre: Monstre) -> float:
    """How sure the sentence makes one word no list has: it stands where a name does, or does what people do."""
    ordet, klasse = rekke.ord_[0], rekke.klasser[0]
    if (
        len(ordet) < _KORTEST
        or ordet.lower() in monstre.sett("navn", "partikler")
        or not _can_be_skrevet(ordet, rundt, monstre)
        or not (klasse.ukjent or klasse.etternavn)
    ):
        return 0.0
    slekt = navneord.match_slektning(monstre).leads_to(rundt) or (
        ordet[-1] == "s"
        and ordet.lower() not in monstre.sett("navn", "eie")
        and navneord.match_slekt(monstre).match(rundt.etter)
    )
    gjor = navneord.match_subjekt_etter(monstre).match(rundt.etter) is not None
    if slekt or (gjor and navneord.match_subjekt_foran(monstre).leads_to(rundt)):
        return 0.0 if klasse.sted else 0.5
    fra_person = navneord.match_fra(monstre).leads_to(rundt) or navneord.match_hos(monstre).leads_to(rundt)
    if klasse.sted or (klasse.etternavn and not fra_person and is_sted_foran(rundt, monstre)):
        return 0.0
    if not klasse.ukjent and rundt.ordene and rundt.ordene[-1] in monstre.ord["navn"]["mellom"]:
        return 0.0
    if rundt.forrige in monstre.sett("navn", "for_subjekt") or navneord.is_running(rundt.foran, monstre):
        return 0.5 if is_person_foran(rundt, monstre) else 0.0
    starter = not rundt.foran.strip() or rundt.foran.rstrip(" \t")[-1:] in "\n.!?:»"
    if navneord.match_alder(monstre).match(rundt.etter) or (
        _PUNKT.search(rundt.foran) and rundt.etter[:1] in ("", "\n")
    ):
        return 0.5
    if not klasse.ukjent:
        gjor = (klasse.gardsnavn or not klasse.ordinaer) and navneord.match_bare_person(monstre).match(rundt.etter)
    return 0.5 if starter and gjor else 0.0


def _can_be_skrevet(ordet: str, rundt: Rundt, monstre: Monstre) -> bool:
    """Whether a name is written so: not «EU-saken» or «Stihl-saga», and in capitals only a known surname in a sentence."""
    if ordet.isupper() and ordet.lower() in monstre.etternavn:
        return rundt.etter[1:2].islower() and not is_ordbokord(ordet.lower())
    *_, siste = deler = ordet.split("-")
    return not any(d.isupper() for d in deler) and (len(deler) == 1 or siste[:1].isupper())


def _by_etternavn(rundt: Rundt, rekke: Rekke, monstre: Monstre) -> float:
    """Two or more words with a surname, or that no list has, where no place is named."""
    ord_, klasser = rekke.ord_, rekke.klasser
    if ord_[0].lower() in monstre.sett("adresse", "forledd") or ord_[0][1:] == ".":
        return 0.0
    store = [o.isupper() for o in ord_ if o[1:] != "."]
    if any(store) and not all(store):
        return 0.0
    if is_steder_foran(rundt, monstre) or " ".join(ord_).lower() in monstre.steder:
        return 0.0
    ukjente = all(k.ukjent or k.navn for k in klasser) and not all(k.sted or k.ordinaer for k in klasser)
    if all(store) and not navneord.is_running(rundt.foran, monstre):
        return 0.5 if ukjente and not any(k.sted or k.ordinaer for k in klasser) else 0.0
    if klasser[-1].etternavn and not (klasser[0].ordinaer and not klasser[0].navn):
        return 0.6
    return 0.5 if ukjente else 0.0
