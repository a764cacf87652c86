"""Help, privacy and accessibility: pages of text, the same at both doors, readable without any script."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from remedy_api.access import guards
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.i18n import _N
from remedy_api.web.pages.programme import framed, programme_of
from remedy_api.web.pages.shell import PAGES, PageLanguage, draw
from remedy_api.web.security_headers import PageKind, mark_page

PRIVACY = (
    _N("Reports are locked on the reporter's device. The server keeps them locked and cannot open them."),
    _N("Only the organisations that a reporter chose can open a report, and whom they later admit with her consent."),
    _N("The server knows on which day something was sent to which organisation, and who its members are."),
    _N("The server does not know what a report says."),
    _N("Names and mail addresses of people with an account are kept encrypted. No network address of a reporter is written down."),
    _N("The server delivers this page, so whoever controls the server could deliver a bad one."),
    _N("The fingerprint of the page stands at its foot and is published, so that others can check it."),
)
ACCESSIBILITY = (
    _N("These pages aim at level AA of the Web Content Accessibility Guidelines 2.2."),
    _N("They work with the keyboard alone, with screen readers, on narrow screens, in light and in dark."),
    _N("They are tested by machine on every change."),
    _N("If something keeps you out, please tell the help contact."),
    _N("You can also report on paper through an organisation that you trust."),
)
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
    return draw("text.html", page, own=_paragraphs(text), own_language=spoken, empty=NO_PRIVACY, notes=PRIVACY)


def accessibility_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """How the pages can be used, and what to do when they cannot."""
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme_of(session), language, name="accessibility", title=_N("Accessibility"))
    return draw("text.html", page, own=(), own_language=language, empty=None, notes=ACCESSIBILITY)


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


def _paragraphs(text: str) -> list[str]:
    """Paragraphs stand between empty lines, as the administrator typed them."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
