"""Columns refuse bytes of another length, in the database itself."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, MetaData, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column
from remedy_api.kit.db.engine import make_engine


class Apart(SQLModel):
    """Models of this test, kept out of the program's own tables."""

    metadata = MetaData()


class Checked(Apart, table=True):
    """An exact, a ranged and an optional column of bytes, and a day."""

    id: int = Field(primary_key=True)
    exact: bytes = bytes_column(4)
    ranged: bytes = bytes_column(1, 3)
    maybe: bytes | None = bytes_column(2, nullable=True)
    day: object = day_column(nullable=True)


@pytest.fixture
def checked(fresh_database: str) -> Iterator[Engine]:
    """A database with that table."""
    engine = make_engine(fresh_database, connections=2)
    Apart.metadata.create_all(engine)
    yield engine
    engine.dispose()


GOOD: dict[str, object] = {"id": 1, "exact": b"1234", "ranged": b"12", "maybe": None}


def test_bytes_of_the_right_length_are_kept(checked: Engine) -> None:
    with checked.begin() as connection:
        connection.execute(insert(Checked).values(**GOOD))
        connection.execute(insert(Checked).values(**GOOD | {"id": 2, "maybe": b"12"}))


@pytest.mark.parametrize(
    "wrong",
    [{"exact": b"123"}, {"exact": b"12345"}, {"exact": None}, {"ranged": b""}, {"ranged": b"1234"}, {"maybe": b"1"}],
)
def test_others_are_refused(checked: Engine, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), checked.begin() as connection:
        connection.execute(insert(Checked).values(**GOOD | wrong))


def test_an_error_names_no_value(checked: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, checked.begin() as connection:
        connection.execute(insert(Checked).values(**GOOD | {"exact": b"canary"}))
    assert "parameters hidden" in str(caught.value)
