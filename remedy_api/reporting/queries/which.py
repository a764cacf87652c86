"""Which cases a viewer is shown anything of, a page at a time in the order of their random ids.

Buyers: cases at sites from which a shown path leads to a confirmed contract of their own. Suppliers and employers: cases at whose
table they sit. The public: cases released to it. A walk takes at most one page of each site or seat along an index; that of the
public goes along its consents, past those that have run out.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ARRAY, LargeBinary, Text, and_, bindparam, func, or_, true
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.models import CaseConsent, CaseFile, CaseTable
from remedy_api.consent.states import Audience, Content
from remedy_api.kit.pagination import at_most
from remedy_api.remedies.models import TableParty
from remedy_api.reporting.policy import may_be_told, shown_to
from remedy_api.reporting.viewer import Viewer
from remedy_api.rooms.models import RoomReader
from remedy_api.rooms.policy import may_read
from remedy_api.supply_chain.policy.reach import among, sites_behind

# Word for word as the index says it: of a parameter the database could not know that it is this one.
_RELEASED = and_(
    col(CaseConsent.audience) == bindparam(None, Audience.PUBLIC.value, Text, unique=True, literal_execute=True),
    col(CaseConsent.content) == bindparam(None, Content.FACTS.value, Text, unique=True, literal_execute=True),
)


def sites_shown(session: Session, viewer: Viewer, today: date) -> dict[bytes, bytes]:
    """For a buyer: the cases it is shown, each with its site."""
    query = select(CaseFile.case, CaseFile.site)
    query = query.where(among(CaseFile.site, sites_behind([viewer.organisation])), shown_to(viewer, today))
    return {case: site for case, site in session.exec(query) if site}


def sites_within(session: Session, viewer: Viewer) -> set[bytes]:
    """For a buyer: the sites behind its contracts, whether there is a case at one or not."""
    return set(session.execute(sites_behind([viewer.organisation])).scalars())


def seats_of(session: Session, viewer: Viewer) -> dict[bytes, bytes]:
    """For a supplier or an employer: the tables at which it sits and may read today, each with its case."""
    query = (
        select(TableParty.table, CaseTable.case)
        .join(CaseTable, col(CaseTable.table) == TableParty.table)
        .join(
            RoomReader,
            (col(RoomReader.room) == TableParty.table) & (col(RoomReader.organisation) == TableParty.organisation),
        )
        .where(TableParty.organisation == viewer.organisation, may_read(RoomReader))
    )
    return dict(session.exec(query).all())


def cases_at_sites(
    session: Session, viewer: Viewer, sites: Collection[bytes], *, after: bytes, limit: int, today: date
) -> list[bytes]:
    """The first cases after this id that the viewer is shown, at these sites."""
    each_site = func.unnest(bindparam(None, sorted(sites), ARRAY(LargeBinary), unique=True))
    known = each_site.table_valued("site").render_derived("known")
    inner = select(CaseFile.case).where(col(CaseFile.site) == known.c.site, col(CaseFile.case) > after, shown_to(viewer, today))
    each = inner.order_by(col(CaseFile.case)).limit(at_most(limit)).correlate(known).lateral("each")
    query = columns_of(each.c.case).select_from(known).join(each, true())
    return list(session.execute(query.order_by(each.c.case).limit(at_most(limit))).scalars()) if sites else []


def cases_among(
    session: Session, viewer: Viewer, cases: Collection[bytes], *, after: bytes, limit: int | None, today: date
) -> list[bytes]:
    """The first of these cases after this id that the viewer is shown, or all."""
    query = select(CaseFile.case).where(col(CaseFile.case).in_(cases), col(CaseFile.case) > after, shown_to(viewer, today))
    query = query.order_by(col(CaseFile.case)).limit(at_most(limit) if limit is not None else None)
    return list(session.exec(query)) if cases else []


def cases_released(session: Session, *, after: bytes, limit: int, today: date) -> list[bytes]:
    """The first cases after this id of which the public is shown something."""
    found: list[bytes] = []
    while len(found) < limit:
        query = (
            select(CaseConsent.case)
            .join(CaseFile, col(CaseFile.case) == CaseConsent.case)
            .where(
                _RELEASED,
                or_(col(CaseConsent.until).is_(None), col(CaseConsent.until) >= today),
                col(CaseConsent.organisations) == [],
                col(CaseConsent.case) > after,
                may_be_told(),
            )
            .order_by(col(CaseConsent.case))
        )
        rows = list(session.exec(query.limit(at_most(limit))))
        # A case with two such consents stands in the register once. Its rows follow each other.
        found += dict.fromkeys(rows)
        if len(rows) < limit:
            break
        after = rows[-1]
    return found[:limit]


def within_reach(session: Session, viewer: Viewer, case: bytes) -> bool:
    """Whether a case is one that this viewer could be shown at all, whatever was consented."""
    if viewer.kind is None:
        return True
    if viewer.kind == OrganisationKind.BUYER:
        behind = among(CaseFile.site, sites_behind([viewer.organisation]))
        return session.exec(select(CaseFile.case).where(CaseFile.case == case, behind)).first() is not None
    return case in seats_of(session, viewer).values()
