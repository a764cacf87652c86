"""The parts of RESULTS.md: each is written by whoever measures it and carried over by everybody else."""

import fcntl
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
OWN = ("# Every case with its history", "# Drills")
"""Headings of parts that are not of the ordinary run."""


def split(page: str) -> dict[str, str]:
    """The parts by their headings, in their order; each ends with one empty line."""
    parts: dict[str, list[str]] = {}
    heading = ""
    for line in page.splitlines():
        heading = line if line.startswith("# ") else heading
        parts.setdefault(heading, []).append(line)
    return {one: "\n".join(lines).strip() + "\n" for one, lines in parts.items() if one}


def put(results: Path, written: str, *, keep: tuple[str, ...] | None = None) -> None:
    """Write these parts and keep the others, or of the others only those with these headings."""
    with results.open("a+") as file:
        # Drills run side by side.
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        before, new = split(file.read()), split(written)
        # Of what is kept each stays in its place; when only some are, they follow what is new.
        parts = before | new if keep is None else new | {one: text for one, text in before.items() if one in keep}
        file.truncate(0)
        file.write("\n".join(parts.values()))
