"""The frame of every page: templates, words, and what they may call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from types import MethodType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from vedtaksanalyse.export import behovstekst, flaggord, gjenbrukstekst, ordlegging
from vedtaksanalyse.gjennomgang import load_regler
from vedtaksanalyse.tekster import tekst
from vedtaksanalyse.web.sprak import load_ordbok, translate
from vedtaksanalyse.web.valglister import make_valg

if TYPE_CHECKING:
    from vedtaksanalyse.web.foresporsel import Foresporsel

_RAPPORT = "rapport"
_UMERKET = (MethodType, partial, type(cache(str)))


def render(mal: str, f: Foresporsel, **felt: Any) -> str:
    """A template filled in, in the language form of the one who asks."""
    return load_miljo(f.malform).get_template(mal).render(f=f, t=partial(tekst, malform=f.malform), **felt)


@cache
def compile_maler(malform: str) -> None:
    """Make every page's template ready, what it takes in and its words, so that nobody's first look waits for them."""
    miljo = load_miljo(malform)
    load_ordbok(malform)
    for mal in miljo.list_templates(filter_func=lambda navn: not navn.startswith(_RAPPORT)):
        kilde = miljo.loader.get_source(miljo, mal)[0]
        for navn in (mal, *filter(None, find_referenced_templates(miljo.parse(kilde)))):
            miljo.get_template(navn)


class _Kontekst(Context):
    """Calls macros and our own methods at once: a page makes thousands of calls, and Jinja looks each time for marks these never have."""

    def call(self, kalt: Any, /, *verdier: Any, **felt: Any) -> Any:
        """What a template calls."""
        egen_ctx = (self.eval_ctx,) if isinstance(kalt, Macro) else ()
        if not egen_ctx and not isinstance(kalt, _UMERKET):
            return super().call(kalt, *verdier, **felt)
        felt.pop("_loop_vars", None)
        felt.pop("_block_vars", None)
        return kalt(*egen_ctx, *verdier, **felt)


@cache
def load_miljo(malform: str) -> Environment:
    """The templates in one language form."""
    miljo = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("vedtaksanalyse.web", "maler"),
                # What the report says of a case, the page says in the same words.
                PrefixLoader({_RAPPORT: PackageLoader("vedtaksanalyse.export", "maler")}),
            ]
        ),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    miljo.context_class = _Kontekst
    miljo.install_gettext_callables(partial(translate, malform=malform), _plural(malform), newstyle=True)
    miljo.globals["_"] = cache(partial(_say, malform=malform))
    miljo.globals.update(ord=ordlegging, flaggord=flaggord, gjenbruk=gjenbrukstekst, behov=behovstekst)
    miljo.globals.update(make_valg(load_regler(), malform))
    miljo.filters.update(dato=_dato, isodato=lambda tekst: _dato(date.fromisoformat(tekst) if tekst else None), tid=_tid, punkt=lambda id_: id_.replace(".", "-"), sti=partial(quote, safe=""), navn=partial(_navn, malform=malform))
    return miljo


def _say(melding: str, malform: str) -> Markup:
    """A text of a page. Jinja's own does the same, but anew for each time it is said, and pages say much."""
    return Markup(translate(melding, malform)) % {}


def _plural(malform: str):
    def ntranslate(en: str, flere: str, antall: int) -> str:
        return translate(en if antall == 1 else flere, malform)

    return ntranslate


def _dato(verdi: date | None) -> str:
    return f"{verdi:%d.%m.%Y}" if verdi else ""


def _tid(verdi: datetime | None) -> str:
    return f"{verdi.astimezone():%d.%m.%Y kl. %H.%M}" if verdi else ""


def _navn(verdi: Any, malform: str) -> str:
    """The name of something that has one in each language form."""
    navn: Mapping[str, str] = verdi.navn
    return navn[malform]
