"""The procedure as it is published: stages, days, who acts, and the rights of whoever reported. The same at both doors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from babel.dates import get_day_names
from babel.lists import format_list
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from remedy_api.access import guards
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.procedure import NO_CLOCK, RIGHTS, SOURCES, STAGE_NAMES, STARTS
from remedy_api.cases.profile import DEFAULT, REPRISAL, Profile, StageRule, profile
from remedy_api.deadlines.calendars import Calendar
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.i18n import _N, LANGUAGES, current_language, ngettext, render, speaking
from remedy_api.kit.i18n.formats import day
from remedy_api.retention.rules import published as kept_rules
from remedy_api.web.pages.programme import framed, programme_of
from remedy_api.web.pages.shell import PAGES, Link, PageLanguage, draw
from remedy_api.web.security_headers import PageKind, mark_page

PATH = "/procedure"
TITLE = _N("The procedure: steps, days and your rights")
FAST_PATH = PATH + "/reprisal"
FAST_TITLE = _N("When somebody is punished for complaining: the fast procedure")
KINDS = {
    OrganisationKind.WORKER_ORGANISATION: _N("Worker organisation"),
    OrganisationKind.MONITOR: _N("Monitor"),
    OrganisationKind.COORDINATOR: _N("Programme coordinator"),
    OrganisationKind.BUYER: _N("Public buyer"),
    OrganisationKind.SUPPLIER: _N("Supplier"),
    OrganisationKind.OPERATOR: _N("Employer at a site"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage in words, ready to be drawn."""

    name: str
    time: list[str]
    who: str
    rights: list[str]
    sources: str


def add_procedure(router: APIRouter) -> None:
    """Add the page to a door's router."""
    router.get(PAGES + PATH, dependencies=[Depends(guards.anyone)])(procedure_page)
    router.get(PAGES + FAST_PATH, dependencies=[Depends(guards.anyone)])(fast_procedure_page)


def procedure_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """What happens in which order, by when, and what one has a right to."""
    return _published(request, language, session, DEFAULT)


def fast_procedure_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """The same for a case about a reprisal."""
    return _published(request, language, session, REPRISAL)


def _published(request: Request, language: str, session: DbSession, name: str) -> HTMLResponse:
    mark_page(request.scope, PageKind.TEXT)
    published = profile(name)
    other = (TITLE, PATH) if published.fast_track else (FAST_TITLE, FAST_PATH)
    page = framed(request, programme_of(session), language, name="procedure", title=FAST_TITLE if published.fast_track else TITLE)
    with speaking(language):
        return draw(
            "procedure.html",
            page,
            steps=[step(rule) for rule in published.stages],
            counting=counting(published.calendar),
            reopening=reopening(published),
            fast=published.fast_track,
            kept=kept_rules(),
            other=Link(f"/{language}{other[1]}", render(other[0])),
        )


def step(rule: StageRule) -> Step:
    """A stage in the current language."""
    return Step(
        name=render(STAGE_NAMES[rule.stage]),
        time=_time(rule),
        who=_together(KINDS[kind] for kind in rule.who),
        rights=[render(RIGHTS[code]) for code in rule.rights],
        sources=_list([render(SOURCES[code]) for code in rule.sources]),
    )


def counting(calendar: Calendar) -> list[str]:
    """How days are counted, in the current language."""
    zone = render(_N("Days begin and end at midnight in the time zone %(zone)s."), zone=calendar.time_zone.key)
    if not calendar.working:
        return [
            render(_N("Every day counts, also at weekends and on holidays.")),
            render(_N("A step that takes 7 days and begins on the 1st should be done by the end of the 8th.")),
            zone,
        ]
    names = get_day_names("wide", locale=LANGUAGES[current_language()].locale)
    free = _list([str(names[each]) for each in sorted(calendar.weekend)])
    found = [render(_N("Only working days count. Days that do not count: %(days)s, and holidays."), days=free), zone]
    if calendar.holidays:
        found.append(render(_N("Holidays: %(days)s."), days=_list([day(each) for each in sorted(calendar.holidays)])))
    return found


def reopening(published: Profile) -> str:
    """Until when a closed case may be opened again."""
    _n = ngettext()
    return _n(
        "A case that was closed can be opened again within %(num)s day.",
        "A case that was closed can be opened again within %(num)s days.",
        published.reopen,
    )


def _time(rule: StageRule) -> list[str]:
    if rule.clock is None:
        return [render(NO_CLOCK[rule.stage])]
    _n = ngettext()
    return [_n("%(num)s day", "%(num)s days", rule.clock.days), render(STARTS[rule.clock.start])]


def _together(words: Iterable[str]) -> str:
    return _list([render(word) for word in words], "or")


def _list(words: list[str], style: Literal["standard", "or"] = "standard") -> str:
    return format_list(words, style=style, locale=LANGUAGES[current_language()].locale)
