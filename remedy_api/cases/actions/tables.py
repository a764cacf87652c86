"""The tables that a case has named. Each is of one case for ever: whichever named it first."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from remedy_api.cases.errors import PreconditionsMissing
from remedy_api.cases.models import CaseTable
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N

TABLE_TAKEN = Failure("table-taken", _N("This table cannot be opened. Try again with a new one."))


def keep_tables(session: Session, case: bytes, tables: Mapping[bytes, date]) -> None:
    """Make these, each with the day it was named, the only tables of a case. They are put in, never written over: two cases
    that name the same id at once would take the table from each other. Raises PreconditionsMissing.
    """
    session.exec(delete(CaseTable).where(col(CaseTable.case) == case, col(CaseTable.table).not_in(list(tables))))
    rows = [{"table": table, "case": case, "opened_on": day} for table, day in tables.items()]
    if not rows:
        return
    # Whoever names the same one at this moment is waited for.
    session.exec(insert(CaseTable).values(rows).on_conflict_do_nothing())
    if set(session.exec(select(CaseTable.table).where(CaseTable.case == case))) != set(tables):
        raise PreconditionsMissing((TABLE_TAKEN,))
