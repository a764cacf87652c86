"""People and organisations made by the command line's client, so that a browser test begins where its story begins."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext

from remedy_api.cli.client import joining
from remedy_api.cli.client import organisations as chains
from remedy_api.cli.client.codec import b64, unb64, unhex
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import Member, sign_in
from remedy_api.sealing.box import seal_session
from remedy_api.sealing.receipt import ORGANISATION_RECOVERY, RECOVERY, format_code, new_r
from tests.browser.casework_people import Person
from tests.fixtures.server import Server

PASSPHRASE = "marble ocean tiger velvet window yellow zebra"
LANGUAGES = ["en", "nl", "fr", "es", "ar"]
UNION, MONITOR = "Garment Workers Union", "Night Watch Monitor"


@dataclass
class World:
    """A programme that is set up, and what its people would know of it."""

    server: Server
    open_context: Callable[..., BrowserContext]
    anna: Member
    organisations: dict[str, str] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    recovery: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)

    def organisation(self, name: str, kind: str, manager: str) -> str:
        """An organisation with its key, its code on paper and its first manager (their first name); its id."""
        wanted = {
            "name": name,
            "kind": kind,
            "country": "IN",
            "languages": ["en", "ar"],
            "description": {"en": "We stand by workers.", "ar": "نقف إلى جانب العمال."},
            "accepts_reports": kind in ("worker_organisation", "monitor", "coordinator"),
        }
        made = str(self.anna.door.send("POST", "/v1/organisations", wanted).json()["organisation"])
        link = chains.invite(self.anna, bytes.fromhex(made), "manager")
        paper = new_r()
        chains.found(self.joins(manager, link), bytes.fromhex(made), paper)
        self.papers[name] = format_code(paper, ORGANISATION_RECOVERY)
        self.organisations[name] = made
        return made

    def joins(self, who: str, link: chains.Link) -> Member:
        """Somebody makes an account with a link."""
        recovery = new_r()
        self.recovery[who] = format_code(recovery, RECOVERY)
        self.members[who] = joining.accept(
            Door(self.server.casework),
            link,
            name=who,
            email=address(who),
            language="en",
            passphrase=PASSPHRASE,
            recovery=recovery,
        )
        return self.members[who]

    def confirmed(self, who: str, organisation: str, inviter: str) -> Member:
        """Somebody is invited by a manager, accepts and is confirmed."""
        named = bytes.fromhex(organisation)
        link = chains.invite(self.members[inviter], named, "member")
        member = self.joins(who, link)
        chains.confirm(self.members[inviter], named, link.invitation)
        return member

    def device(self, who: str, language: str = "en", **options: object) -> Person:
        """Somebody's own browser, signed in: the command line's client signs in, which takes a tenth of the time a page takes
        for it, and its session is handed to the browser as the page would have left it.
        """
        person = self.visitor(who, language, **options)
        member = sign_in(Door(self.server.casework), person.email, person.passphrase)
        place = self.server.casework.replace("http://", "https://")
        cookies = [{"name": name, "value": value, "url": place, "httpOnly": True} for name, value in member.door.cookies.items()]
        # Playwright asks for a typed dictionary of its own; these are plain ones with the same members.
        person.context.add_cookies(cookies)  # type: ignore[arg-type]
        live = member.door.get("/v1/session").json()
        sealed = seal_session(unb64(live["device_key"]), member.instance, member.user, unhex(live["session"]), member.secret)
        # A page without any script: sessionStorage belongs to the tab, so it can only be filled from inside.
        person.open("/privacy")
        kept = json.dumps({"session": live["session"], "sealed": b64(sealed)})
        person.page.evaluate("kept => sessionStorage.setItem('remedy.session', kept)", kept)
        person.open("/inbox")
        return person

    def visitor(self, who: str, language: str = "en", **options: object) -> Person:
        """Somebody's own browser, not signed in."""
        context = self.open_context(**options)
        return Person(who, address(who), context, self.server.casework, language=language, passphrase=PASSPHRASE)


def address(who: str) -> str:
    """Somebody's mail address."""
    return f"{who.lower()}@example.org"


def begin(server: Server, open_context: Callable[..., BrowserContext]) -> World:
    """Anna sets the programme up; a union has Sita, a monitor Noor."""
    programme = {
        "name": "Fair Work Programme",
        "languages": LANGUAGES,
        "default_language": "en",
        "privacy": {"en": "The programme keeps reports for five years.", "ar": "يحتفظ البرنامج بالبلاغات خمس سنوات."},
        "help": {"en": "Call Anna on weekdays.", "ar": "اتصلوا بآنا في أيام العمل."},
    }
    token = server.setup_link.partition("#")[2]
    anna = joining.set_up(
        Door(server.casework), token, programme, name="Anna", email=address("Anna"), passphrase=PASSPHRASE, recovery=new_r()
    )
    world = World(server, open_context, anna)
    world.organisation(UNION, "worker_organisation", "Sita")
    world.organisation(MONITOR, "monitor", "Noor")
    return world
