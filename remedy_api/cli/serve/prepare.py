"""Everything between a database that answers and doors that may open: tables, key, and the first administrator's link."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlmodel import Session, select

from remedy_api.accounts.actions.setup import issue_setup_token
from remedy_api.cli.database import bring_up_to_date
from remedy_api.cli.errors import Refused
from remedy_api.kit.clock import today
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.db.revisions import locked
from remedy_api.kit.errors import Conflict
from remedy_api.kit.i18n import _N, current_language, render
from remedy_api.kit.people_key import KeyMissing, KeyWrong, is_handed_over, key_path, people_key
from remedy_api.retention.actions.watching import believe_clock, went_back
from remedy_api.rooms.models import Room
from remedy_api.rooms.states import RoomState
from remedy_api.settings import Settings
from remedy_api.storage.erased import NAME as LEDGER
from remedy_api.storage.erased import WITHDRAWN, add_hashes, erased_hash


def prepare(settings: Settings, url: str, *, clock_is_right: bool = False) -> tuple[bytes, list[str]]:
    """Bring the tables up to date and find or make the key for people's names.

    Returns the key and what the operator must be told: until somebody has used it, a new one-time link to set the programme
    up. `clock_is_right`: somebody says so, although it shows an instant before one that was seen already. Raises Refused.
    """
    engine = make_engine(url, connections=2)
    try:
        bring_up_to_date(url)
        # One at a time on all machines: two first starts must not make two keys.
        with locked(engine) as connection, Session(connection) as session:
            with _explained():
                key = people_key(session, settings.key_file)
            session.info["people_key"] = key
            _check_clock(session, clock_is_right)
            token = _setup_token(session)
            file = key_path(session, settings.key_file)
            _begin_ledger(settings, session)
            session.commit()
    finally:
        engine.dispose()
    if token is None:
        return key, []
    return key, [
        _where_the_key_is(file),
        render(_N("Set this programme up with this link. It works once:"))
        + f"\n  {settings.casework[0]}/{current_language()}/setup#{token}",
    ]


def _where_the_key_is(file: Path) -> str:
    if is_handed_over(file):
        return render(
            _N(
                "The key for people's names was handed over by systemd and is gone from %(file)s when the service stops. Keep a "
                "copy of the file that LoadCredential names in the unit off this machine."
            ),
            file=str(file),
        )
    return render(_N("The key for people's names is in %(file)s. Keep a copy of it off this machine."), file=str(file))


def _check_clock(session: Session, is_right: bool) -> None:
    if went_back(session) and not is_right:
        raise Refused(
            _N(
                "The clock of this machine shows %(day)s, and Remedy has run later than that already. What has ended would live "
                "again. Set the clock; if it is right now and was wrong before, start once with --clock-is-right."
            ),
            day=today().isoformat(),
        )
    if is_right:
        believe_clock(session)


def _begin_ledger(settings: Settings, session: Session) -> None:
    # A machine that is new, or older than the ledger, begins with what the database can tell.
    if not (settings.data_dir / LEDGER).exists():
        withdrawn = session.exec(select(Room.room).where(Room.state == RoomState.WITHDRAWN))
        add_hashes(settings.data_dir, [erased_hash(room, WITHDRAWN) for room in withdrawn])


def _setup_token(session: Session) -> str | None:
    with suppress(Conflict):
        return issue_setup_token(session)
    return None


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except KeyMissing as error:
        raise Refused(
            _N(
                "The key for people's names and addresses is missing: put its file back at %(file)s, or name it in REMEDY_KEY_FILE."
            ),
            file=str(error),
        ) from None
    except KeyWrong as error:
        raise Refused(
            _N("The file %(file)s does not hold this programme's key for people's names and addresses. Put the right one back."),
            file=str(error),
        ) from None
    except OSError as error:
        raise Refused(
            _N("The key file %(file)s cannot be read or written. Correct who may use it, or name another in REMEDY_KEY_FILE."),
            file=str(error.filename),
        ) from None
