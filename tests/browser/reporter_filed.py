"""A worker whose report is there already, with the code on paper in her hand."""

import json

from remedy_api.cli.client.door import Door
from remedy_api.cli.client.reports import directory, file_report, seal_report
from remedy_api.sealing.content import Text
from remedy_api.sealing.receipt import RECEIPT, format_code, new_r, receipt_keys
from tests.browser.casework_reporter import FORM
from tests.browser.casework_world import UNION, World
from tests.browser.reporter_steps import Reporter

CANARY = "canary-story-7Q2X9"


def filed(world: World, *, reread: bool = False, language: str = "en") -> Reporter:
    """A worker whose report to the union was filed elsewhere, on another device, with the code on paper."""
    door = Door(world.server.intake)
    instance, organisations = directory(door)
    chosen = [each for each in organisations if each.name == UNION]
    secret = new_r()
    contents = [
        Text("person", "en", json.dumps({"name": "Rina", "language": "en"})),
        Text("answers", "en", json.dumps(FORM), "workplace_grievance", 1),
        Text("narrative", "en", CANARY),
    ]
    answer = file_report(door, seal_report(instance, receipt_keys(secret, instance), chosen, contents, reread), chosen)
    worker = Reporter(world.open_context(), world.server.intake, language=language, code=format_code(secret, RECEIPT))
    worker.rooms.append(bytes.fromhex(str(answer["room"])))
    return worker
