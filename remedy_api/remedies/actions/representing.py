"""Who represents the workers at a table is decided in their own room. No table is left to companies alone."""

from collections.abc import Iterable

from sqlmodel import Session

from remedy_api.cases.errors import PreconditionsMissing
from remedy_api.keyring.queries import founded_by
from remedy_api.kit.errors import Failure
from remedy_api.kit.i18n import _N
from remedy_api.remedies.queries.tables import representatives_of, representing, with_companies
from remedy_api.sealing.event import Event

LEAVING = frozenset({"revoked", "entrusted"})
"""Events after which somebody may represent the workers no longer, in the case or at a table."""

_LEFT_ALONE = Failure(
    "table-left-alone",
    _N("Nobody else would represent the workers at a table of this case. Give another representative a place there first."),
)


def check_represented(session: Session, tables: Iterable[bytes], events: Iterable[Event], before: Iterable[bytes] = ()) -> None:
    """Whether somebody who represents the workers in the case now still sits at each of these tables, unless that was so
    before: `events` are what is new, in the case or at the table, and `before` who represented them at the table until then.
    A table at which no company sits may be left: nobody is alone with anybody there.

    Raises PreconditionsMissing.
    """
    named = {one for event in events if event.type in LEAVING for one in event.digests(_MEMBER[event.type])}
    leaving = set(founded_by(session, named).values()) if named else set()
    if not leaving:
        return
    wanted = with_companies(session, tables)
    speaking = representing(session, wanted)
    for table in wanted:
        sitting = representatives_of(session, table)
        alone = not any((table, one) in speaking for one in sitting)
        if alone and leaving & (sitting | set(before)):
            raise PreconditionsMissing((_LEFT_ALONE,))


_MEMBER = {"revoked": "reader", "entrusted": "fingerprint"}
