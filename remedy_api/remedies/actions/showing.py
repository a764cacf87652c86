"""What of the workers' room may be shown at a table. The server cannot read of which kind an entry is; it knows what the signed
history says of it and who wrote it, and lets nothing through that nobody meant to show.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from remedy_api.cases.models import CaseReader
from remedy_api.cases.states import Role
from remedy_api.consent.states import Content
from remedy_api.keyring.models import RosterName
from remedy_api.remedies.queries.tables import events_naming
from remedy_api.rooms.models import Disclosure, Entry
from remedy_api.sealing.event import Event
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.lp import sha256

NEVER_SHOWN = frozenset({"kept", "declared", "consent_given"})
"""An entry that such an event names is of a kind that is never disclosed: a mandate, a risk, interests, a witness."""
ON_FINDINGS = frozenset({"finding", "commented", "contested"})
"""An entry that such an event names is about what was found."""
DECISIONS = frozenset({"stage", "suspended", "closed", "reopened"})
"""An entry that such an event names says why something was decided, or what the companies are told."""
UNKNOWN = (Content.EVIDENCE, Content.FINDING, Content.NOTICE, Content.FACTS)
"""Of one of these is an entry that no event names. The server cannot read whether it is evidence, or a copy of what was found with
parts left out, or the reasons of a step that it refused: any of them is enough here. The device of whoever shows it can read,
and insists on the right one.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a disclosure shows. `never`: it may never be; `ours`: somebody meant it to be read; `contents`: what the workers must
    have consented to.
    """

    never: bool
    ours: bool
    contents: tuple[Content, ...]


def shown_by(session: Session, table: bytes, event: Event, case: bytes, organisation: bytes) -> Shown | None:
    """What a `disclosed` event of an organisation shows of its case; None for an entry of another case: what that one's workers
    think of it was not asked.
    """
    query = (
        select(Entry.header)
        .join(Disclosure, (col(Disclosure.source) == Entry.room) & (col(Disclosure.position) == Entry.position))
        .where(Disclosure.room == table, Disclosure.seq == event.seq, Disclosure.source == case)
    )
    raw = session.exec(query).one_or_none()
    if raw is None:
        return None
    digest = sha256(raw)
    naming = events_naming(session, case, digest)
    types = {one.type for one in naming if one.data.get("entry") == digest.hex()}
    evidence = any(digest.hex() in one.texts("evidence") for one in naming if one.type == "finding")
    # What no event names may be a word among colleagues, or of a kind that its writer has not told yet.
    ours = bool(types) or evidence or _wrote(session, parse_header(raw).author, [organisation, *_monitors(session, case)])
    return Shown(bool(types & NEVER_SHOWN), ours, contents_of(types, evidence=evidence))


def contents_of(types: Iterable[str], *, evidence: bool = False) -> tuple[Content, ...]:
    """Of which content, one of these, a consent must be for an entry that events of these types name as theirs: of what was found
    first. `evidence`: a finding names it as evidence.
    """
    named = set(types)
    if named & ON_FINDINGS:
        return (Content.FINDING,)
    if named & DECISIONS:
        return (Content.NOTICE, Content.FACTS)
    return (Content.EVIDENCE,) if named or evidence else UNKNOWN


def _monitors(session: Session, case: bytes) -> list[bytes]:
    query = select(CaseReader.organisation).where(CaseReader.case == case, CaseReader.role == Role.MONITOR)
    return list(session.exec(query))


def _wrote(session: Session, author: bytes, organisations: list[bytes]) -> bool:
    """Whether somebody with this key ever acted for one of these organisations."""
    query = select(RosterName.kid).where(RosterName.kid == author, col(RosterName.organisation).in_(organisations)).limit(1)
    return session.exec(query).first() is not None
