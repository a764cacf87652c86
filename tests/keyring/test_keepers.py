"""Who leaves takes her programs along: she holds their key files, and what is wrapped for them she could open."""

import pytest
from sqlalchemy import Engine, text

from remedy_api.keyring.actions import rosters
from tests.factories.accounts import Person
from tests.factories.organisations import Organisation, next_roster, post_roster, remove
from tests.factories.people import make_person
from tests.factories.programs import Program, make_program


def _wraps(engine: Engine, kid: bytes) -> list[int]:
    with engine.connect() as connection:
        return list(connection.scalars(text("SELECT epoch FROM organisation_wrap WHERE kid = :k ORDER BY 1"), {"k": kid}))


def _kept_by_another(union: Organisation) -> tuple[Program, Person]:
    """A program of a second manager, and her."""
    first, union.manager = union.manager, make_person(union, role="manager")
    program, keeper = make_program(union), union.manager
    union.manager = first
    return program, keeper


def test_no_roster_drops_a_keeper_and_keeps_her_program(union: Organisation, engine: Engine) -> None:
    program, keeper = _kept_by_another(union)
    answer = post_roster(union, union.manager, next_roster(union, union.manager.keys, without=keeper))
    assert (answer.status_code, answer.json()["code"]) == (422, "program-without-keeper")
    assert _wraps(engine, program.kid) == _wraps(engine, keeper.kid) == [0], "nothing changed, nothing new was wrapped"
    remove(union, keeper, also=[program.kid])
    assert _wraps(engine, program.kid) == _wraps(engine, keeper.kid) == []
    assert _wraps(engine, union.manager.kid) == [0, 1]


def test_programs_that_lost_their_keeper_before_lock_nobody_out(union: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list from before this was asked may name two of them: each can leave by itself, and everything else goes on."""
    first, keeper = _kept_by_another(union)
    before, union.manager = union.manager, keeper
    second = make_program(union, name="Mirror")
    union.manager = before
    monkeypatch.setattr(rosters, "check_keepers", lambda *_: None)
    remove(union, keeper)
    monkeypatch.undo()
    make_person(union)
    for program in (first, second):
        remove(union, program)  # type: ignore[arg-type]  # a program stands where the factory asks for a person: it has a kid
    assert not {first.kid, second.kid} & union.latest.members
