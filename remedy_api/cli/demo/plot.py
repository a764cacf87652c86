"""What is known of one invented case while it happens: its rooms, and what in them later acts name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from remedy_api.cli.client.trust import Organisation
from remedy_api.cli.demo.cast import Cast
from remedy_api.cli.demo.world import Told, words
from remedy_api.kit.clock import today
from remedy_api.sealing.content import Text
from remedy_api.sealing.receipt import ReceiptKeys


@dataclass
class Filed:
    """A report of the case: its room, the keys of its receipt and the code they come from."""

    room: bytes
    keys: ReceiptKeys
    code: str = field(repr=False)


@dataclass
class Plot:
    """One case of the world. `entries`, `consents`, `shown`: hashes, by the names that acts give them."""

    cast: Cast
    told: Told
    others: Mapping[str, "Plot"]
    case: bytes = b""
    table: bytes = b""
    plan: str = ""
    finding: str = ""
    reports: list[Filed] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    consents: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    @property
    def organisation(self) -> bytes:
        """Who represents the workers."""
        return self.cast.organisations[self.told["union"]]

    def by(self, act: Told) -> str:
        """Who acts: whoever is named, or whoever speaks for the workers."""
        return str(act.get("by") or self.cast.speaker(self.told["union"]))

    def text(self, act: Told, kind: str, name: str = "text") -> Text:
        """What somebody writes, in the language it is in; what the case does not say itself stands in the list of words."""
        own = act.get(name) or act.get(kind)
        return Text(kind, self.language(act), own) if own else Text(kind, "en", words()[kind])

    def language(self, act: Told) -> str:
        """In which language somebody writes."""
        return str(act.get("in") or self.told.get("in") or "en")

    def day(self, ahead: int) -> date:
        """So many days after the day on which the demonstration is made; negative: before."""
        return today() + timedelta(days=self.cast.doors.ago + ahead)

    def note(self, act: Told, kept: dict[str, str], value: str) -> None:
        """Remember what somebody will come back to, under the name the act gives it."""
        if "key" in act:
            kept[act["key"]] = value

    def listed(self, organisations: list[Organisation], name: str) -> Organisation:
        """An organisation of the world in the directory."""
        return next(one for one in organisations if one.organisation == self.cast.organisations[name])


Verb = Callable[[Plot, Told], None]
