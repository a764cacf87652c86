"""Sites from a file: every row's fate is told, before anything is kept if one wants."""

from dataclasses import dataclass, field

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.kit.http.fields import field_errors
from remedy_api.kit.i18n import render
from remedy_api.supply_chain.actions.sites import site_from
from remedy_api.supply_chain.actions.sites_file import check_file
from remedy_api.supply_chain.actions.storing import remember_new_sites
from remedy_api.supply_chain.errors import SiteTwin
from remedy_api.supply_chain.exchange.reading import Row, read_rows
from remedy_api.supply_chain.models import Site
from remedy_api.supply_chain.policy import can_keep_sites
from remedy_api.supply_chain.queries.sites import Place, sites_at, sites_numbered
from remedy_api.supply_chain.schemas.imports import Fate, ImportResult, Match, Reason, RowFate
from remedy_api.supply_chain.schemas.site import SiteCreate
from remedy_api.supply_chain.states import Source


@dataclass(slots=True)
class _There:
    """What is there already, or came earlier in the same file."""

    places: dict[Place, bytes]
    numbers: dict[str, bytes]
    seen_places: set[Place] = field(default_factory=set)
    seen_numbers: set[str] = field(default_factory=set)


def import_sites(session: Session, actor: Actor, *, raw: bytes, preview: bool, opened: bool = True) -> ImportResult:
    """Judge every row and keep the good ones, unless it is a preview. Nothing that is there is ever changed.

    `opened`: whether rows that do not say so are offered to reporters. Raises Forbidden, NotCsv, SitesFileFull, and SiteTwin when
    somebody added one of these sites at this very moment.
    """
    can_keep_sites(actor).enforce()
    read = [(row, *_judge(row)) for row in read_rows(raw)]
    good = [wanted for _, wanted, _ in read if wanted]
    there = _There(
        sites_at(session, {_place(one) for one in good}),
        sites_numbered(session, {one.os_id for one in good if one.os_id}),
    )
    fates, added = [], []
    for row, wanted, reasons in read:
        fate, by, site = (Fate.REFUSED, None, None) if wanted is None else _fate(there, wanted)
        if wanted is not None and fate is Fate.ADDED:
            said = opened if wanted.open_for_filing is None else wanted.open_for_filing
            added.append(site_from(wanted, source=Source.IMPORT, opened=said))
        fates.append(
            RowFate(
                line=row.line,
                fate=fate,
                name=wanted.name if wanted else None,
                columns=sorted({one.column for one in reasons}),
                reasons=reasons,
                by=by,
                site=site,
                ignored=row.ignored,
            )
        )
    if not preview:
        _keep(session, added)
    return ImportResult(preview=preview, added=len(added), rows=fates)


def _keep(session: Session, sites: list[Site]) -> None:
    session.add_all(sites)
    try:
        session.flush()
    except IntegrityError as error:
        raise SiteTwin from error
    remember_new_sites(session, sites)
    check_file(session)


def _place(wanted: SiteCreate) -> Place:
    return wanted.country, wanted.name, wanted.address


def _fate(there: _There, wanted: SiteCreate) -> tuple[Fate, Match | None, bytes | None]:
    place, number = _place(wanted), wanted.os_id
    if place in there.places:
        return Fate.THERE, Match.PLACE, there.places[place]
    if number and number in there.numbers:
        return Fate.MATCHES, Match.OS_ID, there.numbers[number]
    if number and number in there.seen_numbers:
        return Fate.TWICE, Match.OS_ID, None
    if place in there.seen_places:
        return Fate.TWICE, Match.PLACE, None
    there.seen_places.add(place)
    there.seen_numbers |= {number} if number else set()
    return Fate.ADDED, None, None


def _judge(row: Row) -> tuple[SiteCreate | None, list[Reason]]:
    try:
        return SiteCreate.model_validate(row.fields), []
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
    reasons = []
    for one in field_errors([{**each, "loc": ("body", *each["loc"])} for each in found]):
        name = one.pointer.removeprefix("/").partition("/")[0] or "latitude"
        heading = row.headings.get(name, name)
        reasons.append(Reason(column=heading, code=one.code, detail=render(one.message, **one.values)))
    return None, reasons
