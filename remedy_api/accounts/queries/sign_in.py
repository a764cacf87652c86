"""What a login is answered before anything is proven: the same in shape and time whether somebody has it or not."""

from sqlmodel import Session, col, select

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
    # Both are always made and one query always asked; only then it is chosen which to give.
    made_up = tuple(nobody(session, key, what) for what in ("user", f"slot/{kind}", "salt"))
    found = session.exec(
        select(Person.person, Slot.slot, Slot.salt)
        .join(Slot, (col(Slot.person) == Person.person) & (col(Slot.type) == kind))
        .where(Person.login == key)
    ).one_or_none()
    user, slot, salt = found or made_up
    return user, slot, salt or b""
