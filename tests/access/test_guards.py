"""Each guard, for each kind of subject, by itself: no database, no route."""

from typing import Any

import pytest
from fastapi import APIRouter, Depends
from starlette.requests import Request

from remedy_api.access import guards
from remedy_api.access.actor import ANONYMOUS, Actor, Membership
from remedy_api.access.permissions import ADMINISTRATOR, MANAGER, MEMBER, REASONS, Permission, permissions_in
from remedy_api.access.scopes import ALWAYS, SCOPES
from remedy_api.kit.errors import Forbidden, NotFound, Problem, Unauthenticated

OWN, OTHER = bytes(16), bytes([1] * 16)


def _actor(**fields: Any) -> Actor:
    return Actor(person=bytes(16), session=bytes(16), kid=bytes(32), **fields)


SUBJECTS = {
    "anonymous": ANONYMOUS,
    "nobody's member": _actor(),
    "administrator": _actor(administrator=True),
    "member": _actor(memberships=(Membership(OWN, "worker_organisation", False),)),
    "manager": _actor(memberships=(Membership(OWN, "worker_organisation", True),)),
    "outsider": _actor(memberships=(Membership(OTHER, "buyer", True),)),
    "member who manages elsewhere": _actor(memberships=(Membership(OWN, "monitor", False), Membership(OTHER, "monitor", True))),
}
CODES: dict[str, type[Problem] | None] = {"1": Unauthenticated, "3": Forbidden, "4": NotFound, "+": None}
# One letter a subject, in the order above.
EXPECTED = {
    guards.signed_in: "1++++++",
    guards.founder: "1++++++",
    guards.administrator: "13+3333",
    guards.confirmed: "133++++",
    guards.room_reader: "144++++",
    guards.member: "143++4+",
    guards.member_or_administrator: "14+++4+",
    guards.manager_or_administrator: "14+3+43",
    guards.invitation_keeper: "14+3+++",
}


def _request(organisation: str | None) -> Request:
    params = {} if organisation is None else {"organisation": organisation}
    return Request({"type": "http", "path_params": params})


def _cases() -> list[Any]:
    return [
        pytest.param(guard, subject, CODES[code], id=f"{guard.name}: {subject}")
        for guard, row in EXPECTED.items()
        for subject, code in zip(SUBJECTS, row, strict=True)
    ]


@pytest.mark.parametrize(("guard", "subject", "refusal"), _cases())
def test_each_subject_at_each_guard(guard: guards.Guard, subject: str, refusal: type[Problem] | None) -> None:
    actor = SUBJECTS[subject]
    if refusal is None:
        assert guard(_request(OWN.hex()), actor) is actor
        return
    with pytest.raises(refusal) as raised:
        guard(_request(OWN.hex()), actor)
    assert type(raised.value) is refusal
    if refusal is Forbidden:
        assert raised.value.message != Forbidden.message, "an insider hears the reason"


@pytest.mark.parametrize("given", ["", "0", OWN.hex()[:-1], OWN.hex() + "00", "A" * 32, "zz" * 16, " " + OWN.hex(), "..", "é" * 32])
def test_an_id_that_cannot_be_is_nothing(given: str) -> None:
    for guard in (guards.member, guards.member_or_administrator):
        with pytest.raises(NotFound):
            guard(_request(given), SUBJECTS["manager"])
        with pytest.raises(NotFound):
            guard(_request(given), SUBJECTS["administrator"])
        with pytest.raises(Unauthenticated):
            guard(_request(given), ANONYMOUS)


def test_a_member_guard_without_an_organisation_lets_nobody_pass() -> None:
    """A path that forgot to name whose it is must not turn the guard into none."""
    for guard in (guards.member, guards.member_or_administrator, guards.manager_or_administrator):
        for actor in SUBJECTS.values():
            with pytest.raises((NotFound, Unauthenticated)):
                guard(_request(None), actor)


def test_the_vocabulary_is_sorted_and_whole() -> None:
    words = [permission.value for permission in Permission]
    assert words == sorted(words)
    assert set(REASONS) == ADMINISTRATOR | MANAGER
    # What is no right of people as such is a scope of tokens: rows decide it for people.
    assert set(Permission) == ADMINISTRATOR | MANAGER | set(SCOPES)
    assert {ALWAYS} == (MEMBER - set(SCOPES))
    assert not set(SCOPES) & (ADMINISTRATOR | (MANAGER - MEMBER))
    assert MEMBER < MANAGER
    assert not ADMINISTRATOR & {Permission.READ_REPORTS, Permission.SEE_MEMBERS, Permission.KEEP_MEMBERS, Permission.FILE_REPORTS}


def test_an_administrator_who_is_a_member_has_both() -> None:
    both = _actor(administrator=True, memberships=(Membership(OWN, "coordinator", False),))
    assert permissions_in(both, OWN) == ADMINISTRATOR | MEMBER
    assert permissions_in(both, OTHER) == ADMINISTRATOR


def test_guards_of_a_route_are_found_however_deep() -> None:
    router = APIRouter(dependencies=[Depends(guards.anyone)])

    def through(actor: Actor = Depends(guards.member)) -> Actor:
        return actor

    @router.get("/{organisation}", dependencies=[Depends(through)])
    def endpoint() -> None: ...

    assert {guard.name for guard in guards.guards_of(router.routes[0])} == {"anyone", "member"}
