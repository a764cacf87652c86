"""Whether the proxy writes down who comes: a request of ours is looked for in its logs."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from remedy_api.cli.doctor.finding import Finding, fault, ok, warning
from remedy_api.kit.i18n import _N

USUAL = tuple(map(Path, ("/var/log/nginx", "/var/log/caddy", "/var/log/apache2", "/var/log/haproxy", "/var/log/traefik")))
_TAIL = 4 * 1024 * 1024
_RECENT = 300
# Proxies write their logs in pieces.
_PATIENCE = 2.0


def check_logs(marker: str, places: Sequence[Path]) -> list[Finding]:
    """Look for a word of a request that was just made in the files of these folders and in the journal."""
    there = [place for place in places if place.exists()]
    deadline = time.monotonic() + _PATIENCE
    while not (found := [str(path) for path in _recent(there) if marker.encode() in _end_of(path)]):
        if time.monotonic() > deadline:
            break
        time.sleep(0.2)
    if marker in _journal():
        found.append("journal")
    if found:
        message = _N(
            "The proxy writes down who comes and what is asked for, in %(names)s. Turn its access log off and remove the file."
        )
        return [fault("logs", message, names=", ".join(found))]
    closed = [str(path) for place in there for path in (place, *_recent([place])) if not os.access(path, os.R_OK)]
    if closed or not there:
        message = _N(
            "The proxy's logs could not be looked into. Name their folder with --proxy-log, or run this as an account that may."
        )
        return [warning("logs", message)]
    return [ok("logs", _N("A request of ours left no trace in %(names)s."), names=", ".join(map(str, there)))]


def _recent(places: Sequence[Path]) -> Iterator[Path]:
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and path.stat().st_mtime > time.time() - _RECENT:
                yield path


def _end_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            return file.read()
    except OSError:
        return b""


def _journal() -> str:
    tool = shutil.which("journalctl")
    if tool is None:
        return ""
    command = [tool, "--quiet", "--no-pager", "--since=-2min", "--output=cat"]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=30).stdout
