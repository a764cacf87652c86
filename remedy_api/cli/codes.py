"""Secrets made for people: shown once, or written into a new file that only they can read."""

from pathlib import Path

from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.i18n import _N


def keep(message: str, code: str, path: Path | None) -> None:
    """Hand a code over, once: into a new file of mode 0600 if one is named, else on the terminal under `message`."""
    if path is None:
        tell(message)
        say(code)
        return
    try:
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.write(code + "\n")
    except OSError as error:
        raise Refused(_N("%(path)s cannot be written: %(reason)s."), path=str(path), reason=error.strerror or "") from None
