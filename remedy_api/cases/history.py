"""What a signed history says of its case, event by event. Pure: the rows kept of a case are made of nothing but this."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from remedy_api.cases.position import FindingStanding, Plans, Position
from remedy_api.cases.states import CONCLUDING, Conclusion, Fact, Grade, Outcome, Reason, Role, Stage
from remedy_api.consent.ledger import Consent
from remedy_api.consent.states import Audience, Content, Way
from remedy_api.deadlines.calendars import Pause
from remedy_api.sealing.event import Event


@dataclass(frozen=True, slots=True)
class Reader:
    """What an organisation does in the case, and since when it reads the room."""

    role: Role
    since: date


@dataclass(frozen=True, slots=True)
class Finding:
    """What a monitor found. `roster`: the one under which it was signed. `entry`, `evidence`, `contested` and `comments` are
    digests of headers of sealed entries; `established_on`: None while it is a draft.
    """

    roster: bytes
    conclusion: Conclusion
    grade: Grade
    entry: bytes
    evidence: tuple[bytes, ...]
    said_on: date
    established_on: date | None = None
    contested: bytes | None = None
    comments: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Told:
    """What was told so far. `readers` by fingerprint, `linked` proofs of filing in their order, `begun` and `ended` the
    latest days of each stage; `pauses` are the days on which no clock ran. Values of facts are as they were signed.
    `findings` not replaced, by the hash of their event; `tables`: the day each was opened, by its id. `overridden`: it was
    closed once although something was left to do.
    """

    opened_on: date = date.min
    stage: Stage | None = None
    stage_since: date = date.min
    begun: dict[Stage, date] = field(default_factory=dict)
    ended: dict[Stage, date] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    suspended: bool = False
    review_on: date | None = None
    closed_on: date | None = None
    outcome: Outcome | None = None
    into: bytes | None = None
    facts: dict[Fact, tuple[str, ...]] = field(default_factory=dict)
    linked: list[bytes] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    consents: dict[bytes, Consent] = field(default_factory=dict)
    readers: dict[bytes, Reader] = field(default_factory=dict)
    findings: dict[bytes, Finding] = field(default_factory=dict)
    tables: dict[bytes, date] = field(default_factory=dict)
    overridden: bool = False

    def values(self, fact: Fact) -> tuple[str, ...]:
        """What was recorded last of a fact; nothing when it was not."""
        return self.facts.get(fact, ())

    def position(self, *, signers: Mapping[bytes, bytes], plans: Plans) -> Position:
        """Where the case stands now. `signers`: fingerprints of organisations by the rosters of the findings; `plans`: what
        the case's tables say, which is not told here.
        """
        return Position(
            stage=self.stage,
            suspended=self.suspended,
            closed_on=self.closed_on,
            kept=frozenset(self.kept),
            issues=self.values(Fact.ISSUES),
            duty_bearers=len(self.values(Fact.DUTY_BEARERS)),
            reports=len(self.linked),
            consents=tuple(self.consents.values()),
            findings=tuple(self._standing(one, signers.get(one.roster)) for one in self.findings.values()),
            tables=len(self.tables),
            plans=plans,
        )

    def _standing(self, finding: Finding, fingerprint: bytes | None) -> FindingStanding:
        reader = self.readers.get(fingerprint) if fingerprint else None
        concludes = reader is not None and reader.role in CONCLUDING
        return FindingStanding(concludes, finding.established_on is not None, len(finding.comments))


def read(events: Iterable[tuple[Event, bytes]], told: Told | None = None) -> Told:
    """What these events, each with its hash, say; after `told`, which is changed, or from the beginning.

    The events were verified. Raises ValueError for a code that no procedure knows, which the guards refuse before.
    """
    told = Told() if told is None else told
    for event, digest in events:
        if take := _TAKE.get(event.type):
            take(told, event, digest)
    return told


def day_or_none(value: object) -> date | None:
    """A day of signed data; the empty text is none."""
    return date.fromisoformat(str(value)) if value else None


def _founded(told: Told, event: Event, digest: bytes) -> None:
    told.opened_on = told.stage_since = event.day
    told.readers[event.digests("founder")[0]] = Reader(Role.REPRESENTATIVE, event.day)


def _admitted(told: Told, event: Event, digest: bytes) -> None:
    told.readers[event.digests("fingerprint")[0]] = Reader(Role.READER, event.day)


def _entrusted(told: Told, event: Event, digest: bytes) -> None:
    (fingerprint,) = event.digests("fingerprint")
    told.readers[fingerprint] = replace(told.readers[fingerprint], role=Role(str(event.data["role"])))


def _revoked(told: Told, event: Event, digest: bytes) -> None:
    told.readers.pop(event.digests("reader")[0], None)


def _linked(told: Told, event: Event, digest: bytes) -> None:
    told.linked.append(event.digests("report")[0])


def _unlinked(told: Told, event: Event, digest: bytes) -> None:
    told.linked.remove(event.digests("report")[0])


def _recorded(told: Told, event: Event, digest: bytes) -> None:
    told.facts[Fact(str(event.data["fact"]))] = event.texts("values")


def _kept(told: Told, event: Event, digest: bytes) -> None:
    told.kept[str(event.data["what"])] = event.digests("entry")[0]


def _consent_given(told: Told, event: Event, digest: bytes) -> None:
    audience, content = Audience(str(event.data["audience"])), Content(str(event.data["content"]))
    told.consents[digest] = Consent(
        digest=digest,
        audience=audience,
        content=content,
        until=day_or_none(event.data["until"]),
        given_on=event.day,
        organisations=event.digests("organisations"),
        way=Way(str(event.data["way"])),
    )


def _consent_withdrawn(told: Told, event: Event, digest: bytes) -> None:
    told.consents.pop(event.digests("consent")[0], None)


def _stage(told: Told, event: Event, digest: bytes) -> None:
    after = Stage(str(event.data["stage"]))
    if told.stage is not None:
        told.ended[told.stage] = event.day
    told.ended.pop(after, None)
    told.stage, told.stage_since, told.begun[after] = after, event.day, event.day


def _suspended(told: Told, event: Event, digest: bytes) -> None:
    told.suspended, told.review_on = True, day_or_none(event.data["review"])
    told.pauses.append(Pause(event.day))


def _resumed(told: Told, event: Event, digest: bytes) -> None:
    told.suspended, told.review_on = False, None
    _run_again(told, event.day)


def _closed(told: Told, event: Event, digest: bytes) -> None:
    told.closed_on, told.outcome = event.day, Outcome(str(event.data["outcome"]))
    told.into = event.digests("into")[0] if event.data["into"] else None
    # Never taken back: what was closed like that shows it ever after.
    told.overridden |= event.data["reason"] == Reason.OVERRIDE
    if not told.suspended:
        told.pauses.append(Pause(event.day))


def _reopened(told: Told, event: Event, digest: bytes) -> None:
    told.closed_on = told.outcome = told.into = None
    # Who suspended a case and closed it finds it suspended.
    if not told.suspended:
        _run_again(told, event.day)


def _run_again(told: Told, day: date) -> None:
    told.pauses[-1] = replace(told.pauses[-1], until=day)


def _finding(told: Told, event: Event, digest: bytes) -> None:
    for before in event.digests("replaces") if event.data["replaces"] else ():
        told.findings.pop(before, None)
    told.findings[digest] = Finding(
        roster=event.roster,
        conclusion=Conclusion(str(event.data["conclusion"])),
        grade=Grade(str(event.data["grade"])),
        entry=event.digests("entry")[0],
        evidence=event.digests("evidence"),
        said_on=event.day,
    )


def _commented(told: Told, event: Event, digest: bytes) -> None:
    (name,) = event.digests("finding")
    found = told.findings[name]
    told.findings[name] = replace(found, comments=(*found.comments, *event.digests("entry")))


def _established(told: Told, event: Event, digest: bytes) -> None:
    (name,) = event.digests("finding")
    told.findings[name] = replace(told.findings[name], established_on=event.day)


def _contested(told: Told, event: Event, digest: bytes) -> None:
    (name,) = event.digests("finding")
    told.findings[name] = replace(told.findings[name], contested=event.digests("entry")[0])


def _table_opened(told: Told, event: Event, digest: bytes) -> None:
    told.tables[bytes.fromhex(str(event.data["table"]))] = event.day


_TAKE: dict[str, Callable[[Told, Event, bytes], None]] = {
    "founded": _founded,
    "admitted": _admitted,
    "entrusted": _entrusted,
    "revoked": _revoked,
    "linked": _linked,
    "unlinked": _unlinked,
    "recorded": _recorded,
    "kept": _kept,
    "consent_given": _consent_given,
    "consent_withdrawn": _consent_withdrawn,
    "stage": _stage,
    "suspended": _suspended,
    "resumed": _resumed,
    "closed": _closed,
    "reopened": _reopened,
    "finding": _finding,
    "commented": _commented,
    "established": _established,
    "contested": _contested,
    "table_opened": _table_opened,
}
