"""The workers' room of the vectors, and what was said in it."""

from __future__ import annotations

from typing import Any

from remedy_api.sealing.content import Text
from remedy_api.sealing.lp import sha256
from tests.fixtures.sealed_world import Organisation, person
from tests.fixtures.workers_world import WorkersRoom

SAID: list[tuple[int, str, str, Text]] = [
    (0, "ana", "before anybody else came", Text("reasons", "en", "Wages were kept back.")),
    (0, "bo", "by a member who left later", Text("message", "en", "I spoke to them.")),
    (1, "nel", "by the second union", Text("mandate", "en", '{"who":"Nel","chosen":"vote","scope":"wages"}')),
    (2, "mo", "by a monitor without a role", Text("message", "en", "We visited.")),
    (3, "ana", "after bo left", Text("risk", "en", '{"level":"high","text":"Bo talks."}')),
    (4, "nel", "after the first union left", Text("message", "en", "We go on.")),
]


TABLE = "7a" * 16


class World:
    """A union that founded; a second union entrusted with it, a monitor let in; a member who left; the founder gone."""

    seen: dict[str, Any] | None = None
    """What one who reads it remembers of it, where that is part of a case."""

    def __init__(self) -> None:
        self.union, self.second = Organisation("Union", person("ana")), Organisation("Second union", person("nel"))
        self.monitor, self.stranger = Organisation("Monitor", person("mo")), Organisation("Buyer", person("bea"))
        self.union.admit(person("bo"))
        self.room = WorkersRoom.found(self.union, person("ana"))
        self.write(0, 1)
        self.room.admit(person("ana"), self.second, "representative")
        self.write(2)
        self.room.admit(person("nel"), self.monitor)
        self.write(3)
        self.room.say(person("ana"), "kept", {"what": "mandate", "entry": sha256(self.room.entries[2].raw_header).hex()})
        self.union.remove(person("bo"))
        self.room.rekey(person("mo"), self.room.organisations)
        self.write(4)
        given = {
            "audience": "buyer",
            "content": "status",
            "organisations": (),
            "until": "2026-12-31",
            "way": "written",
            "entry": "",
        }
        first = self.room.say(person("nel"), "consent_given", given)
        self.consent = self.room.say(person("ana"), "consent_given", given | {"content": "site"}).digest
        self.room.say(person("ana"), "consent_withdrawn", {"consent": first.digest.hex()})
        self.room.say(person("ana"), "entrusted", self.name(self.monitor) | {"role": "monitor"})
        entry = {"entry": sha256(self.room.entries[3].raw_header).hex()}
        self.declared = self.room.say(person("mo"), "declared", entry)
        found: dict[str, Any] = {**entry, "conclusion": "partly", "grade": "weak", "evidence": ()}
        draft = self.room.say(person("mo"), "finding", found | {"replaces": ""})
        self.room.say(person("ana"), "contested", {"finding": draft.digest.hex(), **entry})
        found |= {"conclusion": "substantiated", "grade": "strong", "evidence": (entry["entry"],)}
        self.finding = self.room.say(person("mo"), "finding", found | {"replaces": draft.digest.hex()}).digest
        self.room.say(person("nel"), "commented", {"finding": self.finding.hex(), **entry})
        self.room.say(person("mo"), "established", {"finding": self.finding.hex()})
        self.draft = self.room.say(person("mo"), "finding", found | {"replaces": ""}).digest
        self.room.say(person("ana"), "contested", {"finding": self.draft.hex(), **entry})
        self.room.say(person("nel"), "table_opened", {"table": TABLE})
        self.room.say(person("ana"), "stage", {"stage": "safety", "reason": "", "entry": ""})
        self.room.say(person("nel"), "suspended", {"reason": "court", "review": "2026-06-01", "entry": ""})
        self.room.revoke(person("nel"), self.union)
        self.write(5)

    def write(self, *places: int) -> None:
        for at in places:
            self.room.write(person(SAID[at][1]), SAID[at][3])

    def name(self, organisation: Organisation) -> dict[str, str]:
        return {"fingerprint": organisation.fingerprint.hex()}
