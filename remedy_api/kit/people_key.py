"""The key for people's names and addresses: kept in a file off the data disk, so that a stolen disk names nobody.

The database keeps a check value of it, from which the key cannot be told: the wrong file is noticed before anything is
written under it.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, select

from remedy_api.kit.db.columns import bytes_column
from remedy_api.kit.ids import new_id

KEY_SIZE = 32


class KeyMissing(Exception):
    """This installation has a key, but its file is not there; the message is the path."""


class KeyWrong(Exception):
    """The file holds another key than this installation's, or no key at all; the message is the path."""


class Installation(SQLModel, table=True):
    """This installation, as one row."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint('"only" = 1', name="installation_is_only_one"),)

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    installation: bytes = bytes_column(16, description="16 random bytes; the key file is named after them")
    key_check: bytes = bytes_column(32, description="keyed hash of nothing but a label, to recognise the key")


def people_key(session: Session, chosen: Path | None) -> bytes:
    """The 32 bytes of the key; made on the very first start, read on every other. Flushes.

    `chosen`: the file of REMEDY_KEY_FILE. Raises KeyMissing, KeyWrong, OSError. The caller lets nobody else start at the
    same time.
    """
    row = session.exec(select(Installation)).one_or_none()
    if row is not None:
        return read_key(chosen or default_file(row.installation), row.key_check)
    installation = new_id()
    path = chosen or default_file(installation)
    if path.exists():
        key = _parse(path)
    else:
        key = secrets.token_bytes(KEY_SIZE)
        _write(path, key)
    session.add(Installation(installation=installation, key_check=_check(key)))
    session.flush()
    return key


def key_path(session: Session, chosen: Path | None) -> Path:
    """Where the key lies: for the sentence that tells the operator what to keep safe."""
    return chosen or default_file(session.exec(select(Installation.installation)).one())


def default_file(installation: bytes) -> Path:
    """Where the key of this installation lies unless somebody chose another file."""
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return configuration / "remedy" / f"{installation.hex()}.key"


def is_handed_over(path: Path) -> bool:
    """Whether systemd has put it there for this process alone (LoadCredential): the file to keep safe is another then."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return bool(folder) and path.resolve().is_relative_to(Path(folder or "").resolve())


def _check(key: bytes) -> bytes:
    return hmac.new(key, b"remedy/v1/people-key/check", hashlib.sha256).digest()


def read_key(path: Path, check: bytes) -> bytes:
    """The key in this file, if it is the one of this check value. Raises KeyMissing, KeyWrong, OSError."""
    if not path.exists():
        raise KeyMissing(str(path))
    key = _parse(path)
    if not hmac.compare_digest(_check(key), check):
        raise KeyWrong(str(path))
    return key


def _parse(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except ValueError:
        raise KeyWrong(str(path)) from None
    if len(key) != KEY_SIZE:
        raise KeyWrong(str(path))
    return key


def _write(path: Path, key: bytes) -> None:
    """Durable before the database says that there is one: the other order could lose the only copy."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
