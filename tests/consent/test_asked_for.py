"""The command line asks for the consent that the pages ask for: both judge the same list, this one and consent-fitting.test.ts."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from fastapi.testclient import TestClient

from remedy_api.cli.client import disclosures
from remedy_api.cli.client.fitting import asked_for, contents_for
from remedy_api.cli.client.member import Member
from remedy_api.cli.client.rooms import OpenRoom
from remedy_api.cli.errors import Refused
from remedy_api.sealing.content import NEVER_DISCLOSED, WORKERS_KINDS, Attachment, Text
from tests.factories.accounts import b64
from tests.factories.cases import advance, keep, open_case, prepare, stage, step, write
from tests.factories.organisations import Organisation
from tests.factories.reports import file_report, verified
from tests.factories.tables import allow

LISTED = json.loads((Path(__file__).parent / "contents.json").read_text(encoding="utf-8"))
"""Steps that name it, whether a finding names it as evidence, its kind, its form, and what is asked for."""


@pytest.mark.parametrize(("types", "evidence", "kind", "form", "contents"), LISTED)
def test_it_asks_as_listed(types: list[str], evidence: bool, kind: str, form: str, contents: list[str]) -> None:
    assert list(contents_for(types, evidence, kind, form)) == contents


def test_every_kind_is_listed() -> None:
    listed = {kind for types, evidence, kind, _, contents in LISTED if contents and not types and not evidence}
    assert listed == {*WORKERS_KINDS, "attachment"} - NEVER_DISCLOSED
    assert all(contents_for((), False, kind, "") == () for kind in NEVER_DISCLOSED)


def test_what_names_an_entry_stands_in_the_history(intake: TestClient, union: Organisation) -> None:
    case = open_case(union, file_report(intake, union))
    mandate, word = keep(case, "mandate"), write(case)
    advance(case, "notification")
    notice = prepare(case, "fact_finding")
    assert step(case, stage("fact_finding", entry=notice)).status_code == 201
    room = verified(case, case.as_reader(union.manager.client))
    said = Text("message", "en", "Thank you.")
    assert asked_for(room, word, said) == ("evidence",)
    assert asked_for(room, word, Attachment("a", "text/plain", b"")) == ("evidence",)
    assert asked_for(room, notice, said) == ("notice", "facts")
    assert asked_for(room, mandate, said) == ()


class Reached(Exception):
    """What is shown was judged fit."""


def test_something_is_shown_by_a_consent_to_what_it_is(
    intake: TestClient, union: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server would take either: no step names the entry, and only who opens it knows that these are reasons."""
    case = open_case(union, file_report(intake, union))
    entry = write(case, "reasons", "Nobody was asked.")
    agreed = {content: allow(case, content) for content in ("notice", "finding")}
    client = case.manager.client
    bodies = tuple({"body": b64(body)} for body in case.bodies(client))
    opened = OpenRoom(
        verified(case, case.as_reader(client)), case.epoch_keys, {}, {}, None, tuple(case.headers(client)), bodies, ""
    )
    member = cast(Member, SimpleNamespace(instance=case.instance))

    def reached(**_: object) -> None:
        raise Reached

    monkeypatch.setattr(disclosures, "look", lambda *_: ({}, opened))
    monkeypatch.setattr(disclosures, "make_disclosure", reached)
    with pytest.raises(Refused, match="not agreed"):
        disclosures.show(member, case.room, case.room, entry, agreed["notice"], [])
    with pytest.raises(Reached):
        disclosures.show(member, case.room, case.room, entry, agreed["finding"], [])
