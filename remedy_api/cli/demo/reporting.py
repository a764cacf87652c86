"""What reporters of the demonstration do at their door, and how they are answered."""

import json

from remedy_api.cli.client.acting import act as add
from remedy_api.cli.client.cases import open_case, proof_of
from remedy_api.cli.client.casework import acknowledge, post
from remedy_api.cli.client.reports import directory, file_report, seal_report
from remedy_api.cli.client.reprisals import finish, open_reprisal
from remedy_api.cli.client.reprisals import words as told_reprisal
from remedy_api.cli.client.rooms import event_json, next_event
from remedy_api.cli.demo.plot import Filed, Plot, Verb
from remedy_api.cli.demo.world import Told, picture
from remedy_api.cli.receipt import look, send_events
from remedy_api.cli.receipt import post as post_by_receipt
from remedy_api.sealing import receipt
from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.receipt import format_code, new_r, receipt_keys

FORM = "workplace_grievance"
TYPES = {"jpg": "image/jpeg", "png": "image/png"}


def attached(act: Told) -> list[Content]:
    """The pictures of an act, under the names their authors gave them."""
    return [Attachment(name, TYPES[name.rpartition(".")[2]], picture(name)) for name in act.get("photos", ())]


def _report(plot: Plot, act: Told) -> None:
    door = plot.cast.intake
    instance, organisations = directory(door)
    to = [plot.listed(organisations, name) for name in act.get("to", [plot.told["union"]])]
    r, language = new_r(), plot.language(act)
    person = {"language": language, **act.get("person", {})}
    answers = {"form": FORM, "version": 1, "answers": {"issues": act.get("ticks", []), "danger": act.get("danger", "no")}}
    contents: list[Content] = [
        Text("person", language, json.dumps(person, ensure_ascii=False)),
        Text("answers", language, json.dumps(answers), FORM, 1),
        Text("narrative", language, act["text"]),
        *attached(act),
    ]
    keys = receipt_keys(r, instance)
    filing = seal_report(instance, keys, to, contents, bool(act.get("reread", False)))
    file_report(door, filing, to)
    plot.reports.append(Filed(filing.prepared.room, keys, format_code(r, receipt.RECEIPT)))


def _acknowledge(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        for report in plot.reports[act.get("from", 0) :]:
            acknowledge(member, report.room)


def _answer(plot: Plot, act: Told) -> None:
    with plot.cast.acting(plot.by(act)) as member:
        post(member, plot.reports[0].room, plot.text(act, "message"))


def _write_back(plot: Plot, act: Told) -> None:
    report = plot.reports[act.get("report", 0)]
    for content in (plot.text(act, act.get("kind", "message")), *attached(act)):
        post_by_receipt(plot.cast.intake, report.keys, content)


def _take_back(plot: Plot, act: Told) -> None:
    report = plot.reports[act.get("report", 0)]
    _, opened = look(plot.cast.intake, report.keys)
    event = next_event(opened, report.keys.account, b"", "withdrawn", {})
    send_events(plot.cast.intake, report.keys, opened, {"events": [event_json(event)]})


def _open(plot: Plot, act: Told) -> None:
    """A case is made of all reports so far."""
    facts = {name: tuple(plot.told.get(name, ())) for name in ("issues", "indicators")}
    facts |= {"workers": (plot.told["workers"],), "site": (plot.cast.sites[plot.told["site"]],)}
    with plot.cast.acting(plot.by(act)) as member:
        reports = [report.room for report in plot.reports]
        plot.case = bytes.fromhex(open_case(member, plot.organisation, reports, {name: of for name, of in facts.items() if of}))


def _open_reprisal(plot: Plot, act: Told) -> None:
    told = told_reprisal(act["in"], act["text"], act["who"], act["first"])
    with plot.cast.acting(plot.by(act)) as member:
        plot.case = bytes.fromhex(open_reprisal(member, plot.organisation))
        finish(member, plot.case, plot.others[act["because_of"]].case, told)


def _link(plot: Plot, act: Told) -> None:
    """A report that came later joins the case."""
    with plot.cast.acting(plot.by(act)) as member:
        proof = proof_of(member, plot.reports[-1].room)
        add(member, plot.case, says=lambda _: [("linked", {"report": proof})])


VERBS: dict[str, Verb] = {
    "report": _report,
    "acknowledge": _acknowledge,
    "answer": _answer,
    "write_back": _write_back,
    "take_back": _take_back,
    "open": _open,
    "open_reprisal": _open_reprisal,
    "link": _link,
}
