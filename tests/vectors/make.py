"""Write Python's vectors: `python -m tests.vectors.make`, from the top of the repository."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.vectors.making import entries, events, keys_and_codes, plain, rooms, rosters, sealed, statements, table, workers

FOLDER = Path(__file__).parent / "python"

DETERMINISTIC: Mapping[str, Callable[[], dict[str, Any]]] = {
    "lp": plain.lists,
    "derive": plain.derivations,
    "keys": keys_and_codes.keys,
    "codes": keys_and_codes.codes,
    "passphrase": plain.passphrases,
    "padding": plain.sizes,
    "words": plain.words,
    "invites": plain.invites,
    "rosters": rosters.rosters,
    "statements": statements.statements,
    "events": events.events,
    "headers": statements.headers,
    "infos": sealed.infos,
    "streams": sealed.streams,
}
SEALED: Mapping[str, Callable[[], dict[str, Any]]] = {
    "wraps": sealed.wraps,
    "boxes": sealed.boxes,
    "entries": entries.entries,
    "submission": sealed.submissions,
    "rooms": rooms.rooms,
    "workers": workers.rooms,
    "table": table.rooms,
}


def _hexed(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {name: _hexed(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_hexed(item) for item in value]
    return value


def rendered(make: Callable[[], dict[str, Any]]) -> str:
    """One file as it is committed: one case a line, so that a change can be read."""
    parts = ['"protocol": 1,\n"made_by": "python"']
    for name, cases in make().items():
        lines = ",\n".join(json.dumps(_hexed(case), ensure_ascii=False) for case in cases)
        parts.append(f"{json.dumps(name)}: [\n{lines}\n]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Write every file anew; those with sealed artefacts differ each time."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in {**DETERMINISTIC, **SEALED}.items():
        (FOLDER / f"{name}.json").write_text(rendered(make), "utf-8")


if __name__ == "__main__":
    main()
