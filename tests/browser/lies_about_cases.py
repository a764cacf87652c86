"""What a server could say of a case otherwise than it was signed; each must stop the page."""

from collections.abc import Callable
from typing import Any

Json = Any

READER = {"organisation": "a" * 32, "name": "Friends of the Factory", "kind": "monitor", "role": "reader", "since": "2026-01-01"}
NAMED = {"fingerprint": "d" * 64, "organisation": "a" * 32, "name": "Friends of the Factory"}


def each(member: str, change: dict[str, Json]) -> Callable[[Json], Json]:
    """Everything of a list is said otherwise."""
    return lambda said: said | {member: [one | change for one in said[member]]}


def without(member: str) -> Callable[[Json], Json]:
    """The first of a list is kept back."""
    return lambda said: said | {member: said[member][1:]}


CHANGES: dict[str, Callable[[Json], Json]] = {
    "another stage": lambda said: said | {"stage": "notification"},
    "another day": lambda said: said | {"stage_since": "2026-01-01"},
    "paused": lambda said: said | {"suspended": True},
    "closed": lambda said: said | {"outcome": "withdrawn", "closed_on": said["stage_since"]},
    "closed against what was open": lambda said: said | {"overridden": True},
    "about a reprisal": lambda said: said | {"fast_track": True},
    "another site": lambda said: said | {"site": said["site"] | {"site": "b" * 32}},
    "no site": lambda said: said | {"site": None},
    "other issues": lambda said: said | {"issues": ["wages"]},
    "no indicators": lambda said: said | {"indicators": []},
    "another band": lambda said: said | {"workers": "1000-plus"},
    "satisfied": lambda said: said | {"satisfaction": "very"},
    "nobody looks again": lambda said: said | {"follow_up": []},
    "a company": lambda said: said | {"duty_bearers": [{"company": "c" * 32, "name": "X", "involvement": "linked"}]},
    "a reader more": lambda said: said | {"readers": [*said["readers"], READER]},
    "a reader less": lambda said: said | {"readers": said["readers"][:1]},
    "another role": each("readers", {"role": "representative"}),
    "no monitor": lambda said: (
        said | {"readers": [one | {"role": "reader"} if one["role"] == "monitor" else one for one in said["readers"]]}
    ),
    "read since": each("readers", {"since": "2026-01-01"}),
    "another consent": each("consents", {"consent": "d" * 64}),
    "a consent less": without("consents"),
    "another audience": each("consents", {"audience": "buyers"}),
    "another content": each("consents", {"content": "evidence"}),
    "only for some": each("consents", {"organisations": [NAMED]}),
    "in another way": each("consents", {"way": "oral"}),
    "until another day": each("consents", {"until": "2099-01-01"}),
    "no finding": without("findings"),
    "another finding": each("findings", {"finding": "d" * 64}),
    "found by others": each("findings", {"organisation": "a" * 32}),
    "another conclusion": each("findings", {"conclusion": "not"}),
    "another grade": each("findings", {"grade": "weak"}),
    "a draft": each("findings", {"state": "draft"}),
    "established another day": each("findings", {"established_on": "2026-01-01"}),
    "found another day": each("findings", {"said_on": "2026-01-01"}),
    "other reasons": each("findings", {"entry": "d" * 64}),
    "evidence": each("findings", {"evidence": ["d" * 64]}),
    "a comment": each("findings", {"comments": ["d" * 64]}),
    "not contested": each("findings", {"contested": None}),
    "no table": without("tables"),
    "another table": each("tables", {"table": "6" * 32}),
    "a table on another day": each("tables", {"opened_on": "2026-01-01"}),
    "nothing kept": lambda said: said | {"kept": []},
    "another count": lambda said: said | {"reports_total": 2},
    "fewer items": lambda said: said | {"entries": said["entries"] - 1},
    "a step undone": lambda said: said | {"history": said["history"][1:]},
    "a step by others": each("history", {"organisation": "a" * 32}),
    "another past": lambda said: said | {"head": "e" * 64},
}
"""By what it lies about."""
