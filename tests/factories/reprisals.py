"""Cases about reprisals: opened without a report, on the fast track, and tied to another case by what is sealed in both rooms."""

from collections.abc import Sequence

from remedy_api.sealing.keys import new_id
from tests.factories.cases import Case, Step, first_steps, founding, founding_json, post_case, write
from tests.factories.organisations import Organisation
from tests.factories.reports import Report

CHOSEN: Step = ("recorded", {"fact": "profile", "values": ("reprisal",)})


def reprisal_steps(*filed: Report, **facts: Sequence[str]) -> list[Step]:
    """What such a case begins with; nothing but the procedure has to be known of it."""
    return [CHOSEN, *first_steps(*filed, **{"issues": (), "workers": ()} | facts)]


def open_reprisal(union: Organisation, *filed: Report, origin: Case | None = None, **facts: Sequence[str]) -> Case:
    """Open a case about a reprisal; with `origin`, the case it belongs to, what was done and the links are written too."""
    made = founding(union, reprisal_steps(*filed, **facts))
    key, sent = new_id().hex(), founding_json(made)
    answer = post_case(union.manager.client, sent, key=key)
    assert answer.status_code == 201, answer.text
    case = Case(union.programme.instance, made.room, union, answer, key, sent, [union], [made.epoch.ck])
    if origin is not None:
        write(case, "reprisal", '{"what":"Two were moved to nights.","first":["stop"]}')
        write(case, "reprisal_link", origin.hex)
        write(origin, "reprisal_link", case.hex)
    return case
