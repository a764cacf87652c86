"""Everybody in the demonstration, each with a passphrase and a device of her own; and the organisations they speak for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from remedy_api.cli.client import joining, organisations
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import Member, enter
from remedy_api.cli.client.rooms import Keys
from remedy_api.cli.demo.doors import Doors
from remedy_api.cli.demo.world import Told
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys
from remedy_api.sealing.receipt import new_r
from remedy_api.sealing.words import generate_passphrase

RECEIVING = ("worker_organisation", "monitor", "coordinator")


class Device(Member):
    """A member's device in a session that is over in a moment: it fetches the keys of her organisations once, as a page does."""

    _opened: Keys | None = None

    def my_keys(self) -> dict[bytes, AccountKeys | OrganisationKeys]:
        """Every key of every organisation that confirmed her, by kid."""
        if self._opened is None:
            self._opened = super().my_keys()
        return dict(self._opened)


def _device(member: Member) -> Device:
    return Device(member.door, member.instance, member.keys, member.secret, member.way, member.vault, member.vault_version)


@dataclass
class Person:
    """Somebody invented. `ago`: of which day her session is."""

    told: Told
    passphrase: str = field(repr=False)
    member: Member
    ago: int
    lock: threading.RLock = field(default_factory=threading.RLock)


@dataclass
class Cast:
    """Everybody, by the names the files of the world use. Ids are those the doors gave."""

    doors: Doors
    intake: Door
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    companies: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def acting(self, name: str) -> Iterator[Member]:
        """Somebody at her device, alone, in a session of the day that it is. No session lives as long as these days are apart."""
        person = self.people[name]
        with person.lock:
            if person.ago != self.doors.ago:
                person.member, person.ago = _device(enter(person.member.door, person.member.way)), self.doors.ago
            yield person.member

    def speaker(self, organisation: str) -> str:
        """Who speaks for an organisation: the first of its people."""
        return next(name for name, person in self.people.items() if person.told.get("organisation") == organisation)

    def keep(self, told: Told, passphrase: str, member: Member) -> None:
        """Somebody has an account now."""
        self.people[told["key"]] = Person(told, passphrase, member, self.doors.ago)


def set_up(doors: Doors, token: str, programme: Told) -> Cast:
    """The programme and its administrator, as the first start makes them."""
    cast, first, passphrase = Cast(doors, Door(doors.intake)), programme["administrator"], generate_passphrase()
    said = {name: programme[name] for name in ("name", "languages", "default_language", "privacy", "help")}
    member = joining.set_up(
        Door(doors.casework), token, said, name=first["name"], email=first["email"], passphrase=passphrase, recovery=new_r()
    )
    cast.keep(first, passphrase, member)
    return cast


def add_organisation(cast: Cast, told: Told) -> None:
    """An organisation of the programme, to which nobody belongs yet."""
    wanted = {
        "name": told["name"],
        "kind": told["kind"],
        "country": told["country"],
        "languages": told["languages"],
        "description": told["description"],
        "accepts_reports": told["kind"] in RECEIVING,
    }
    with cast.acting("administrator") as anna:
        made = anna.door.send("POST", "/v1/organisations", wanted).json()
    cast.organisations[told["key"]] = bytes.fromhex(made["organisation"])
    cast.kinds[told["key"]] = told["kind"]


def add_person(cast: Cast, told: Told) -> None:
    """Somebody comes into her organisation: its first manager makes its key, everybody else is invited and confirmed."""
    organisation, passphrase = told["organisation"], generate_passphrase()
    first = organisation not in cast.fingerprints
    inviter = "administrator" if first else cast.speaker(organisation)
    named = cast.organisations[organisation]
    with cast.acting(inviter) as member:
        link = organisations.invite(member, named, "manager" if first else "member")
    newcomer = joining.accept(
        Door(cast.doors.casework),
        link,
        name=told["name"],
        email=told["email"],
        language=told["language"],
        passphrase=passphrase,
        recovery=new_r(),
    )
    if first:
        cast.fingerprints[organisation] = organisations.found(newcomer, named, new_r()).fingerprint.hex()
    else:
        with cast.acting(inviter) as member:
            organisations.confirm(member, named, link.invitation)
        joining.check_confirmations(newcomer)
    cast.keep(told, passphrase, newcomer)
