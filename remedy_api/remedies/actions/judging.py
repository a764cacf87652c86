"""New events of a table are judged before they count: each by what the rows said before and by the case behind the table."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from remedy_api.accounts.models import Organisation
from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.errors import PreconditionsMissing, UnknownCode
from remedy_api.cases.models import CaseFile
from remedy_api.cases.profile import profile
from remedy_api.cases.queries.files import ledger_of
from remedy_api.cases.states import Stage
from remedy_api.consent.ledger import covers_organisation
from remedy_api.consent.states import Content
from remedy_api.keyring.queries import founded_by
from remedy_api.kit.clock import now
from remedy_api.remedies.actions.showing import Shown, shown_by
from remedy_api.remedies.errors import NotTheirWords
from remedy_api.remedies.facts import check_codes
from remedy_api.remedies.guards import Step, of_step
from remedy_api.remedies.queries.tables import plan_in_force, plans_by, representing
from remedy_api.remedies.states import COMPANIES, TableRole
from remedy_api.rooms.events import RoomChanged
from remedy_api.rooms.queries import headers_named
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_shapes import PlanStep
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.walk import acts_in

OF_ANY_READER = frozenset({"epoch", "received", "said_done"})
"""Events that a table takes without asking who represents the workers."""
_OPENING = {"admitted": "fingerprint", "disclosed": "to"}
_NO_SHOW = Shown(never=False, ours=True, contents=())


class Judge:
    """Judges the new events of a table."""

    def __init__(self, session: Session, changed: RoomChanged, file: CaseFile) -> None:
        self.session = session
        self.changed = changed
        self.file = file
        self.today = profile(file.profile).today(now())
        self.prints = {one.rosters[0].organisation: fingerprint for fingerprint, one in changed.verified.chains.items()}
        new = changed.verified.events[changed.known :]
        named = [event.digests("entry")[0] for event in new if event.type != "disclosed" and event.data.get("entry")]
        self.headers = headers_named(session, changed.room, named)
        self.kinds = self._kinds({one for event in new for one in _opened(event)})
        self.acting = self._acting_kinds()
        self.speaking = {one for _, one in representing(session, [changed.room])}

    def all(self) -> None:
        """Judge every new event. Raises what is missing for the first that cannot be taken: UnknownCode, NotTheirWords,
        PreconditionsMissing.
        """
        changed = self.changed
        for event, organisation in zip(changed.verified.events[changed.known :], changed.acting, strict=True):
            try:
                check_codes(event)
            except ValueError as error:
                raise UnknownCode from error
            self._check_words(event, organisation)
            if missing := of_step(self._step(event, organisation)):
                raise PreconditionsMissing(missing)

    def _check_words(self, event: Event, organisation: bytes) -> None:
        """What an event names as its words was written by somebody who acted for the very organisation that signs."""
        if event.type == "disclosed" or not event.data.get("entry"):
            return
        raw = self.headers.get(event.digests("entry")[0])
        if raw is None:
            return
        header, verified = parse_header(raw), self.changed.verified
        if self.prints[organisation] not in acts_in(verified.statements[header.epoch], header.author, verified.chains):
            raise NotTheirWords

    def _step(self, event: Event, organisation: bytes) -> Step:
        to, company = _opened(event), self.acting[organisation] in COMPANIES
        plan = event.type == "plan"
        shown = self._shown(event, organisation)
        allowed = shown is not None and self._allowed(event, to, shown)
        return Step(
            today=self.today,
            event=event,
            stage=Stage(self.file.stage),
            closed=self.file.closed_on is not None,
            suspended=self.file.suspended,
            entries=frozenset(self.headers),
            agreed=self._agreed() if plan else {},
            # Only companies are held to a number of plans: else they counter until the workers' side has none left.
            proposed=plans_by(self.session, self.changed.room, organisation) if plan and company else 0,
            # A plan is read by whom it asks something of. What a company says itself tells it nothing, and to be refused for it
            # would tell it that the case stands still.
            to_company=(plan and not company) or any(self.kinds[one] in COMPANIES for one in to),
            allowed=allowed,
            never=shown is not None and shown.never,
            ours=shown is None or shown.ours,
            represents=self._backed(event) if company else organisation in self.speaking or not self._asks_a_role(event),
            entrusts=event.data.get("role") != TableRole.REPRESENTATIVE or self._speaks(event),
        )

    def _backed(self, event: Event) -> bool:
        """Whether somebody who represents the workers in the case now accepts what a company is about to accept: its word alone
        would bring a plan into force that only a former representative had agreed to.
        """
        if event.type != "accepted":
            return True
        accepted = {one for plan in self.changed.verified.plans if plan.digest == event.digests("plan")[0] for one in plan.accepted}
        return bool(set(founded_by(self.session, accepted).values()) & self.speaking)

    def _asks_a_role(self, event: Event) -> bool:
        """Whether who signs this as nobody's company signs it as a representative."""
        if event.type == "epoch" and self.changed.known:
            # Keys are begun for nothing by representatives alone; a request brings one epoch at most.
            before, latest = self.changed.verified.statements[-2:]
            return before.readers == latest.readers
        return event.type not in OF_ANY_READER

    def _speaks(self, event: Event) -> bool:
        """Whether the organisation that an event names represents the workers in the case."""
        return founded_by(self.session, event.digests("fingerprint")).get(event.digests("fingerprint")[0]) in self.speaking

    def _acting_kinds(self) -> dict[bytes, OrganisationKind]:
        query = select(Organisation.organisation, Organisation.kind)
        rows = self.session.exec(query.where(col(Organisation.organisation).in_(set(self.changed.acting)))).all()
        return {one: OrganisationKind(kind) for one, kind in rows}

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

    def _shown(self, event: Event, organisation: bytes) -> Shown | None:
        if event.type != "disclosed":
            return _NO_SHOW
        return shown_by(self.session, self.changed.room, event, self.file.case, organisation)

    def _allowed(self, event: Event, to: Iterable[bytes], shown: Shown) -> bool:
        """Whether the workers consented to what an event opens, for all to whom it does."""
        if event.type == "admitted":
            return all(self._covered(one, self.kinds[one], Content.TABLE) for one in to if self.kinds[one] in COMPANIES)
        if event.type == "disclosed":
            (consent,) = event.digests("consent")
            return all(self._covered(one, self.kinds[one], *shown.contents, by=consent) for one in to)
        return True

    def _covered(self, organisation: bytes, kind: OrganisationKind, *contents: Content, by: bytes = b"") -> bool:
        """Whether the workers consented to one of these for an organisation; `by`: by exactly this consent."""
        ledger = [one for one in ledger_of(self.session, self.file.case) if not by or one.digest == by]
        if by and kind == OrganisationKind.WORKER_ORGANISATION:
            return any(one.is_live(self.today) and one.content in contents for one in ledger)
        fitting = (covers_organisation(ledger, self.today, kind=kind, content=one, organisation=organisation) for one in contents)
        return any(one is not None for one in fitting)


def _opened(event: Event) -> tuple[bytes, ...]:
    """To whom an event opens something, by fingerprint."""
    return event.digests(_OPENING[event.type]) if event.type in _OPENING else ()
