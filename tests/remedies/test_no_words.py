"""What is written at a table and of a finding is in no row of the database, however it might be encoded."""

import base64

from sqlalchemy import Engine, text

from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation
from tests.factories.tables import Table, act, agree, promise, seat, write
from tests.fixtures.database import in_order

CANARY = "canary-of-the-night-shift"
RAW = CANARY.encode()
ENCODINGS = (RAW, RAW.hex().encode(), base64.b64encode(RAW).rstrip(b"="), CANARY.encode("utf-16-le"))


def found(engine: Engine) -> set[str]:
    """The tables in whose rows it stands."""
    with engine.connect() as connection, connection.connection.cursor() as cursor:
        hits = set()
        for table in in_order(connection):
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
                raw = b"".join(copy)
            if any(one in raw for one in ENCODINGS):
                hits.add(table)
        return hits


def test_no_row_holds_a_word(table: Table, engine: Engine) -> None:
    factory: Organisation = seat(table, "operator")
    agree(table, promise(factory), owners=[factory])
    for kind, by in (("message", None), ("minute", None), ("report", factory), ("reply", factory), ("reasons", None)):
        write(table, kind, CANARY, by=by)
    done = write(table, "report", CANARY, by=factory)
    assert act(table, "said_done", factory, step="pay", entry=done).status_code == 201
    assert found(engine) == set()
    # The control: planted where it could stand, it is found.
    make_organisation(table.founder.programme, name=CANARY, kind="monitor")
    assert "organisation" in found(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE remedy_plan SET entry = :word"), {"word": RAW.ljust(32, b"-")})
    assert "remedy_plan" in found(engine)
