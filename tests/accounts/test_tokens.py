"""Tokens of programs: shown once, kept as a hash, narrow, short-lived, and over the moment anything says so."""

import base64
import hashlib
import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from remedy_api.accounts.actions.tokens import MOST
from remedy_api.accounts.tasks import SWEEPS
from remedy_api.deadlines import watching
from remedy_api.jobs.context import JobContext
from remedy_api.kit import clock
from remedy_api.kit.http.bearer import token_of
from remedy_api.sealing.unseal import open_organisation_secret
from remedy_api.settings import Settings
from tests.factories.accounts import Person, b64
from tests.factories.organisations import Organisation, remove
from tests.factories.people import join, make_organisation, make_person
from tests.factories.programs import Program, ask_for_token, make_program, make_token, with_token
from tests.fixtures.addresses import PEOPLE_KEY
from tests.fixtures.time import steady


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock; change its one element to turn it."""
    hands = [datetime.now(UTC)]
    monkeypatch.setattr(clock, "now", lambda: hands[0])
    return hands


@pytest.fixture
def archive(union: Organisation) -> Program:
    return make_program(union)


def status(union: Organisation, token: str) -> int:
    """What the door says to whoever shows this token."""
    return int(with_token(union.programme, token).get("/v1/me").status_code)


def test_a_token_signs_its_program_in_with_its_own_key(union: Organisation, archive: Program) -> None:
    client = with_token(union.programme, make_token(union.manager, "read-reports", program=archive))
    me = client.get("/v1/me").json()
    assert (me["user"], me["kid"], me["name"], me["email"]) == (archive.user.hex(), archive.kid.hex(), "Archive", "")
    assert me["scopes"] == ["read-reports", "see-organisation"]
    assert [(one["organisation"], one["state"], one["manager"]) for one in me["memberships"]] == [(union.hex, "confirmed", False)]
    assert me["memberships"][0]["permissions"] == ["read-reports", "see-organisation"]
    keys = client.get(f"/v1/organisations/{union.hex}/keys").json()
    sealed = base64.b64decode(keys["wraps"][-1]["wrap"])
    own = (archive.keys, archive.instance, union.organisation, union.latest.epoch, union.latest.kid)
    assert open_organisation_secret(*own, sealed).kid == union.latest.kid


def test_only_the_hash_of_a_token_is_kept(union: Organisation, archive: Program, engine: Engine) -> None:
    answer = ask_for_token(union.manager, "read-cases", program=archive, name="Nightly copy")
    token = token_of(f"Bearer {answer.json()['secret']}")
    assert token is not None
    listed = union.manager.client.get("/v1/me/tokens").text
    assert answer.json()["secret"] not in listed
    with engine.connect() as connection:
        row = dict(connection.execute(text("SELECT * FROM program_token")).mappings().one())
        dump = connection.execute(text("SELECT string_agg(t::text, '') FROM program_token t")).scalar_one()
    assert row["token_hash"] == hashlib.sha256(token).digest()
    assert token not in [value for value in row.values() if isinstance(value, bytes)]
    assert token.hex() not in dump
    assert b"Nightly copy" not in row["name"]


def test_a_token_is_in_no_log(union: Organisation, archive: Program, caplog: pytest.LogCaptureFixture) -> None:
    token = make_token(union.manager, "read-cases", program=archive)
    with caplog.at_level(logging.DEBUG):
        client = with_token(union.programme, token)
        assert client.get("/v1/me").status_code == 200
        assert client.get("/v1/sessions").status_code == 403
        assert with_token(union.programme, token[:-1] + "A").get("/v1/me").status_code in (200, 401)
    assert caplog.records
    kept = token.removeprefix("remedy_")[:20]
    assert not [record for record in caplog.records if kept in record.getMessage() or kept in str(record.args)]


def test_tokens_are_listed_to_their_keeper_alone(union: Organisation, archive: Program) -> None:
    made = ask_for_token(union.manager, "read-cases", program=archive, days=365).json()["made"]
    (item,) = union.manager.client.get("/v1/me/tokens").json()["items"]
    assert item == made
    assert (item["program"], item["used_on"]) == ("Archive", None)
    assert datetime.fromisoformat(item["expires_on"]) - datetime.fromisoformat(item["made_on"]) == timedelta(days=365)
    assert make_person(union).client.get("/v1/me/tokens").json()["items"] == []


def test_its_last_use_is_a_day(union: Organisation, archive: Program) -> None:
    token = make_token(union.manager, "read-cases", program=archive)
    assert status(union, token) == 200
    (item,) = union.manager.client.get("/v1/me/tokens").json()["items"]
    assert item["used_on"] == clock.today().isoformat()


def test_making_one_proves_the_passphrase_again(union: Organisation, archive: Program) -> None:
    wrong = b64(union.manager.auth("something else"))
    answers = [ask_for_token(union.manager, "read-cases", program=archive, current_auth=wrong) for _ in range(12)]
    assert answers[0].json()["code"] == "proof-failed"
    assert answers[-1].status_code == 429
    assert union.manager.client.get("/v1/me/tokens").json()["items"] == []


def test_a_persons_own_account_is_read_with_a_token_and_no_more(union: Organisation) -> None:
    nadia = make_person(union)
    for scope in ("write-entries", "sign-steps", "file-reports", "change-supply-chain"):
        answer = ask_for_token(nadia, scope, "read-reports")
        assert (answer.status_code, answer.json()["code"]) == (422, "key-needed"), scope
    client = with_token(union.programme, make_token(nadia, "read-reports"))
    assert client.get("/v1/me").json()["user"] == nadia.user.hex()
    assert client.get(f"/v1/organisations/{union.hex}/reports").status_code == 200


def test_no_token_administers(union: Organisation) -> None:
    administrator = union.programme.administrator
    client = with_token(union.programme, make_token(administrator, "read-supply-chain"))
    assert client.get("/v1/me").json()["administrator"] is False
    assert client.get("/v1/organisations").json()["items"] == []
    assert client.get("/v1/people").status_code == 403
    assert client.get("/v1/sites").status_code == 403


def test_a_token_for_one_organisation_sees_no_other(union: Organisation) -> None:
    other = make_organisation(union.programme)
    nadia = make_person(union)
    join(nadia, other)
    client = with_token(union.programme, make_token(nadia, "read-cases", organisation=other.hex))
    assert [one["organisation"] for one in client.get("/v1/me").json()["memberships"]] == [other.hex]
    assert [one["organisation"] for one in client.get("/v1/organisations").json()["items"]] == [other.hex]
    assert client.get(f"/v1/organisations/{union.hex}/cases").status_code == 404
    assert client.get(f"/v1/organisations/{other.hex}/cases").status_code == 200
    assert ask_for_token(make_person(union), "read-cases", organisation=other.hex).status_code == 404


def test_scopes_are_of_the_list(union: Organisation, archive: Program) -> None:
    offered = {one["scope"] for one in union.programme.stranger().client.get("/v1/scopes").json()}
    assert {"read-cases", "write-entries"} <= offered
    for scopes in ([], ["keep-members"], ["see-organisation"], ["read-cases", "read-cases"], ["write-entries"], ["everything"]):
        assert ask_for_token(union.manager, *scopes, program=archive).status_code == 422, scopes
    for days in (0, 366):
        assert ask_for_token(union.manager, "read-cases", program=archive, days=days).status_code == 422


def test_programs_of_others_are_not_there(union: Organisation, archive: Program) -> None:
    second = make_person(union, role="manager")
    assert ask_for_token(second, "read-cases", program=archive).status_code == 404
    assert ask_for_token(union.manager, "read-cases", program=Program(archive.instance)).status_code == 404


def test_one_person_answers_for_so_many_tokens(union: Organisation, archive: Program, engine: Engine) -> None:
    make_token(union.manager, "read-cases", program=archive)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO program_token SELECT substr(sha256(n::text::bytea), 1, 16), person, keeper, name,"
                " sha256(n::text::bytea), scopes, organisation, made_on, expires_on, used_on"
                " FROM program_token, generate_series(2, :most) n"
            ).bindparams(most=MOST)
        )
    assert ask_for_token(union.manager, "read-cases", program=archive).json()["code"] == "too-many-tokens"


def test_revoked_it_is_over_at_once(union: Organisation, archive: Program) -> None:
    made = ask_for_token(union.manager, "read-cases", program=archive).json()
    assert status(union, made["secret"]) == 200
    path = f"/v1/me/tokens/{made['made']['token']}"
    assert make_person(union, role="manager").client.delete(path).status_code == 404
    assert status(union, made["secret"]) == 200
    assert union.manager.client.delete(path).status_code == 204
    assert status(union, made["secret"]) == 401
    assert union.manager.client.delete(path).status_code == 404


def test_its_last_day_is_the_last(union: Organisation, archive: Program, hands: list[datetime]) -> None:
    token = make_token(union.manager, "read-cases", program=archive, days=1)
    hands[0] += timedelta(days=1)
    assert status(union, token) == 200
    hands[0] += timedelta(days=1)
    answer = with_token(union.programme, token).get("/v1/me")
    assert (answer.status_code, answer.json()["code"], answer.headers["www-authenticate"]) == (401, "token-unknown", "Bearer")


def test_what_has_expired_is_deleted(
    union: Organisation,
    archive: Program,
    hands: list[datetime],
    engine: Engine,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_token(union.manager, "read-cases", program=archive, days=1)
    make_token(union.manager, "read-cases", program=archive, days=2)
    hands[0] += timedelta(days=2)
    monkeypatch.setattr(watching, "database_day", lambda session: clock.today())
    steady(engine)
    (tidy,) = (sweep for sweep in SWEEPS if sweep.name == "accounts.tidy")
    tidy.run(JobContext(settings, engine, PEOPLE_KEY))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM program_token")).scalar_one() == 1


def test_a_change_of_the_passphrase_ends_them(union: Organisation, archive: Program) -> None:
    token = make_token(union.manager, "read-cases", program=archive)
    sent = {"current_auth": b64(union.manager.auth()), "slot": union.manager.passphrase_slot("another one entirely")}
    assert union.manager.client.put("/v1/me/passphrase", json=sent).status_code == 200
    assert status(union, token) == 401


def test_recovery_ends_them(union: Organisation, archive: Program) -> None:
    token = make_token(union.manager, "read-cases", program=archive)
    sent = {"user": union.manager.user.hex(), "auth": b64(union.manager.recovery_auth())}
    assert union.manager.elsewhere().client.post("/v1/recovery", json=sent).status_code == 201
    assert status(union, token) == 401


def test_the_end_of_other_sessions_keeps_them_and_the_page_says_so(union: Organisation, archive: Program) -> None:
    """A program does not stop because its keeper tidies up her browsers."""
    tokens = [make_token(union.manager, "read-cases", program=archive), make_token(union.manager, "read-cases")]
    elsewhere = union.manager.elsewhere()
    assert elsewhere.sign_in().status_code == 201
    assert union.manager.client.delete("/v1/sessions").status_code == 204
    assert elsewhere.client.get("/v1/me").status_code == 401
    assert [status(union, token) for token in tokens] == [200, 200]


def test_the_closing_of_an_account_ends_those_that_read_with_it(union: Organisation, engine: Engine) -> None:
    """Refused, because the account is closed; and gone, so that nothing is left to refuse."""
    keeper = make_person(union)
    token = make_token(keeper, "read-cases")
    assert status(union, token) == 200
    assert union.programme.administrator.client.delete(f"/v1/people/{keeper.user.hex()}").status_code == 204
    assert status(union, token) == 401
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM program_token")).scalar_one() == 0


def keeper_of_a_program(union: Organisation) -> tuple[Person, Program, str]:
    """A second manager, her program, and a token of it."""
    first, second = union.manager, make_person(union, role="manager")
    union.manager = second
    program = make_program(union)
    union.manager = first
    return second, program, make_token(second, "read-cases", program=program)


def test_the_keepers_leaving_ends_them_for_good(union: Organisation) -> None:
    keeper, program, token = keeper_of_a_program(union)
    assert status(union, token) == 200
    join(keeper, make_organisation(union.programme))
    remove(union, keeper, also=[program.kid])
    assert status(union, token) == 401
    # She has an account still, and a program: by it she reads nothing any more.
    assert keeper.sign_in().status_code == 201
    assert keeper.client.get("/v1/me/programs").json()["items"][0]["organisations"] == []
    client = with_token(union.programme, make_token(keeper, "read-cases", program=program))
    assert client.get("/v1/me").status_code == 200
    assert client.get(f"/v1/organisations/{union.hex}/cases").status_code == 404
    assert client.get(f"/v1/organisations/{union.hex}/keys").status_code == 404


def test_the_closing_of_the_keepers_account_ends_them(union: Organisation) -> None:
    keeper, program, token = keeper_of_a_program(union)
    administrator = union.programme.administrator.client
    assert administrator.delete(f"/v1/people/{keeper.user.hex()}").status_code == 204
    assert status(union, token) == 401
    closed = {one["user"]: one["closed"] for one in administrator.get("/v1/people").json()["items"]}
    assert closed[program.user.hex()] and closed[keeper.user.hex()] and not closed[union.manager.user.hex()]


def test_the_closing_and_the_removal_of_the_program_end_them(union: Organisation, archive: Program) -> None:
    token = make_token(union.manager, "read-cases", program=archive)
    # A program stands where the factory asks for a person: it has the same keys.
    remove(union, archive)  # type: ignore[arg-type]
    assert status(union, token) == 401
    second = make_program(union)
    token = make_token(union.manager, "read-cases", program=second)
    assert union.programme.administrator.client.delete(f"/v1/people/{second.user.hex()}").status_code == 204
    assert status(union, token) == 401
    assert ask_for_token(union.manager, "read-cases", program=second).status_code == 404
