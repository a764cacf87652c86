"""The programme, which is public."""

from sqlmodel import Session, select

from remedy_api.accounts.models import Programme


def programme_of(session: Session, *, lock: bool = False) -> Programme | None:
    """The one programme, or None before the server was first started."""
    query = select(Programme)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def instance_of(session: Session) -> str:
    """The name every seal and signature of this installation is bound to; empty before the first start."""
    return session.exec(select(Programme.instance)).one_or_none() or ""
