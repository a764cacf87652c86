"""Help, privacy and accessibility: pages of text, the same at both doors, readable without any script."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from remedy_api.access import guards
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.i18n import _N, render, speaking
from remedy_api.kit.i18n.formats import day
from remedy_api.web.pages.programme import framed, programme_of
from remedy_api.web.pages.shell import PAGES, Link, PageLanguage, draw
from remedy_api.web.pages.statements import ACCESSIBILITY, CONTROLLER, NO_CONTROLLER, PRIVACY, STATED, STATED_ON, Part
from remedy_api.web.security_headers import PageKind, mark_page

NO_HELP = _N("This programme has not written its help text yet.")
NOTHING_HERE = _N("The address is wrong or the page has moved. The name at the top of the page leads back to the start.")
NO_PRIVACY = _N("This programme has not added a text of its own yet.")


def add_texts(router: APIRouter) -> None:
    """Add the three pages to a door's router."""
    for path, page in (("/help", help_page), ("/privacy", privacy_page), ("/accessibility", accessibility_page)):
        router.get(PAGES + path, dependencies=[Depends(guards.anyone)])(page)


def help_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """Whom to ask."""
    programme = programme_of(session)
    text, spoken = programme.text(programme.help, language)
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme, language, name="help", title=_N("Help and contact"))
    return draw("text.html", page, own=_paragraphs(text), own_language=spoken, empty=NO_HELP, notes=())


def privacy_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """What the programme says about privacy, and what the program itself does."""
    programme = programme_of(session)
    text, spoken = programme.text(programme.privacy, language)
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme, language, name="privacy", title=_N("Privacy"))
    with speaking(language):
        lead = render(CONTROLLER, programme=programme.name) if programme.set_up else render(NO_CONTROLLER)
        return draw(
            "statement.html",
            page,
            lead=lead,
            own=_paragraphs(text),
            own_language=spoken,
            empty=NO_PRIVACY,
            parts=_told(PRIVACY, language),
            last="",
        )


def accessibility_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """How the pages can be used, and what to do when they cannot."""
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme_of(session), language, name="accessibility", title=_N("Accessibility"))
    with speaking(language):
        return draw(
            "statement.html",
            page,
            lead="",
            own=(),
            own_language=language,
            empty=None,
            parts=_told(ACCESSIBILITY, language),
            last=render(STATED, day=day(STATED_ON)),
        )


def add_not_found(router: APIRouter) -> None:
    """Answer every other address of a known language with a page that leads back. Add it after all other pages."""
    router.get(PAGES + "/{rest:path}", dependencies=[Depends(guards.anyone)])(not_found_page)


def not_found_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """There is nothing here."""
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme_of(session), language, name="not-found", title=_N("This page does not exist"))
    answer = draw("text.html", page, own=(), own_language=language, empty=NOTHING_HERE, notes=())
    answer.status_code = 404
    return answer


@dataclass(frozen=True, slots=True)
class _Told:
    """A part in the page's language."""

    heading: str
    lines: Sequence[str]
    link: Link | None


def _told(parts: Sequence[Part], language: str) -> list[_Told]:
    return [
        _Told(
            render(part.heading) if part.heading else "",
            [render(line) for line in part.lines],
            Link(f"/{language}{part.link[0]}", render(part.link[1])) if part.link else None,
        )
        for part in parts
    ]


def _paragraphs(text: str) -> list[str]:
    """Paragraphs stand between empty lines, as the administrator typed them."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
