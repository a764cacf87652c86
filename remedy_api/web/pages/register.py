"""The public register as a page: what workers released of their cases, readable without any script. The same at both doors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton
from babel.lists import format_list
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from remedy_api.access import guards
from remedy_api.cases import labels as cases
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.i18n import _N, LANGUAGES, current_language, ngettext, render, speaking
from remedy_api.kit.pagination import Cursor, Paging
from remedy_api.remedies import labels as remedies
from remedy_api.remedies.schemas import Share
from remedy_api.reporting.review import case_page
from remedy_api.reporting.schemas import ShownCase, ShownFacts, ShownFinding, ShownProgress
from remedy_api.reporting.viewer import the_public
from remedy_api.web.pages.programme import framed, programme_of
from remedy_api.web.pages.shell import PAGES, PageLanguage, draw
from remedy_api.web.security_headers import PageKind, mark_page

PATH = "/register"
TITLE = _N("Public register of cases")
LIMIT = 20
Line = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One case in words: its reference, where it stands, and lines of a name and what is said to it."""

    reference: str
    standing: str
    lines: list[Line]


def add_register(router: APIRouter) -> None:
    """Add the page to a door's router."""
    router.get(PAGES + PATH, dependencies=[Depends(guards.anyone)])(register_page)


def register_page(request: Request, language: PageLanguage, session: DbSession, after: Cursor = None) -> HTMLResponse:
    """What was released, a page at a time."""
    mark_page(request.scope, PageKind.TEXT)
    found = case_page(session, the_public(session), Paging(after, LIMIT))
    page = framed(request, programme_of(session), language, name="register", title=TITLE)
    with speaking(language):
        return draw("register.html", page, entries=[entry(one) for one in found.items], next=found.next)


def entry(of: ShownCase) -> Entry:
    """A case in the current language."""
    facts, id_ = of.facts.shows, of.reference.hex()
    lines = _facts(facts)
    if of.progress is not None:
        lines += _progress(of.progress.shows)
    if of.finding is not None:
        lines.append((render(_N("What a monitor found")), [_finding(one) for one in of.finding.shows]))
    if of.plan is not None:
        lines.append((render(_N("Plan in force")), [render(_N("Since %(month)s."), month=month(of.plan.shows.since))]))
    standing = _word(cases.OUTCOMES, facts.outcome) if facts.outcome else _word(cases.STAGES, facts.stage)
    return Entry(f"{id_[:4]}-{id_[4:8]}".upper(), standing, lines)


def month(of: str) -> str:
    """A month in words: "November 2026" of "2026-11"."""
    return format_skeleton("yMMMM", date.fromisoformat(f"{of}-01"), locale=LANGUAGES[current_language()].locale)


def _facts(facts: ShownFacts) -> list[Line]:
    words = {"stage": _word(cases.STAGES, facts.stage), "month": month(facts.since)}
    stands = [render(_N("%(stage)s, since %(month)s"), **words)]
    if facts.overdue:
        stands.append(render(_N("overdue")))
    if facts.overridden:
        stands.append(render(_N("This case was closed although something was left to do.")))
    lines = [(render(_N("Where it stands")), stands)]
    if facts.issues:
        lines.append((render(_N("What it is about")), [_list(_word(cases.ISSUES, one) for one in facts.issues)]))
    if facts.country is not None:
        territories = LANGUAGES[current_language()].locale.territories
        lines.append((render(_N("Country")), [str(territories.get(facts.country, facts.country))]))
    return lines


def _progress(progress: ShownProgress) -> list[Line]:
    found = [
        (render(_N("Promised")), _share(progress.promised)),
        (render(_N("Said to be done, not verified")), _share(progress.said)),
        (render(_N("Verified by the workers")), _share(progress.verified)),
    ]
    if progress.overdue:
        found.append((render(_N("Overdue")), [ngettext()("%(num)s step", "%(num)s steps", progress.overdue)]))
    steps = [
        f"{_word(remedies.KINDS, one.kind)}: {_word(remedies.STATES, one.state)} "
        f"({render(_N('until %(month)s'), month=month(one.due))})"
        for one in progress.steps
    ]
    return [*found, (render(_N("Steps")), steps)]


def _finding(one: ShownFinding) -> str:
    words = {"conclusion": _word(cases.CONCLUSIONS, one.conclusion), "grade": _word(cases.GRADES, one.grade)}
    found = render(_N("%(conclusion)s (%(grade)s), %(month)s"), **words, month=month(one.month))
    return f"{found} – {render(_N('contradicted by the workers'))}" if one.contested else found


def _share(share: Share) -> list[str]:
    return [ngettext()("%(num)s step", "%(num)s steps", share.steps), *(f"{one.amount} {one.currency}" for one in share.amounts)]


def _word(labels: Mapping[str, str], code: str) -> str:
    return render(labels[code])


def _list(words: Iterable[str]) -> str:
    return format_list(list(words), locale=LANGUAGES[current_language()].locale)
