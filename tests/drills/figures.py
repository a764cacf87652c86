"""What a drill has measured, into the part "Drills" of RESULTS.md. Only the long ones write: theirs are the figures that count."""

from tests.benchmarks.parts import RESULTS, put, split
from tests.benchmarks.report import machine

HEADING = "# Drills"
_HEAD = ("| drill | seen |", "|---|---|")


def note(drill: str, seen: str) -> None:
    """One line of the table: a drill by its name, and what was seen in its latest run."""
    before = split(RESULTS.read_text()).get(HEADING, "").splitlines()
    rows = {line.split(" | ")[0][2:]: line for line in before if line.startswith("| ") and line not in _HEAD}
    rows[drill] = f"| {drill} | {seen} |"
    lines = [HEADING, "", f"Written by `./remedy test --long`; the latest of each, on: {machine()}.", "", *_HEAD]
    put(RESULTS, "\n".join([*lines, *(rows[name] for name in sorted(rows))]))
