"""Which event may follow in a room: what holds for every kind; the tables of each kind stand beside."""

from __future__ import annotations

from remedy_api.sealing import rights_reporter, rights_roles, rights_table, rights_workers
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_data import EVENTS_OF
from remedy_api.sealing.walk import Walk

_FOUNDED = {
    "reporter": rights_reporter.check_founded,
    "workers": rights_roles.check_founded,
    "table": rights_roles.check_founded,
}
_APPLY = {
    "reporter": rights_reporter.apply_event,
    "workers": rights_workers.apply_event,
    "table": rights_table.apply_event,
}


def check_founded(walk: Walk, event: Event) -> None:
    """Event 0: a receipt founds a reporter room, an organisation a workers' room or a table. Other kinds have no rules
    yet, so nobody may pretend to follow them.
    """
    kind = str(event.data["kind"])
    if kind not in _FOUNDED:
        raise SealError(Code.UNKNOWN_KIND)
    _FOUNDED[kind](walk, event)
    walk.kind = kind


def apply_event(walk: Walk, event: Event, digest: bytes) -> None:
    """Check one later event against what is known, then take it in. Statements of `epoch` events are
    checked apart.
    """
    if walk.withdrawn:
        raise SealError(Code.AFTER_WITHDRAWAL)
    if event.type not in EVENTS_OF[walk.kind]:
        raise SealError(Code.WRONG_EVENT, event.type)
    _APPLY[walk.kind](walk, event, digest)
