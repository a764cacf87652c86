"""What a login is answered before anything is proven: the same in shape and time whether somebody has it or not."""

from sqlalchemy import LargeBinary, func, literal, select
from sqlmodel import Session, col

from remedy_api.accounts.concealment import login_of, nobody
from remedy_api.accounts.models import Person, Slot
from remedy_api.accounts.schemas.account import LANES, MEMORY_KIB, PASSES, Kdf, RecoveryParameters, SignInParameters
from remedy_api.accounts.states import SlotType

_KDF = Kdf(name="argon2id", memory_kib=MEMORY_KIB, passes=PASSES, lanes=LANES)


def sign_in_parameters(session: Session, login: str) -> SignInParameters:
    """Ids and salt of a login; made up, and always the same, for one that nobody has."""
    user, slot, salt = _parameters(session, login, SlotType.PASSPHRASE)
    return SignInParameters(user=user, slot=slot, salt=salt, kdf=_KDF)


def recovery_parameters(session: Session, login: str) -> RecoveryParameters:
    """Ids of a login; made up, and always the same, for one that nobody has."""
    user, slot, _ = _parameters(session, login, SlotType.RECOVERY)
    return RecoveryParameters(user=user, slot=slot)


def _parameters(session: Session, login: str, kind: SlotType) -> tuple[bytes, bytes, bytes]:
    key = login_of(session, login)
    user, slot, salt = (nobody(session, key, what) for what in ("user", f"slot/{kind}", "salt"))
    # The database answers one row of the same kind in any case, made up or not, after looking in the same two places:
    # so that the time it takes does not tell either.
    asked = select(literal(key, LargeBinary).label("login")).subquery()
    found = func.coalesce(col(Person.person), literal(user, LargeBinary))
    query = (
        select(
            found,
            func.coalesce(col(Slot.slot), literal(slot, LargeBinary)),
            func.coalesce(col(Slot.salt), literal(salt, LargeBinary)),
        )
        .select_from(asked)
        .outerjoin(Person, col(Person.login) == asked.c.login)
        .outerjoin(Slot, (col(Slot.person) == found) & (col(Slot.type) == kind))
    )
    row = session.connection().execute(query).one()
    return row[0], row[1], row[2]


def slot_to_open(session: Session, user: bytes, kind: SlotType) -> tuple[bytes | None, bytes]:
    """The slot that a proof of this kind opens for a user and the hash to compare it with; for nobody, no slot and a
    hash that nothing has. One row in any case.
    """
    asked = select(literal(user, LargeBinary).label("user")).subquery()
    query = (
        select(col(Slot.slot), func.coalesce(col(Slot.auth_hash), literal(bytes(32), LargeBinary)))
        .select_from(asked)
        .outerjoin(Slot, (col(Slot.person) == asked.c.user) & (col(Slot.type) == kind))
    )
    row = session.connection().execute(query).one()
    return row[0], row[1]
