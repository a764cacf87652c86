"""A reporter at the intake door, played by the sealing library: what representatives get to open."""

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from remedy_api.cli import receipt as acts
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.reports import directory, file_report, seal_report
from remedy_api.sealing.content import Attachment, Content, Text
from remedy_api.sealing.receipt import ReceiptKeys, new_r, receipt_keys
from remedy_api.sealing.words import fingerprint_words


def picture(side: int = 64) -> bytes:
    """A red square as PNG."""

    def part(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + b"\xc0\x20\x20" * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


UNHEARD_OF: dict[str, Any] = {
    "form": "unheard-of",
    "version": 1,
    "answers": {"wages": "Three months late", "<i>since</i>": "July"},
}
FORM: dict[str, Any] = {
    "form": "workplace_grievance",
    "version": 1,
    "answers": {
        "issues": ["wages", "hours"],
        "wages": ["late"],
        "band": "50_249",
        "site": {"site": "0" * 32, "name": "Star Textiles Ltd", "address": "12 Mill Road", "country": "IN"},
    },
}
SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='run'</script></svg>"


@dataclass
class Reporter:
    """Somebody with a receipt and nothing else."""

    door: Door
    receipt: ReceiptKeys = field(init=False)
    room: str = ""

    def file(
        self,
        to: Sequence[str],
        *,
        narrative: str,
        name: str,
        files: Sequence[tuple[str, bytes]] = (),
        form: bool = False,
    ) -> str:
        """Send a report to the organisations of these names, with the form of today if wanted; the room's id."""
        instance, organisations = directory(self.door)
        chosen = [each for each in organisations if each.name in to]
        assert len(chosen) == len(to)
        self.receipt = receipt_keys(new_r(), instance)
        answers = FORM if form else UNHEARD_OF
        contents: list[Content] = [
            Text("person", "en", json.dumps({"name": name, "contact": "After nine, never at work", "language": "ar"})),
            Text("answers", "en", json.dumps(answers), answers["form"], 1),
            Text("narrative", "en", narrative),
            *(Attachment(each, "image/png", content) for each, content in files),
        ]
        filed = file_report(self.door, seal_report(instance, self.receipt, chosen, contents, False), chosen)
        self.room = str(filed["room"])
        return self.room

    def writes(self, text: str) -> None:
        """Answer in the conversation."""
        acts.post(self.door, self.receipt, Text("message", "en", text))

    def reads(self) -> list[str]:
        """The texts of the conversation, as the receipt opens them."""
        _, opened = acts.look(self.door, self.receipt)
        found = acts.contents(opened, lambda entry: acts.body_of(self.door, self.receipt, entry))
        return [content.text for _, content in found if isinstance(content, Text)]

    def events(self) -> list[str]:
        """What happened, by the signed history."""
        _, opened = acts.look(self.door, self.receipt)
        return [event.type for event in opened.room.events]

    def consents(self, name: str) -> None:
        """Agree that the organisation of this name may read everything."""
        _, opened = acts.look(self.door, self.receipt)
        _, organisations = directory(self.door)
        chosen = next(each for each in organisations if each.name == name)
        acts.consent(self.door, self.receipt, opened, " ".join(fingerprint_words(chosen.chain.fingerprint)))

    def withdraws(self) -> None:
        """Take the report back."""
        _, opened = acts.look(self.door, self.receipt)
        acts.withdraw(self.door, self.receipt, opened, True)
