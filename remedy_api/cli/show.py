"""How opened entries are shown, and how their files are kept."""

from pathlib import Path, PurePosixPath

from remedy_api.cli.client.rooms import OpenRoom
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import say, tell
from remedy_api.kit.i18n import _N, render
from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.event import Event
from remedy_api.sealing.format import Header

WHO = {
    "founded": _N("Filed"),
    "acknowledged": _N("Received and read"),
    "handover_proposed": _N("Another organisation was proposed"),
    "consented": _N("The reporter agreed to another organisation"),
    "admitted": _N("Another organisation can read it now"),
    "revoked": _N("A reader was removed"),
    "withdrawn": _N("Withdrawn by the reporter"),
}


def show_history(opened: OpenRoom) -> None:
    """The signed history in words, by day."""
    for event in opened.room.events:
        if event.type in WHO:
            say(f"{event.day.isoformat()}  {render(WHO[event.type])}{_whom(opened, event)}")


def show_spoiled(opened: OpenRoom) -> None:
    """Say whose keys do not open, if any do not."""
    if opened.spoiled:
        what = _N("Keys made by %(names)s do not open. What was written with them stays locked, and nothing is sent with them.")
        tell(what, names=", ".join(opened.spoilers()))


def _whom(opened: OpenRoom, event: Event) -> str:
    if "fingerprint" not in event.data:
        return ""
    fingerprint = event.digests("fingerprint")[0]
    return f": {opened.names.get(fingerprint, fingerprint.hex()[:16])}"


def show_entry(header: Header, content: Content | None, by_reporter: bool, folder: Path | None) -> None:
    """One entry: who wrote it, then its words or where its file was put."""
    who = render(_N("The reporter")) if by_reporter else render(_N("The organisation"))
    if content is None:
        say(f"[{who}] {render(_N('Sealed to others.'))}")
    elif isinstance(content, Text):
        say(f"[{who}, {content.kind}, {content.language}]\n{content.text}\n")
    else:
        say(f"[{who}] {content.name} ({content.type}, {len(content.content)} B)")
        if folder is not None:
            say(f"    → {keep_file(folder, header.entry.hex(), content)}")


def keep_file(folder: Path, entry: str, content: Attachment) -> Path:
    """Write an attachment under the entry's id; of the name its sender gave only a harmless ending is used."""
    ending = PurePosixPath(content.name.replace("\\", "/")).suffix
    path = folder / (entry + (ending if ending[1:].isascii() and ending[1:].isalnum() else ""))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.content)
        path.chmod(0o600)
    except OSError as error:
        raise Refused(_N("%(path)s cannot be written: %(reason)s."), path=str(path), reason=error.strerror or "") from None
    return path
