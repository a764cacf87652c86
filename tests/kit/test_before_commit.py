"""The last thing before a commit: once, after all rows, and never for what was rolled back."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, text

from remedy_api.kit.db.session import before_commit, transaction


def test_it_is_done_once_by_the_transaction_itself_and_not_by_its_savepoints(engine: Engine) -> None:
    done: list[str] = []
    with transaction(engine) as session:
        session.execute(text("SELECT 1"))
        before_commit(session, lambda: done.append("first"))
        with session.begin_nested():
            session.execute(text("SELECT 1"))
        assert done == []
        session.commit()
        assert done == ["first"]
        session.execute(text("SELECT 1"))
    assert done == ["first"]


def test_what_was_rolled_back_is_not_done_by_what_follows(engine: Engine) -> None:
    done: list[str] = []
    with Session(engine) as session:
        session.execute(text("SELECT 1"))
        before_commit(session, lambda: done.append("rolled back"))
        session.rollback()
        session.execute(text("SELECT 1"))
        session.commit()
    assert done == []


def test_what_it_raises_rolls_back(engine: Engine) -> None:
    def fail() -> None:
        raise ValueError

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE noted (n int)")
    try:
        with pytest.raises(ValueError), transaction(engine) as session:
            session.execute(text("INSERT INTO noted VALUES (1)"))
            before_commit(session, fail)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM noted").scalar_one() == 0
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE noted")
