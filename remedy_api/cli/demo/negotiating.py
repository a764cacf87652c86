"""What happens at the remedy tables of the demonstration: who comes, plans, steps said, verified and disputed, things shown."""

from remedy_api.cli.client import tables
from remedy_api.cli.client.acting import act as add
from remedy_api.cli.client.disclosures import reply, show
from remedy_api.cli.client.rooms import Said
from remedy_api.cli.demo.casework import consent
from remedy_api.cli.demo.plot import Plot, Verb
from remedy_api.cli.demo.reporting import attached
from remedy_api.cli.demo.world import Told
from remedy_api.sealing.event_shapes import PlanStep

AUDIENCES = {"operator": "operator", "supplier": "suppliers", "buyer": "buyers"}
ROLES = {"operator": "duty_bearer", "supplier": "duty_bearer", "buyer": "buyer", "monitor": "monitor", "coordinator": "coordinator"}
PLAIN = ("step", "form", "kind", "owner", "due", "amount", "currency", "instalments", "workers")
LISTS = ("beneficiaries", "evidence")


def _table(plot: Plot, act: Told) -> None:
    """The workers agree that these companies are invited; a table is opened and they come."""
    cast = plot.cast
    companies = [name for name in act["seats"] if cast.kinds[name] in AUDIENCES]
    invited: list[Said] = [
        consent(plot, {"audience": AUDIENCES[cast.kinds[name]], "content": "table", "to": [name]}) for name in companies
    ]
    with cast.acting(plot.by(act)) as member:
        add(member, plot.case, says=lambda _: invited)
        plot.table = bytes.fromhex(tables.open_table(member, plot.organisation, plot.case))
        for name in act["seats"]:
            newcomer = tables.recipient(member, cast.organisations[name])
            tables.seat(member, plot.table, newcomer, ROLES[cast.kinds[name]])


def _step(plot: Plot, told: Told) -> PlanStep:
    whole = told | {"owner": plot.cast.fingerprints[told["owner"]], "due": plot.day(told["due"]).isoformat()}
    return {name: str(whole.get(name, "")) for name in PLAIN} | {name: tuple(sorted(told.get(name, ()))) for name in LISTS}


def _propose(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        steps = [_step(plot, one) for one in act["steps"]]
        plot.plan = tables.propose(member, plot.table, plot.plan, plot.text(act, "plan"), steps)


def _accept(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        tables.answer(member, plot.table, plot.plan)


def _refuse(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        tables.answer(member, plot.table, plot.plan, plot.text(act, "reasons"))


def _done(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        tables.say_done(member, plot.table, act["step"], plot.text(act, "report"), *attached(act))


def _verify(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        tables.verify(member, plot.table, act["step"], act.get("result", "verified"), act["asked"], act["confirmed"])


def _dispute(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        tables.dispute(member, plot.table, act["step"], plot.text(act, "reasons"))


def _step_reopened(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        data = {"step": act["step"], "reason": act["reason"]}
        says = [plot.text(act, "reasons")]
        add(member, plot.table, says, lambda of: [("step_reopened", {**data, "entry": of[0]})])


def _received(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        add(member, plot.table, says=lambda _: [("received", {})])


def _say(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        add(member, plot.table, [plot.text(act, act.get("kind", "message")), *attached(act)])


def _show(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        to = [tables.recipient(member, plot.cast.organisations[name]) for name in act["to"]]
        entry, agreed = plot.entries[act["entry"]], plot.consents[act["consent"]]
        shown = show(member, plot.case, plot.table, entry, agreed, to)
    plot.note(act, plot.shown, shown)


def _reply(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        add(member, plot.table, [reply(act.get("in", "en"), act["text"], plot.shown[act["shown"]])])


VERBS: dict[str, Verb] = {
    "table": _table,
    "propose": _propose,
    "accept": _accept,
    "refuse": _refuse,
    "done": _done,
    "verify": _verify,
    "dispute": _dispute,
    "reopen_step": _step_reopened,
    "received": _received,
    "say": _say,
    "show": _show,
    "reply": _reply,
}
