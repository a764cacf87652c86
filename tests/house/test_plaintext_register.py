"""What a seized database says stands in one place, complete, with a reason for every column that anybody could read."""

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import Column, DateTime, LargeBinary

from remedy_api.tables import METADATA

FILES = sorted((Path(__file__).parents[2] / "remedy_api").glob("plaintext_register*.toml"))
CLASSES = ("ids", "hashes", "sealed", "encrypted")
# Accounts and sign-in know instants; nothing else in the whole database is finer than a day.
INSTANTS = {"login_session.started_at", "login_session.seen_at", "login_session.ends_at", "sign_in_lane.full_at"}

REGISTER: dict[str, dict[str, Any]] = {table: rows for file in FILES for table, rows in tomllib.loads(file.read_text()).items()}


def columns() -> dict[str, Column[Any]]:
    """Every column of every table, as table.column."""
    return {f"{table.name}.{column.name}": column for table in METADATA.sorted_tables for column in table.columns}


def registered() -> dict[str, str]:
    """Every registered column with its class, or with its reason when it is plain. A twin is an error."""
    found: dict[str, str] = {}
    for table, rows in REGISTER.items():
        assert set(rows) <= {*CLASSES, "plain"}, table
        listed = [(column, kind) for kind in CLASSES for column in rows.get(kind, ())]
        for column, what in [*listed, *rows.get("plain", {}).items()]:
            assert f"{table}.{column}" not in found
            found[f"{table}.{column}"] = what
    return found


def test_every_column_is_registered_and_nothing_else() -> None:
    assert set(registered()) == set(columns())


def test_what_is_called_ciphertext_is_bytes_and_the_rest_has_a_reason() -> None:
    for name, what in registered().items():
        if what in CLASSES:
            assert isinstance(columns()[name].type, LargeBinary), name
        else:
            assert len(what) >= len("counts"), name


def test_nothing_about_a_report_is_finer_than_a_day() -> None:
    finer = {name for name, column in columns().items() if isinstance(column.type, DateTime)}
    assert finer == INSTANTS


def test_no_table_of_reports_counts_rows_by_itself() -> None:
    """A sequence would tell how many there were and in which order."""
    counted = {name for name, column in columns().items() if column.primary_key and column.autoincrement is True}
    assert counted == set()
