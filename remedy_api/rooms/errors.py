"""What can go wrong in a room."""

from collections.abc import Iterator
from contextlib import contextmanager

from remedy_api.kit.errors import Conflict, Forbidden, Problem, Stale, TooMany
from remedy_api.kit.i18n import _N
from remedy_api.sealing.errors import Code, SealError


class SealRefused(Problem):
    """The bytes are not sealed or signed as the protocol says; `reason` is the protocol's word for why."""

    code = "seal-refused"
    status_hint = "invalid"
    message = _N("What was sent is not sealed as it must be (%(reason)s). Nothing was kept.")


class StaleRoster(Stale):
    """An organisation has a newer key than the one this was sealed for."""

    code = "stale-roster"
    message = _N("An organisation has changed its key in the meantime. Load its key again and seal anew.")


class StaleEpoch(Stale):
    """A new epoch began, or must begin first because a reader's key changed."""

    code = "stale-epoch"
    message = _N("Who reads this conversation has changed in the meantime. Load it again and write anew.")


class WrongDay(Conflict):
    """A member signed an event of another day than today: nobody may date an acknowledgement back."""

    code = "wrong-day"
    message = _N("The date of this device is wrong. Correct it, then try again.")


class PersonNeeded(Forbidden):
    """A program signed a step that decides something."""

    code = "person-needed"
    message = _N("A program cannot sign this step. Somebody must look at it and sign it herself.")


class RoomTaken(Conflict):
    """The id of the room is in use."""

    code = "room-taken"
    message = _N("This report carries an id that is already in use. Please seal and send it again.")


class EntryTaken(Conflict):
    """The id of the entry is in use in its room."""

    code = "entry-taken"
    message = _N("This message carries an id that is already in use. Please seal and send it again.")


class RoomWithdrawn(Conflict):
    """The reporter withdrew; nothing can be added."""

    code = "room-withdrawn"
    message = _N("This report was withdrawn. Nothing can be added to it.")


class RoomFull(Conflict):
    """The room holds as much as it may."""

    code = "room-full"
    message = _N("Nothing more can be added here. Please file a new report.")


class NotNow(Conflict):
    """The step does not follow from where the room stands."""

    code = "not-now"
    message = _N("This step is not possible at this point.")


class NotForThisKind(Conflict):
    """What an organisation is keeps it out of this room, or of this role."""

    code = "not-for-this-kind"
    message = _N("This organisation cannot be given access in this way. Companies never read the workers' room.")


class DisclosureWrong(Problem):
    """What is to be shown is no entry that the organisation reads among the workers, or not the one that was signed."""

    code = "disclosure-wrong"
    message = _N("What is to be shown is not what was signed, or your organisation does not read it. Nothing was shown.")


class NotYours(Forbidden):
    """Somebody signed for another, or what only others may decide."""

    code = "not-yours"
    message = _N("This step has to be signed by yourself, and only some people can take it.")


class InterestsMissing(Problem):
    """A monitor that has not said what ties it to those concerned makes no finding."""

    code = "interests-missing"
    message = _N("First write down and declare what ties your organisation to those concerned. Then make the finding.")


class ShareSpent(TooMany):
    """A company has said as much at a table as one may in a day; `seconds` until the next."""

    code = "share-spent"
    message = _N("Your organisation has done as much at this table as it can in one day. Go on tomorrow.")


class KeptBack(Conflict):
    """What is left of a table is for the workers' side, or for the other companies."""

    code = "kept-back"
    message = _N("Your part of this table is used up. What is left is for others. Ask the workers' side to open another table.")


_TOLD_APART: dict[Code, type[Problem]] = {
    Code.STALE_EPOCH: StaleEpoch,
    Code.STALE_ROSTER: StaleRoster,
    Code.AFTER_WITHDRAWAL: RoomWithdrawn,
    Code.NOT_ENTITLED: NotYours,
}


_TOLD_APART_BY_PLACE: dict[tuple[Code, str], type[Problem]] = {
    (Code.WRONG_EVENT, "no interests declared"): InterestsMissing,
}
"""What the protocol refuses under one name, and people can do something about."""


@contextmanager
def refusals() -> Iterator[None]:
    """Tell the protocol's refusals as problems."""
    try:
        yield
    except SealError as error:
        apart = _TOLD_APART_BY_PLACE.get((error.code, error.where)) or _TOLD_APART.get(error.code)
        raise (apart() if apart else SealRefused(reason=error.code.value)) from error
