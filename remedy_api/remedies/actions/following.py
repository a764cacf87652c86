"""Tables follow their rooms: each new step is judged before it counts, and then the rows say what the history says."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.errors import PreconditionsMissing, UnknownCode
from remedy_api.cases.models import CaseFile
from remedy_api.cases.profile import profile
from remedy_api.cases.queries.files import ledger_of, locked_file
from remedy_api.cases.states import Stage
from remedy_api.consent.ledger import covers_organisation
from remedy_api.consent.states import Content
from remedy_api.keyring.queries import founded_by
from remedy_api.kit.clock import now
from remedy_api.kit.errors import NotFound
from remedy_api.remedies.actions.projecting import project
from remedy_api.remedies.actions.seating import CONSENTING, seat, seat_all
from remedy_api.remedies.facts import check_codes
from remedy_api.remedies.guards import Step, of_step
from remedy_api.remedies.queries.tables import case_of_table, plan_in_force, plans_by, represented_case, types_naming
from remedy_api.remedies.states import COMPANIES
from remedy_api.rooms.events import RoomChanged
from remedy_api.rooms.models import Disclosure, Entry
from remedy_api.rooms.queries import headers_there
from remedy_api.rooms.states import RoomKind
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.lp import sha256

SHOWN = (Content.EVIDENCE, Content.NOTICE, Content.FACTS, Content.PLAN)
"""What a consent may be of for an entry that the history does not tell apart."""
NEVER_SHOWN = frozenset({"kept", "declared", "consent_given"})
"""An entry that such an event names is of a kind that is never disclosed; of the others only its seal knows the kind."""


def follow(session: Session, changed: RoomChanged) -> None:
    """A table has a new history: its new events are judged and its rows are written; or the workers of a case have consented to
    something or taken it back, and who may read its tables follows at once. What this raises refuses the whole change.

    Raises UnknownCode, PreconditionsMissing, NotFound.
    """
    if changed.kind == RoomKind.WORKERS:
        if CONSENTING & {event.type for event in changed.verified.events[changed.known :]}:
            seat_all(session, changed.room)
        return
    if changed.kind != RoomKind.TABLE:
        return
    case = case_of_table(session, changed.room)
    # Locked before consents are read: one that is being taken back is taken back first, or not yet.
    file = locked_file(session, case) if case is not None else None
    if file is None:
        raise NotFound
    if changed.known == 0 and represented_case(session, changed.acting[:1], changed.room) is None:
        raise NotFound
    _Judge(session, changed, file).all()
    project(session, changed, file)
    seat(session, changed.room, file.case)


class _Judge:
    """Judges the new events of a table, each by what the rows said before and by the case behind it."""

    def __init__(self, session: Session, changed: RoomChanged, file: CaseFile) -> None:
        self.session = session
        self.changed = changed
        self.file = file
        self.today = profile(file.profile).today(now())
        new = changed.verified.events[changed.known :]
        named = [event.digests("entry")[0] for event in new if event.type != "disclosed" and event.data.get("entry")]
        self.entries = headers_there(session, changed.room, named)
        prints = {one for event in new for one in self._organisations(event)}
        self.kinds = self._kinds(prints)

    def all(self) -> None:
        """Judge every new event. Raises what is missing for the first that cannot be taken."""
        changed = self.changed
        for event, organisation in zip(changed.verified.events[changed.known :], changed.acting, strict=True):
            try:
                check_codes(event)
            except ValueError as error:
                raise UnknownCode from error
            if missing := of_step(self._step(event, organisation)):
                raise PreconditionsMissing(missing)

    def _step(self, event: Event, organisation: bytes) -> Step:
        to = self._organisations(event)
        plan = event.type == "plan"
        never, allowed = self._shown(event, to) if event.type == "disclosed" else (False, True)
        if event.type == "admitted":
            allowed = all(self._covered(one, self.kinds[one], Content.TABLE) for one in to if self.kinds[one] in COMPANIES)
        return Step(
            today=self.today,
            event=event,
            stage=Stage(self.file.stage),
            closed=self.file.closed_on is not None,
            suspended=self.file.suspended,
            entries=self.entries,
            agreed=self._agreed() if plan else {},
            proposed=plans_by(self.session, self.changed.room, organisation) if plan and self._company(organisation) else 0,
            to_company=any(self.kinds[one] in COMPANIES for one in to),
            allowed=allowed,
            never=never,
        )

    def _company(self, organisation: bytes) -> bool:
        """Only companies are held to a number of plans: else they counter until the workers' side has none left."""
        kind = select(Organisation.kind).where(Organisation.organisation == organisation)
        return self.session.exec(kind).one() in COMPANIES

    def _organisations(self, event: Event) -> tuple[bytes, ...]:
        """To whom an event opens something, by fingerprint."""
        return event.digests({"admitted": "fingerprint", "disclosed": "to"}[event.type]) if event.type in _OPENING else ()

    def _kinds(self, prints: set[bytes]) -> dict[bytes, OrganisationKind]:
        organisations = founded_by(self.session, prints) if prints else {}
        query = select(Organisation.organisation, Organisation.kind)
        query = query.where(col(Organisation.organisation).in_(list(organisations.values())))
        kinds = dict(self.session.exec(query).all()) if organisations else {}
        return {one: OrganisationKind(kinds[organisation]) for one, organisation in organisations.items()}

    def _agreed(self) -> Mapping[str, PlanStep]:
        held = plan_in_force(self.session, self.changed.room)
        plans = self.changed.verified.plans
        return next((one.steps for one in plans if held is not None and one.digest == held.plan), {})

    def _covered(self, organisation: bytes, kind: OrganisationKind, *contents: Content, by: bytes = b"") -> bool:
        """Whether the workers consented to one of these for an organisation; `by`: by exactly this consent."""
        ledger = [one for one in ledger_of(self.session, self.file.case) if not by or one.digest == by]
        if by and kind == OrganisationKind.WORKER_ORGANISATION:
            return any(one.is_live(self.today) and one.content in contents for one in ledger)
        fitting = (covers_organisation(ledger, self.today, kind=kind, content=one, organisation=organisation) for one in contents)
        return any(one is not None for one in fitting)

    def _shown(self, event: Event, to: tuple[bytes, ...]) -> tuple[bool, bool]:
        """Whether what is shown may never be, and whether the workers consented to it for all to whom it is."""
        query = (
            select(Entry.header)
            .join(Disclosure, (col(Disclosure.source) == Entry.room) & (col(Disclosure.position) == Entry.position))
            .where(Disclosure.room == self.changed.room, Disclosure.seq == event.seq, Disclosure.source == self.file.case)
        )
        raw = self.session.exec(query).one_or_none()
        if raw is None:
            # It is of another case: what that one's workers think of it was not asked.
            return False, False
        types = types_naming(self.session, self.file.case, sha256(raw))
        contents = (Content.FINDING,) if "finding" in types else SHOWN
        (consent,) = event.digests("consent")
        allowed = all(self._covered(one, self.kinds[one], *contents, by=consent) for one in to)
        return bool(types & NEVER_SHOWN), allowed


_OPENING = frozenset({"admitted", "disclosed"})
