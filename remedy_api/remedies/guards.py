"""Preconditions of every step at a table, one function each. All are asked, and all that is missing is told together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from remedy_api.cases.states import ORDER, Band, Stage
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_shapes import PlanStep

MOST_PLANS = 40
"""Plans that one organisation may propose at a table: everybody has to read them."""
_BANDS = tuple(Band)


@dataclass(frozen=True, slots=True)
class Step:
    """A step to be taken on a day, and the case behind the table: its stage, and whether it is closed or suspended.

    `entries`: digests of headers of entries that are in the room, of those it names. `agreed`: the steps of the plan in
    force. `proposed`: how many plans the acting organisation has proposed. `allowed`: of an admission or a disclosure,
    whether the workers consented; `to_company`: whether a company learns of something by it. Of what is to be shown `never`:
    it is of those things that never leave the workers' room; `ours`: somebody meant it to be read. `represents`: who signs as
    a representative is one in the case; `entrusts`: so is who becomes one here.
    """

    today: date
    event: Event
    stage: Stage
    closed: bool = False
    suspended: bool = False
    entries: frozenset[bytes] = frozenset()
    agreed: Mapping[str, PlanStep] = field(default_factory=dict)
    proposed: int = 0
    to_company: bool = False
    allowed: bool = True
    never: bool = False
    ours: bool = True
    represents: bool = True
    entrusts: bool = True


Guard = Callable[[Step], Failure | None]


def case_open(step: Step) -> Failure | None:
    """Nothing is agreed on and nobody comes to the table of a case that is closed."""
    return Failure("closed", _N("This case is closed. Open it again first.")) if step.closed else None


def entry_there(step: Step) -> Failure | None:
    """What a step names is an entry of the room."""
    named = str(step.event.data.get("entry", ""))
    if not named or bytes.fromhex(named) in step.entries:
        return None
    return Failure("entry-missing", _N("What this step refers to has not arrived. Send it again first."))


def plans_few(step: Step) -> Failure | None:
    """Nobody buries the others under plans."""
    if step.proposed < MOST_PLANS:
        return None
    return Failure("plans-full", _N("Your organisation has proposed too many plans here. Answer the latest one."))


def due_ahead(step: Step) -> Failure | None:
    """What is promised anew is promised for a day to come; what was agreed already keeps its day."""
    new = (one for one in step.event.steps() if step.agreed.get(str(one["step"])) != one)
    if all(date.fromisoformat(str(one["due"])) > step.today for one in new):
        return None
    return Failure("due-past", _N("Choose a day in the future for every step that is new or changed."))


def confirmed_of_asked(step: Step) -> Failure | None:
    """No more workers confirm something than were asked."""
    asked, confirmed = (_BANDS.index(Band(str(step.event.data[name]))) for name in ("asked", "confirmed"))
    if confirmed <= asked:
        return None
    return Failure("confirmed-too-many", _N("No more workers can confirm a step than were asked."))


def safe(step: Step) -> Failure | None:
    """A company is told nothing while the case is not safe, or stands still."""
    notified = ORDER.index(step.stage) >= ORDER.index(Stage.NOTIFICATION)
    if not step.to_company or (notified and not step.suspended):
        return None
    return Failure("not-safe", _N("Nothing can reach a company now. First the case must be safe, and not suspended."))


def may_come(step: Step) -> Failure | None:
    """The workers allowed that this organisation is invited."""
    if step.allowed:
        return None
    return Failure("party-consent-missing", _N("The workers have not agreed that this organisation comes to the table."))


def may_see(step: Step) -> Failure | None:
    """The workers allowed that this is shown to all to whom it is."""
    if step.allowed:
        return None
    return Failure("disclosure-consent-missing", _N("The workers have not agreed that this is shown to all whom you chose."))


def not_private(step: Step) -> Failure | None:
    """A mandate, a risk, a safe contact, a witness: nobody outside ever reads these, whatever is consented."""
    if not step.never:
        return None
    return Failure("never-shown", _N("This never leaves the room of the workers. Choose something else to show."))


def meant(step: Step) -> Failure | None:
    """What colleagues of other organisations wrote among themselves is not shown by mistake."""
    if step.ours:
        return None
    return Failure("not-meant", _N("You can show what your organisation or the monitor wrote, and what a finding names."))


def represents(step: Step) -> Failure | None:
    """Who represents the workers is decided among them, and holds here at once."""
    if step.represents:
        return None
    return Failure("not-representing", _N("Your organisation does not represent the workers in this case any more."))


def entrusts(step: Step) -> Failure | None:
    """Nobody comes to speak for the workers here who does not in their own room."""
    if step.entrusts:
        return None
    return Failure("represents-nobody", _N("This organisation must represent the workers in the case first, then here."))


GUARDS: Mapping[str, tuple[Guard, ...]] = {
    "admitted": (case_open, safe, may_come),
    "entrusted": (entrusts,),
    "disclosed": (case_open, safe, not_private, meant, may_see),
    "plan": (case_open, safe, entry_there, plans_few, due_ahead),
    "accepted": (case_open,),
    "refused": (entry_there,),
    "said_done": (entry_there,),
    "verified": (entry_there, confirmed_of_asked),
    "disputed": (entry_there,),
    "step_reopened": (entry_there,),
}
"""What is asked of each type besides who signs. What is not here can always be done: above all letting somebody go."""


def of_step(step: Step) -> tuple[Failure, ...]:
    """Everything that is missing for a signed step."""
    asked = (represents, *GUARDS.get(step.event.type, ()))
    return tuple(failure for guard in asked if (failure := guard(step)))
