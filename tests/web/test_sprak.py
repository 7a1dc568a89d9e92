"""The pages' words in nynorsk: every text of the templates is there, with the same fields, and nothing that no template says."""

from __future__ import annotations

import re
from importlib.resources import files

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from vedtaksanalyse.web.ramme import load_miljo

_WEB = files("vedtaksanalyse.web")
_FELT = re.compile(r"%\((\w+)\)[sd]")


def _sagt() -> set[str]:
    """Every text of the templates, each form of a number apart."""
    metoder, valg = [("**.j2", "jinja2.ext:babel_extract")], {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    ut: set[str] = set()
    for _, _, melding, _, _ in extract_from_dir(str(_WEB / "maler"), metoder, valg):
        ut |= {melding} if isinstance(melding, str) else set(melding)
    return ut


def _skrevet() -> dict[str, str]:
    with (_WEB / "sprak" / "nn.po").open("rb") as fil:
        return {ett.id: ett.string for ett in read_po(fil) if ett.id}


def test_every_text_of_the_pages_is_in_nynorsk():
    sagt, skrevet = _sagt(), _skrevet()
    assert len(sagt) > 100
    assert sorted(sagt - set(skrevet)) == []
    assert sorted(set(skrevet) - sagt) == []
    assert [nb for nb, nn in skrevet.items() if not nn] == []
    assert [nb for nb, nn in skrevet.items() if sorted(_FELT.findall(nb)) != sorted(_FELT.findall(nn)) or nb.count("#") != nn.count("#")] == []


def test_pages_say_it_in_the_form_that_is_asked_for():
    mal = "{{ _('Søk i alle dokumentene') }} {{ ngettext('%(num)s side', '%(num)s sider', n) }}"
    assert load_miljo("nb").from_string(mal).render(n=2) == "Søk i alle dokumentene 2 sider"
    assert load_miljo("nn").from_string(mal).render(n=1) == "Søk i alle dokumenta 1 side"
