"""The start page of a demonstration: who is in it, and a way through it in a few minutes. Elsewhere there is no such page."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from remedy_api.access import guards
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.errors import NotFound
from remedy_api.kit.i18n import render, speaking
from remedy_api.settings import Settings
from remedy_api.web.demonstration import START, Demonstration, Shown
from remedy_api.web.pages.demo_story import INTAKE, INTRODUCTION, PARTS, TITLE, Part, Step
from remedy_api.web.pages.programme import framed, programme_of
from remedy_api.web.pages.shell import PAGES, Link, PageLanguage, draw
from remedy_api.web.security_headers import PageKind, mark_page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A part in the page's language, with links that lead to where it happens."""

    anchor: str
    title: str
    about: str
    person: Shown | None
    steps: list[tuple[str, Link]]


@router.get(PAGES + START, dependencies=[Depends(guards.anyone)])
def demo_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """As whom to sign in, what to open, and what to look at, in this order."""
    found: Demonstration | None = request.app.state.demonstration
    if found is None:
        raise NotFound
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme_of(session), language, name="demo", title=TITLE)
    with speaking(language):
        parts = [_told(part, found, request.app.state.settings, language) for part in PARTS]
        shown = {part.person for part in PARTS}
        others = [one for name, one in found.people.items() if name not in shown]
        return draw("demo.html", page, introduction=INTRODUCTION, parts=parts, others=others)


def _told(part: Part, found: Demonstration, settings: Settings, language: str) -> Told:
    def link(step: Step) -> Link:
        door = settings.intake[0] if step.door == INTAKE else ""
        return Link(f"{door}/{language}{step.path.format(found.rooms.get(step.room, ''))}", render(step.link))

    steps = [(render(step.told), link(step)) for step in part.steps]
    return Told(part.anchor, render(part.title), render(part.about), found.people.get(part.person), steps)
