"""Guides: what to do when people come and go, step by step, readable and printable without any script."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from remedy_api.access import guards
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.i18n import render, speaking
from remedy_api.web.pages.keys_guide import GUIDES, INTRODUCTION, TITLE, Told
from remedy_api.web.pages.programme import framed, programme_of
from remedy_api.web.pages.shell import PAGES, PageLanguage, draw
from remedy_api.web.security_headers import PageKind, mark_page

router = APIRouter(include_in_schema=False)


@router.get(PAGES + "/guides/keys", dependencies=[Depends(guards.anyone)])
def keys_guide_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """Somebody leaves, a device is lost, the organisation's code on paper."""
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme_of(session), language, name="guide", title=TITLE)
    with speaking(language):
        return draw("guide.html", page, introduction=render(INTRODUCTION), guides=GUIDES, say=_say)


def _say(told: Told) -> str:
    """A sentence in the page's language, with the words of the pages as they stand there."""
    return render(told.sentence, **{name: render(word) for name, word in told.names.items()})
