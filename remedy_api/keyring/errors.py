"""What can go wrong with rosters and organisation keys."""

from remedy_api.kit.errors import Conflict, Forbidden, Problem
from remedy_api.kit.i18n import _N


class AlreadyFounded(Conflict):
    """The organisation has its key and first roster; there is only one founding."""

    code = "already-founded"
    message = _N("This organisation has been founded already.")


class SignedByAnother(Forbidden):
    """Who sends a roster is not who signed it, nor was it the organisation's recovery key."""

    code = "signed-by-another"
    message = _N("This list of members must be signed by yourself or with the organisation's recovery code.")


class NamesOthers(Problem):
    """The roster names somebody who may not be named, or leaves somebody out who must be."""

    code = "roster-names-others"
    message = _N("This list names other members than it may. People come in by being invited and confirmed.")


class RecoveryKeyDropped(Problem):
    """Without the printed recovery key one lost manager would end the chain."""

    code = "recovery-key-dropped"
    message = _N("The organisation's recovery code must stay a manager in the list.")


class NobodyManages(Problem):
    """A recovery key alone cannot run an organisation."""

    code = "nobody-manages"
    message = _N("At least one person must stay a manager.")


class ProgramsManageNothing(Problem):
    """A roster names a program as a manager."""

    code = "programs-manage-nothing"
    message = _N("A program cannot be a manager.")


class ProgramWithoutKeeper(Problem):
    """A roster names a program, but not the person who answers for it."""

    code = "program-without-keeper"
    message = _N("A program is in this list without the person who answers for it. It leaves with her: she holds its keys.")


class WrongWraps(Problem):
    """The organisation's secret must be sealed to everybody who needs it, and to nobody else."""

    code = "wrong-wraps"
    message = _N("The organisation's key was not sealed to exactly the members who need it.")


class EpochWanted(Problem):
    """The roster names a new key that did not come along."""

    code = "epoch-wanted"
    message = _N("This list names a new key of the organisation, but the key did not come with it.")


class EpochNotWanted(Problem):
    """A new key came along that the roster does not name."""

    code = "epoch-not-wanted"
    message = _N("A new key of the organisation was sent that this list does not name.")


class KeyTaken(Conflict):
    """The key belongs to another organisation, or did to this one: a key is drawn afresh each time."""

    code = "key-taken"
    message = _N("This key is in use already. Load the page again and make a new one.")
