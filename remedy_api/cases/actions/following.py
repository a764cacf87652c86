"""Cases follow their rooms: each new step is judged before it counts, and then the rows say what the history says."""

from collections.abc import Sequence

from sqlmodel import Session

from remedy_api.cases.actions.projecting import note_withdrawal, project
from remedy_api.cases.actions.tables import TABLE_TAKEN
from remedy_api.cases.errors import FoundingIncomplete, PreconditionsMissing, UnknownCode
from remedy_api.cases.facts import check_codes, duty_bearers_of, profile_of, site_of
from remedy_api.cases.guards import Step, of_step
from remedy_api.cases.history import Told, read
from remedy_api.cases.profile import Profile, profile
from remedy_api.cases.queries.files import handle_of, known_companies, known_sites, lock_files, open_case_behind, plans_of
from remedy_api.cases.queries.findings import is_taken, kinds_by_fingerprint
from remedy_api.cases.queries.reports import case_of_report, reads, report_rooms
from remedy_api.cases.states import Fact, Stage
from remedy_api.consent.states import AUDIENCES_OF, Audience
from remedy_api.keyring.queries import fingerprints_of
from remedy_api.kit.clock import now
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N
from remedy_api.rooms.events import RoomChanged
from remedy_api.rooms.queries import headers_there
from remedy_api.rooms.states import RoomKind, RoomState
from remedy_api.sealing.event import Event

_REPORT_UNKNOWN = Failure("report-unknown", _N("This report does not exist, or your organisation does not read it."))
_REPORT_WAITING = Failure("report-not-acknowledged", _N("Confirm to the reporter first that you have read this report."))
_REPORT_WITHDRAWN = Failure("report-withdrawn", _N("This report was withdrawn. No case can be opened from it."))
_REPORT_TAKEN = Failure("report-taken", _N("This report is part of a case already."))
_INTO_UNKNOWN = Failure("into-unknown", _N("The other case does not exist, is closed, or your organisation does not read it."))
_LAST_REPORT = Failure("last-report", _N("A case rests on at least one report. Close the case instead."))


def follow(session: Session, changed: RoomChanged) -> None:
    """A room has a new history: of a workers' room the case is judged and its rows are written anew; of a reporter's room
    the case it is part of learns of a withdrawal. What this raises refuses the whole change.

    Raises UnknownCode, PreconditionsMissing, FoundingIncomplete.
    """
    if changed.kind == RoomKind.REPORTER:
        if any(event.type == "withdrawn" for event in changed.verified.events[changed.known :]):
            note_withdrawal(session, changed.room)
        return
    if changed.kind != RoomKind.WORKERS:
        return
    pairs = list(zip(changed.verified.events, changed.verified.hashes, strict=True))
    told = read(pairs[: changed.known])
    _Judge(session, changed).all(told, pairs[changed.known :])
    if changed.known == 0:
        _check_founding(told)
    elif told.closed_on is None and not told.linked and not _rule_of(told).fast_track:
        raise PreconditionsMissing((_LAST_REPORT,))
    project(session, changed.room, told)


def _rule_of(told: Told) -> Profile:
    return profile(profile_of(told.values(Fact.PROFILE)))


def _check_founding(told: Told) -> None:
    facts = {Fact.SITE, Fact.ISSUES, Fact.WORKERS} <= set(told.facts)
    # Who is punished is helped first: a report, and codes of what it is about, can follow.
    rests = _rule_of(told).fast_track or (told.values(Fact.ISSUES) and told.linked)
    if not (facts and rests and told.stage == Stage.ADMISSIBILITY):
        raise FoundingIncomplete


class _Judge:
    """Judges the new events of a room one after the other, each against what those before it have made of the case."""

    def __init__(self, session: Session, changed: RoomChanged) -> None:
        self.session = session
        self.changed = changed
        self.today = profile().today(now())
        new = changed.verified.events[changed.known :]
        named = [
            digest
            for event in new
            for member in ("entry", "evidence")
            if event.data.get(member)
            for digest in event.digests(member)
        ]
        self.entries = headers_there(session, changed.room, named)
        linked = [proof for event in new if event.type == "linked" for proof in event.digests("report")]
        # All at once and in one order, so that two cases never wait for each other's reports.
        self.reports = report_rooms(session, linked, lock=True)
        into = [handle for event in new if event.data.get("into") for handle in event.digests("into")]
        lock_files(session, changed.room, into)
        self.plans = plans_of(session, changed.room)
        self.signers = fingerprints_of(session, {event.roster for event in changed.verified.events if event.type == "finding"})

    def all(self, told: Told, new: Sequence[tuple[Event, bytes]]) -> None:
        """Judge and take in every new event. Raises what is missing for the first that cannot be taken."""
        for (event, digest), organisation in zip(new, self.changed.acting, strict=True):
            self._codes(event)
            stage = Stage(str(event.data["stage"])) if event.type == "stage" else None
            rule = _rule_of(told)
            step = Step(self.today, rule.reopen, event, stage, self.entries, rule.review_within)
            position = told.position(signers=self.signers, plans=self.plans)
            missing = (*of_step(position, step), *self._rows(event, organisation))
            if missing:
                raise PreconditionsMissing(missing)
            read([(event, digest)], told)

    def _codes(self, event: Event) -> None:
        try:
            check_codes(event)
        except ValueError as error:
            raise UnknownCode from error
        values = event.texts("values") if event.type == "recorded" else ()
        if values and event.data["fact"] == Fact.SITE:
            wanted = {site_of(values) or b""}
            known = known_sites(self.session, wanted)
        elif values and event.data["fact"] == Fact.DUTY_BEARERS:
            wanted = set(duty_bearers_of(values))
            known = known_companies(self.session, wanted)
        elif event.type == "consent_given":
            wanted = set(event.digests("organisations"))
            known = self._of_audience(wanted, Audience(str(event.data["audience"])))
        else:
            return
        if wanted != known:
            raise UnknownCode

    def _of_audience(self, fingerprints: set[bytes], audience: Audience) -> set[bytes]:
        """Which of these belong to an audience: a consent that names somebody else would cover nobody, unnoticed."""
        kinds = kinds_by_fingerprint(self.session, fingerprints)
        return {fingerprint for fingerprint, kind in kinds.items() if audience in AUDIENCES_OF[kind]}

    def _rows(self, event: Event, organisation: bytes) -> tuple[Failure, ...]:
        """What only other rooms and cases can tell."""
        if event.type == "linked":
            return self._link(event.digests("report")[0], organisation)
        if event.type == "closed" and event.data["into"]:
            (into,) = event.digests("into")
            itself = into == handle_of(self.changed.room)
            there = open_case_behind(self.session, organisation, into)
            return (_INTO_UNKNOWN,) if itself or there is None else ()
        if event.type == "table_opened":
            table = bytes.fromhex(str(event.data["table"]))
            return (TABLE_TAKEN,) if is_taken(self.session, table) else ()
        return ()

    def _link(self, proof: bytes, organisation: bytes) -> tuple[Failure, ...]:
        report = self.reports.get(proof)
        if report is None or not reads(self.session, organisation, report.room):
            return (_REPORT_UNKNOWN,)
        if report.state == RoomState.WITHDRAWN:
            return (_REPORT_WITHDRAWN,)
        if report.acknowledged_on is None:
            return (_REPORT_WAITING,)
        return (_REPORT_TAKEN,) if case_of_report(self.session, report.room) is not None else ()
