"""Documents about the themes in general are told from those about the case."""

from __future__ import annotations

import pytest

from vedtaksanalyse.sak import Dokument, Sak
from vedtaksanalyse.structure import divide_sak
from vedtaksanalyse.structure.fagtekst import is_fagtekst

FAGTEKSTER = {
    "tilsynsrapport": """Rapport fra landsomfattende tilsyn
Sammendrag
Tilsynet viste at kommunene i liten grad kartla barnas behov. I mange vedtak var barnets beste nevnt uten at det var vurdert.
Barn i familier som mottar økonomisk stønad, har rett til at behovene deres blir kartlagt: bolig, fritid, skole og klær.""",
    "rundskriv": """Rundskriv om økonomisk stønad
Kapittel 4. Særlig om barnefamilier
Nav-kontorene skal gjøre en konkret og individuell vurdering. Barnets behov for fritidsaktiviteter, pc og klær skal vurderes.
Sosialtjenesteloven § 17 om opplysning, råd og veiledning gjelder alle.""",
    "lov": """Lov om sosiale tjenester i arbeids- og velferdsforvaltningen
§ 17. Opplysning, råd og veiledning
Kommunen skal gi opplysning, råd og veiledning som kan bidra til å løse eller forebygge sosiale problemer.
§ 18. Stønad til livsopphold
De som ikke kan sørge for sitt livsopphold, har krav på økonomisk stønad.""",
    "artikkel": """Når pengene ikke strekker til
Publisert 3. mars 2024
Forskning på fattigdom viser at barn i familier med lav inntekt deltar mindre på fritidsaktiviteter. Ti år gamle barn sier at de
lar være å gå i bursdager. Flere kommuner gir nå støtte til utstyr.""",
    "rettleiar": """Rettleiar om barn i økonomisk vanskelegstilte familiar
Innleiing
Kommunane skal kartleggje korleis borna har det. Studien viser at halvparten av kontora nyttar ei fast liste.""",
    "konvensjon": """FNs konvensjon om barnets rettigheter
Artikkel 3
Ved alle handlinger som berører barn, skal barnets beste være et grunnleggende hensyn.
Artikkel 12
Barnet har rett til å bli hørt. Retningslinjer er gitt av komiteen.""",
}
OM_SAKEN = {
    "oversendelse": "Til Statsforvalteren\nKlagesaken oversendes. Klager har to barn på 4 og 7 år. Se rundskriv og lov om sosiale tjenester.",
    "lege": "Legeerklæring\nPasienten har vært sykmeldt siden mars. Innledning og sammendrag følger.",
    "advokat": "Til Nav\nMin klient har tre barn. Etter rundskriv og veileder for Nav-kontorene skulle behovene vært kartlagt.",
    "skole": "Skolen bekrefter at eleven går i 3. klasse og mangler pc. Kommunene har ansvar for læremidler.",
    "skjema": "Kartleggingsskjema\nAntall barn: 2 ([barn 1] og [barn 2])\nKapittel 2: Skole: begge trives. Retningslinjer er gjennomgått.",
    "faktura": "Faktura\nSFO august\nBeløp 2 350 kroner, forfall 15. september\nKID 000 000 000",
}


@pytest.mark.parametrize("navn", FAGTEKSTER)
def test_general_texts_are_known(katalog, navn):
    assert is_fagtekst(Dokument("d", "annet", FAGTEKSTER[navn]), katalog)


@pytest.mark.parametrize("navn", OM_SAKEN)
def test_attachments_about_the_case_are_read(katalog, navn):
    assert not is_fagtekst(Dokument("d", "annet", OM_SAKEN[navn]), katalog)


def test_a_decision_is_always_about_somebody(katalog):
    assert not is_fagtekst(Dokument("d", "vedtak", FAGTEKSTER["lov"]), katalog)
    assert is_fagtekst(Dokument("d", "journalnotat", FAGTEKSTER["lov"]), katalog)


def test_a_general_text_is_not_divided_with_the_case(katalog):
    dokumenter = (Dokument("v", "vedtak", "Du får 3 000 kroner."), Dokument("r", "annet", FAGTEKSTER["tilsynsrapport"]))
    assert [o.dokument.dok_id for o in divide_sak(Sak("S-1", (), dokumenter), katalog)] == ["v"]
