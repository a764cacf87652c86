"""The frame around every page: language, direction, title, footer, and the files it loads. It holds nothing of a person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, cast

from fastapi import Path as InPath
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.convertors import StringConvertor, register_url_convertor

from remedy_api.kit import i18n
from remedy_api.web.assets import File, bundle
from remedy_api.web.demonstration import START

environment = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
    lstrip_blocks=True,
)
# The extension adds the callables at run time, so the type does not know them.
i18n.install(cast(Any, environment))

VERSION = version("remedy")
# Enough of the fingerprint to compare by eye; the whole one is published with each release.
_SHOWN_FINGERPRINT = 16


class _OfferedLanguage(StringConvertor):
    """Only offered languages begin a page's path, so that no page stands in the way of /v1 or /static."""

    regex = "|".join(re.escape(each.code) for each in i18n.languages())


class _HexId(StringConvertor):
    """The id of a room or an organisation as it is written everywhere."""

    regex = "[0-9a-f]{32}"


register_url_convertor("offered", _OfferedLanguage())
register_url_convertor("hexid", _HexId())
PAGES = "/{language:offered}"
"""How the path of every page begins."""
PageLanguage = Annotated[str, InPath()]
"""The language in a page's path, one of those offered."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the frame."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language in the switch, with the address of the same page in it."""

    code: str
    autonym: str
    direction: str
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """What base.html draws. `data` become data-* attributes of the body: configuration for the island, never content."""

    name: str
    title: str
    language: str
    direction: str
    autonym: str
    programme: str
    languages: Sequence[Tongue]
    footer_links: Sequence[Link]
    version: str = VERSION
    bundle: str = ""
    styles: Sequence[File] = ()
    script: File | None = None
    preloads: Sequence[File] = ()
    data: Mapping[str, str] = field(default_factory=dict)
    demo: str = ""


def frame(
    request: Request,
    *,
    name: str,
    title: str,
    language: str,
    programme: str,
    offered: Sequence[str],
    footer_links: Sequence[Link],
    script: str | None = None,
    styles: Sequence[str] = ("styles/remedy.css",),
    data: Mapping[str, str] | None = None,
) -> Page:
    """The frame of one page.

    `script` and `styles` are names of built entries; `offered` are the language codes of the programme, in its order.
    """
    built = bundle()
    entry = built.asset(script) if script else None
    rest = request.url.path.removeprefix(f"/{language}")
    settings = request.app.state.settings
    return Page(
        name=name,
        title=title,
        language=language,
        direction=i18n.direction(language),
        autonym=i18n.LANGUAGES[language].autonym,
        programme=programme,
        languages=[
            Tongue(code, i18n.LANGUAGES[code].autonym, i18n.direction(code), f"/{code}{rest}")
            for code in offered
            if i18n.known(code)
        ],
        footer_links=footer_links,
        bundle=built.fingerprint[:_SHOWN_FINGERPRINT],
        styles=[asset.file for sheet in styles if (asset := built.asset(sheet))],
        script=entry.file if entry else None,
        preloads=entry.imports if entry else (),
        data=data or {},
        # Also at the reporter's door, whose own address leads nowhere else: what is invented must be known everywhere.
        demo=f"{settings.casework[0]}/{language}{START}" if settings.demo else "",
    )


def draw(template: str, page: Page, **values: Any) -> HTMLResponse:
    """A template inside the frame, in the page's language, never stored by the browser."""
    with i18n.speaking(page.language):
        html = environment.get_template(template).render(page=page, **values)
    return HTMLResponse(html, headers={"Cache-Control": "no-store", "Content-Language": page.language})
