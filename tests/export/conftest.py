"""Cases to export."""

import eksempler
import pytest


@pytest.fixture(scope="session")
def katalog():
    return eksempler.katalog()


@pytest.fixture(scope="session")
def vurderinger(katalog):
    fasit = [eksempler.fasitvurdering(sak_id, katalog) for sak_id in ("D1-01", "D2-10", "D7-01", "D5-12")]
    return [*fasit, eksempler.ond_sak(katalog), eksempler.uvurdert_sak()]
