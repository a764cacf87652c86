"""How an installation knows that it is a demonstration: by a file in its data folder, which also says who is in it and where."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from remedy_api.settings import Settings

MARKER = "demo.json"
"""Its name in the data folder. Written first and removed last, so that nothing invented ever lies in a folder without it."""
START = "/demo"
"""Where the start page is, after the language."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody in the demonstration, as the start page names her. She does not exist, so nothing of her is secret."""

    name: str
    email: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """`people` by the names that the start page uses; `rooms`: ids in hex of what it leads to. Empty while it is being made."""

    made_on: str = ""
    people: Mapping[str, Shown] = field(default_factory=dict)
    rooms: Mapping[str, str] = field(default_factory=dict)


def is_demonstration(folder: Path) -> bool:
    """Whether a data folder holds a demonstration, or the beginning of one."""
    return (folder / MARKER).exists()


def read_marker(folder: Path) -> Demonstration:
    """What the marker says. Raises OSError where there is none."""
    told = json.loads((folder / MARKER).read_text("utf-8"))
    people = {name: Shown(**one) for name, one in told["people"].items()}
    return Demonstration(told["made_on"], people, told["rooms"])


def write_marker(folder: Path, told: Demonstration) -> None:
    """Write it whole or not at all. Raises OSError."""
    unfinished = folder / f"{MARKER}.unfinished"
    unfinished.write_text(json.dumps(asdict(told), ensure_ascii=False, indent=1), "utf-8")
    unfinished.chmod(0o600)
    unfinished.replace(folder / MARKER)


def demonstration_of(settings: Settings) -> Demonstration | None:
    """The demonstration that these settings serve, once it is made."""
    if not settings.demo:
        return None
    found = read_marker(settings.data_dir)
    return found if found.made_on else None
