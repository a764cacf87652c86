"""Cases made with the command line's client, where a test is about what comes after: a tenth of the time its steps take in a
browser. To be made before anybody who signs here opens a browser: what each remembers of rooms, the other would not know.
"""

from collections.abc import Sequence

import psycopg

from remedy_api.cli.client.cases import admit, open_case, say
from remedy_api.cli.client.casework import look, post
from remedy_api.cli.client.reports import directory
from remedy_api.cli.client.rooms import Said
from remedy_api.cli.client.trust import Organisation
from remedy_api.kit.db.embedded import Cluster
from remedy_api.sealing.content import Text
from remedy_api.sealing.event_data import Value
from tests.browser.casework_world import UNION, World

FACTS = {"issues": ("wages", "forced_labour"), "indicators": ("retention_of_documents",), "workers": ("50-249",)}
CONSENT: Said = (
    "consent_given",
    {"audience": "operator", "content": "notice", "organisations": (), "until": "", "way": "written", "entry": ""},
)
INVITATION: Said = ("consent_given", {**CONSENT[1], "audience": "suppliers", "content": "table"})
TABLE: Said = ("table_opened", {"table": "5" * 32})


class Made:
    """A case of the union's, taken further by Sita step by step. `case` is its id."""

    def __init__(self, world: World, reports: Sequence[str], *, site: str | None = None) -> None:
        self.world, self.sita = world, world.members["Sita"]
        union = bytes.fromhex(world.organisations[UNION])
        facts = FACTS | {"site": (site,) if site else ()}
        self.case = open_case(self.sita, union, [bytes.fromhex(report) for report in reports], facts)

    def said(self, *said: Said) -> "Made":
        """Events, signed and added at once."""
        say(self.sita, bytes.fromhex(self.case), said)
        return self

    def wrote(self, text: str, kind: str = "message") -> str:
        """A sealed text; the hash of its header."""
        return post(self.sita, bytes.fromhex(self.case), Text(kind, "en", text)).hex()

    def in_safety(self) -> "Made":
        """The mandate is written down, and the case goes on with reasons."""
        mandate = self.wrote('{"who":"The night shift of hall 2.","chosen":"A show of hands.","scope":"Wages."}', "mandate")
        reasons = self.wrote("Wages withheld, papers kept: this is what we are for.", "reasons")
        return self.said(("kept", {"what": "mandate", "entry": mandate}), _stage("safety", reasons))

    def in_notification(self) -> "Made":
        """Risk, safe contact and a consent are there."""
        risk = self.wrote('{"level":"medium","text":""}', "risk")
        contact = self.wrote('{"how":"receipt","text":"Through their receipts only."}', "safe_contact")
        kept: list[Said] = [("kept", {"what": what, "entry": entry}) for what, entry in (("risk", risk), ("safe_contact", contact))]
        return self.said(*kept, CONSENT, _stage("notification"))

    def in_fact_finding(self, company: str) -> "Made":
        """A company (its id) caused it, and was told."""
        notice = self.wrote("Workers say that wages were withheld since July. Please answer within 30 days.", "notice")
        bearer: Said = ("recorded", {"fact": "duty_bearers", "values": (f"{company}:caused",)})
        return self.said(bearer, _stage("fact_finding", notice))

    def found(self, *, contested: bool = False, established: bool = False) -> "Made":
        """Noor's monitor, which reads with its role, declares its interests and makes a finding."""
        noor, case = self.world.members["Noor"], bytes.fromhex(self.case)

        def wrote(kind: str, text: str) -> str:
            return post(noor, case, Text(kind, "en", text)).hex()

        interests, evidence = wrote("interests", "A foundation pays us."), (wrote("message", "None of the payslips says a date."),)
        made: dict[str, Value] = {"conclusion": "substantiated", "grade": "strong", "evidence": evidence, "replaces": ""}
        reasons = wrote("finding", "Forty payslips, and none of them says a date.")
        say(noor, case, [("declared", {"entry": interests}), ("finding", {"entry": reasons, **made})])
        (finding,) = look(noor, case)[1].room.findings
        if contested:
            self.said(("contested", {"finding": finding.hex(), "entry": self.wrote("October was paid.", "reasons")}))
        if established:
            say(noor, case, [("established", {"finding": finding.hex()})])
        return self

    def agreed(self, *, unverified: int) -> "Made":
        """A plan is in force, as a table would write it down: what is agreed at one is another story."""
        with psycopg.connect(Cluster(self.world.server.data).url()) as connection:
            connection.execute(
                'UPDATE case_file SET plan_in_force_on = current_date, steps_unverified = %s WHERE "case" = %s',
                (unverified, bytes.fromhex(self.case)),
            )
        return self

    def carried_out(self) -> "Made":
        """From a finding on: a plan is carried out that came about without one being established."""
        without: Said = (
            "stage",
            {"stage": "negotiation", "reason": "no_finding_needed", "entry": self.wrote("They say it.", "reasons")},
        )
        return self.said(INVITATION, TABLE, _stage("finding"), without).agreed(unverified=2).said(_stage("implementation"))

    def read_by(self, name: str, role: str = "") -> "Made":
        """Another organisation of the world reads it from now on."""
        admit(self.sita, bytes.fromhex(self.case), self.listed(name), role)
        return self

    def listed(self, name: str) -> Organisation:
        """An organisation of the world that accepts reports."""
        _, listed = directory(self.sita.door, self.sita.pins)
        return next(one for one in listed if one.organisation.hex() == self.world.organisations[name])


def _stage(stage: str, entry: str = "") -> Said:
    return ("stage", {"stage": stage, "reason": "", "entry": entry})
