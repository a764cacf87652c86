"""Who may sign what in a workers' room: the table of PROTOCOL.md, 5.1, as code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from remedy_api.sealing import rights_roles
from remedy_api.sealing.event import Event
from remedy_api.sealing.event_data import WORKERS_ROLES
from remedy_api.sealing.rights_roles import COORDINATOR, MONITOR, REPRESENTATIVE, acting, entitled, require
from remedy_api.sealing.walk import Finding, Walk

BY_EITHER = frozenset(("kept", "stage", "suspended", "resumed", "commented"))
"""What a coordinator may sign too; all else, epochs and findings aside, is the representatives' own."""
BY_MONITOR = frozenset(("declared", "finding", "established"))
"""What nobody but a monitor signs: those whom a finding is about or for do not make it."""


def apply_event(walk: Walk, event: Event, digest: bytes) -> None:
    """Check one later event against what is known, then take it in."""
    actor = acting(walk, event)
    role = walk.roles.get(actor, "")
    if event.type == "epoch":
        # Whoever reads may start an epoch, for a key that changed; who reads then is not his to choose.
        return
    if event.type in BY_MONITOR:
        entitled(role == MONITOR, event)
    else:
        entitled(role == REPRESENTATIVE or (role == COORDINATOR and event.type in BY_EITHER), event)
    _APPLY[event.type](walk, event, digest, actor)


def _entrusted(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    require(event.data["role"] in WORKERS_ROLES, "role")
    rights_roles.entrusted(walk, event, digest, actor)


def _linked(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    (report,) = event.digests("report")
    require(report not in walk.case.linked, "linked already")
    walk.case.linked.append(report)


def _unlinked(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    (report,) = event.digests("report")
    require(report in walk.case.linked, "not linked")
    walk.case.linked.remove(report)


def _recorded(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    walk.case.facts[str(event.data["fact"])] = event.texts("values")


def _kept(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    walk.case.kept[str(event.data["what"])] = event.digests("entry")[0]


def _consent_given(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    # Of what was only said somebody must have been the witness.
    require(event.data["way"] == "written" or bool(event.data["entry"]), "oral, without a witness")
    walk.case.consents[digest] = event


def _consent_withdrawn(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    (consent,) = event.digests("consent")
    require(consent in walk.case.consents, "no such consent")
    del walk.case.consents[consent]


def _stage(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    walk.case.stage = str(event.data["stage"])


def _suspended(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    walk.case.suspended = event.type == "suspended"


def _closed(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    walk.case.closed = str(event.data["outcome"]) if event.type == "closed" else ""


def _declared(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    walk.case.declared[actor] = event.digests("entry")[0]


def _finding(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    require(actor in walk.case.declared, "no interests declared")
    if event.data["replaces"]:
        (before,) = event.digests("replaces")
        own = before in walk.case.findings and walk.case.findings[before].organisation == actor
        require(own, "no such finding of its own")
        del walk.case.findings[before]
    walk.case.findings[digest] = Finding(actor, event)


def _named(walk: Walk, event: Event) -> tuple[bytes, Finding]:
    (finding,) = event.digests("finding")
    require(finding in walk.case.findings, "no such finding")
    return finding, walk.case.findings[finding]


def _commented(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    name, finding = _named(walk, event)
    walk.case.findings[name] = replace(finding, comments=(*finding.comments, *event.digests("entry")))


def _established(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    name, finding = _named(walk, event)
    entitled(finding.organisation == actor, event)
    require(not finding.established, "established already")
    walk.case.findings[name] = replace(finding, established=True)


def _contested(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    name, finding = _named(walk, event)
    require(finding.contested is None, "contested already")
    walk.case.findings[name] = replace(finding, contested=event.digests("entry")[0])


def _table_opened(walk: Walk, event: Event, digest: bytes, actor: bytes) -> None:
    table = bytes.fromhex(str(event.data["table"]))
    require(table not in walk.case.tables, "opened already")
    walk.case.tables.append(table)


# What may follow what in a procedure is the profile's affair and the server's; here only who says it.
_APPLY: dict[str, Callable[[Walk, Event, bytes, bytes], None]] = {
    "admitted": rights_roles.admitted,
    "entrusted": _entrusted,
    "revoked": rights_roles.revoked,
    "linked": _linked,
    "unlinked": _unlinked,
    "recorded": _recorded,
    "kept": _kept,
    "consent_given": _consent_given,
    "consent_withdrawn": _consent_withdrawn,
    "stage": _stage,
    "suspended": _suspended,
    "resumed": _suspended,
    "closed": _closed,
    "reopened": _closed,
    "declared": _declared,
    "finding": _finding,
    "commented": _commented,
    "established": _established,
    "contested": _contested,
    "table_opened": _table_opened,
}
