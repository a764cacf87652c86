"""What the command line reads from a person and shows to one."""

import getpass
import os
import sys
import unicodedata
from pathlib import Path

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N, render


def clean(text: str) -> str:
    """A text from somebody else, safe to show: no escape or other control character can steer the terminal."""
    return "".join(char if char in "\n\t" or unicodedata.category(char)[0] != "C" else "\N{REPLACEMENT CHARACTER}" for char in text)


def say(text: str) -> None:
    """One line on standard output, cleaned."""
    print(clean(text), flush=True)


def tell(message: str, /, **values: str | int) -> None:
    """One translated sentence for the person, on standard error, so that output can be piped."""
    print(clean(render(message, **values)), file=sys.stderr, flush=True)


def read_file(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Refused(_N("%(path)s cannot be read: %(reason)s."), path=str(path), reason=error.strerror or "") from None


def read_text(path: Path) -> str:
    """The same as text in UTF-8."""
    try:
        return read_file(path).decode()
    except UnicodeDecodeError:
        raise Refused(_N("%(path)s is not text in UTF-8."), path=str(path)) from None


def secret(prompt: str, file: Path | None, variable: str) -> str:
    """A secret from a file, from a file that a variable names, or typed unseen. Never from the command line itself."""
    if file is None and (named := os.environ.get(variable)):
        file = Path(named)
    if file is not None:
        return read_text(file).strip("\r\n")
    if not sys.stdin.isatty():
        raise Refused(
            _N("There is nobody to ask. Name a file that holds the secret, with the option or with %(variable)s."),
            variable=variable,
        )
    return getpass.getpass(f"{render(prompt)} ")
