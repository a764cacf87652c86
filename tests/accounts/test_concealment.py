"""A copied database names nobody: names and addresses are ciphertext bound to their row, found by a keyed hash only."""

import base64
from dataclasses import dataclass

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.accounts.concealment import conceal, lane_of, login_of, nobody, reveal
from remedy_api.accounts.models import Person
from tests.factories.organisations import Organisation
from tests.factories.people import make_person

ROW, OTHER = bytes(16), bytes(15) + b"\x01"


@dataclass
class FakeSession:
    """Only what concealment looks at."""

    info: dict[str, bytes | None]


@pytest.fixture
def keyed() -> FakeSession:
    return FakeSession({"people_key": bytes(range(32))})


def test_a_name_comes_back(keyed: FakeSession) -> None:
    concealed = conceal(keyed, "Nadia নাদিয়া", column="person.name", row=ROW)
    assert reveal(keyed, concealed, column="person.name", row=ROW) == "Nadia নাদিয়া"
    assert conceal(keyed, "Nadia", column="person.name", row=ROW) != conceal(keyed, "Nadia", column="person.name", row=ROW)


def test_another_row_column_key_or_byte_opens_nothing(keyed: FakeSession) -> None:
    concealed = conceal(keyed, "Nadia", column="person.name", row=ROW)
    flipped = concealed[:-1] + bytes([concealed[-1] ^ 1])
    stranger = FakeSession({"people_key": bytes(32)})
    for session, raw, column, row in [
        (keyed, concealed, "person.name", OTHER),
        (keyed, concealed, "person.email", ROW),
        (stranger, concealed, "person.name", ROW),
        (keyed, flipped, "person.name", ROW),
    ]:
        with pytest.raises(InvalidTag):
            reveal(session, raw, column=column, row=row)


def test_lookups_depend_on_the_key_and_are_not_each_other(keyed: FakeSession) -> None:
    stranger = FakeSession({"people_key": bytes(32)})
    login = login_of(keyed, "nadia@example.org")
    assert login == login_of(keyed, "NADIA@example.org") != login_of(stranger, "nadia@example.org")
    made_up = {nobody(keyed, login, what) for what in ("user", "salt", "slot/passphrase", "slot/recovery")}
    assert len(made_up) == 4
    assert lane_of(keyed, "device", ROW) != lane_of(keyed, "strangers", ROW)


def test_a_session_without_the_key_says_so() -> None:
    with pytest.raises(RuntimeError, match="key for people"):
        login_of(FakeSession({"people_key": None}), "nadia@example.org")


def test_the_database_holds_no_name_address_token_or_proof(union: Organisation, engine: Engine) -> None:
    nadia = make_person(union, name="Canary Ofnames", email="canary.ofmail@example.org")
    token = nadia.client.cookies["__Host-session"]
    planted = [b"Canary Ofnames", b"canary.ofmail", token.encode(), base64.urlsafe_b64decode(token + "=")]
    planted += [nadia.auth(), nadia.recovery_auth(), nadia.secret, base64.b64decode(nadia.account()["passphrase"]["auth"])]
    control = b"Garment Workers"
    dump = _dump(engine)
    for canary in planted:
        assert canary not in dump, canary
        assert canary.hex().encode() not in dump, canary
    assert control in dump, "the search itself must be able to find something"


def _dump(engine: Engine) -> bytes:
    with engine.connect() as connection:
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        rows = [str(connection.execute(text(f'SELECT array_agg(t::text) FROM "{table}" t')).scalar()) for table in tables]
    return "\n".join(rows).encode()


def test_a_name_moved_to_another_row_is_not_read(union: Organisation, session: Session) -> None:
    nadia, lena = make_person(union, name="Nadia"), make_person(union, name="Lena")
    one, other = session.get_one(Person, nadia.user), session.get_one(Person, lena.user)
    one.name = other.name
    session.commit()
    assert nadia.client.get("/v1/me").status_code == 500
    assert lena.client.get("/v1/me").json()["name"] == "Lena"
