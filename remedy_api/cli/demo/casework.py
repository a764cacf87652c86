"""What happens in a case of the demonstration: its stages, who reads it, consents, and how it ends."""

from collections.abc import Iterable

from remedy_api.cli.client.acting import Done, Says
from remedy_api.cli.client.acting import act as add
from remedy_api.cli.client.cases import admit, remove
from remedy_api.cli.client.reports import directory
from remedy_api.cli.client.rooms import Said
from remedy_api.cli.demo.plot import Plot, Verb
from remedy_api.cli.demo.reporting import attached
from remedy_api.cli.demo.world import Told
from remedy_api.sealing import labels
from remedy_api.sealing.content import Content
from remedy_api.sealing.lp import lp, sha256


def _do(plot: Plot, act: Told, contents: Iterable[Content] = (), says: Says | None = None) -> Done:
    with plot.cast.acting(plot.by(act)) as member:
        return add(member, plot.case, list(contents), says)


def _stage(code: str, entry: str = "", reason: str = "") -> Said:
    return ("stage", {"stage": code, "reason": reason, "entry": entry})


def consent(plot: Plot, told: Told, entry: str = "") -> Said:
    """A consent as it is signed: to whom, what, and until when."""
    named = tuple(sorted(plot.cast.fingerprints[name] for name in told.get("to", ())))
    until = plot.day(told["until"]).isoformat() if "until" in told else ""
    way = "oral" if entry else "written"
    data = {"audience": told["audience"], "content": told["content"], "organisations": named, "until": until}
    return ("consent_given", {**data, "way": way, "entry": entry})


def _safety(plot: Plot, act: Told) -> None:
    if act.get("reason"):
        _back(plot, act)
        return
    contents = [plot.text(act, "mandate"), plot.text(act, "reasons")]
    _do(plot, act, contents, lambda of: [("kept", {"what": "mandate", "entry": of[0]}), _stage("safety", of[1])])


def _notification(plot: Plot, act: Told) -> None:
    def says(of: list[str]) -> list[Said]:
        kept: list[Said] = [("kept", {"what": what, "entry": of[at]}) for at, what in enumerate(("risk", "safe_contact"))]
        first = {"audience": "operator", "content": "notice"}
        return [*kept, consent(plot, act.get("consent", first)), _stage("notification")]

    _do(plot, act, [plot.text(act, "risk"), plot.text(act, "safe_contact")], says)


def _fact_finding(plot: Plot, act: Told) -> None:
    companies = tuple(f"{plot.cast.companies[name]}:{how}" for name, how in act["companies"].items())
    recorded: Said = ("recorded", {"fact": "duty_bearers", "values": companies})
    done = _do(plot, act, [plot.text(act, "notice")], lambda of: [recorded, _stage("fact_finding", of[0])])
    plot.entries["notice"] = done.entries[0]


def _begin(plot: Plot, act: Told) -> None:
    """A stage that asks for nothing to be written, or that goes on without a finding."""
    if act.get("reason"):
        _back(plot, act)
    else:
        _do(plot, act, says=lambda _: [_stage(act["do"])])


def _back(plot: Plot, act: Told) -> None:
    _do(plot, act, [plot.text(act, "reasons")], lambda of: [_stage(act["do"], of[0], act["reason"])])


def _admit(plot: Plot, act: Told) -> None:
    """A monitor or a coordinator reads the case from now on; a monitor says first what ties it to those concerned."""
    role = plot.cast.kinds[act["who"]]
    with plot.cast.acting(plot.by(act)) as member:
        _, listed = directory(member.door, member.pins)
        admit(member, plot.case, plot.listed(listed, act["who"]), role)
    if role == "monitor":
        own = {**act, "by": plot.cast.speaker(act["who"])}
        _do(plot, own, [plot.text(own, "interests")], lambda of: [("declared", {"entry": of[0]})])


def _let_go(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        remove(member, plot.case, bytes.fromhex(plot.cast.fingerprints[act["who"]]))


def _write(plot: Plot, act: Told) -> None:
    done = _do(plot, act, [plot.text(act, act.get("kind", "message")), *attached(act)])
    plot.note(act, plot.entries, done.entries[0])


def _find(plot: Plot, act: Told) -> None:
    evidence = [plot.text(act, "message", "evidence")] if "evidence" in act else []

    def says(of: list[str]) -> list[Said]:
        data = {"entry": of[0], "conclusion": act["conclusion"], "grade": act["grade"], "evidence": tuple(sorted(of[1:]))}
        return [("finding", {**data, "replaces": plot.finding})]

    done = _do(plot, act, [plot.text(act, "finding"), *evidence, *attached(act)], says)
    plot.finding, plot.entries["finding"] = done.events[0], done.entries[0]
    plot.note(act, plot.entries, done.entries[-1])


def _of_finding(plot: Plot, act: Told) -> None:
    kind = {"comment": "comment", "contest": "reasons"}[act["do"]]
    named = {"comment": "commented", "contest": "contested"}[act["do"]]
    _do(plot, act, [plot.text(act, kind)], lambda of: [(named, {"finding": plot.finding, "entry": of[0]})])


def _establish(plot: Plot, act: Told) -> None:
    _do(plot, act, says=lambda _: [("established", {"finding": plot.finding})])


def _consent(plot: Plot, act: Told) -> None:
    witness = [plot.text(act, "witness", "witness")] if "witness" in act else []
    done = _do(plot, act, witness, lambda of: [consent(plot, act, *of)])
    plot.note(act, plot.consents, done.events[0])


def _withdraw(plot: Plot, act: Told) -> None:
    _do(plot, act, says=lambda _: [("consent_withdrawn", {"consent": plot.consents[act["consent"]]})])


def _record(plot: Plot, act: Told) -> None:
    _do(plot, act, says=lambda _: [("recorded", {"fact": act["fact"], "values": tuple(act["values"])})])


def _suspend(plot: Plot, act: Told) -> None:
    data = {"reason": act["reason"], "review": plot.day(act["review"]).isoformat()}
    _do(plot, act, [plot.text(act, "reasons")], lambda of: [("suspended", {**data, "entry": of[0]})])


def _resume(plot: Plot, act: Told) -> None:
    _do(plot, act, says=lambda _: [("resumed", {})])


def _close(plot: Plot, act: Told) -> None:
    into = sha256(lp(labels.MERGED, plot.others[act["into"]].case)).hex() if "into" in act else ""
    data = {"outcome": act["outcome"], "reason": act.get("reason", ""), "into": into}
    words = [plot.text(act, act.get("kind", "reasons"))] if "text" in act else []
    _do(plot, act, words, lambda of: [("closed", {**data, "entry": of[0] if of else ""})])


def _reopen(plot: Plot, act: Told) -> None:
    _do(plot, act, [plot.text(act, "reasons")], lambda of: [("reopened", {"reason": act["reason"], "entry": of[0]})])


VERBS: dict[str, Verb] = {
    "safety": _safety,
    "notification": _notification,
    "fact_finding": _fact_finding,
    **dict.fromkeys(("finding", "negotiation", "implementation", "verification"), _begin),
    "admit": _admit,
    "let_go": _let_go,
    "write": _write,
    "find": _find,
    "comment": _of_finding,
    "contest": _of_finding,
    "establish": _establish,
    "consent": _consent,
    "withdraw": _withdraw,
    "record": _record,
    "suspend": _suspend,
    "resume": _resume,
    "close": _close,
    "reopen": _reopen,
}
