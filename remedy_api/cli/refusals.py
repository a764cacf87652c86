"""What does not hold in an export, said so that it helps: which part, and what is wrong with it."""

import re

from remedy_api.audit.verifying import Refusal
from remedy_api.kit.i18n import _N, render
from remedy_api.sealing.errors import Code

_ALTERED = _N("It was altered: it is not what was signed.")
_UNENTITLED = _N("Somebody made it who had no right to.")
_ELSEWHERE = _N("It belongs to another case or to another installation.")
_KEY = _N("The organisation's key was changed against the rules.")

WHY: dict[Code, str] = {
    **dict.fromkeys((Code.MALFORMED, Code.TRAILING_BYTES, Code.WRONG_LABEL, Code.NOT_SORTED, Code.BAD_SIGNATURE), _ALTERED),
    **dict.fromkeys((Code.WRONG_BODY, Code.WRONG_LENGTH, Code.PADDING_SIZE, Code.BAD_KEY, Code.WRONG_KID), _ALTERED),
    Code.BROKEN_CHAIN: _N("It does not fit what comes before it: something is missing, was put in, or stands in another order."),
    Code.NOT_ANNOUNCED: _N("The history does not name it as it is: something is missing or was put in."),
    Code.TWINS: _N("It is there twice."),
    Code.TOO_LARGE: _N("It is larger than it can be."),
    **dict.fromkeys((Code.FOREIGN_INSTANCE, Code.FOREIGN_ROOM, Code.FOREIGN_ORGANISATION), _ELSEWHERE),
    **dict.fromkeys((Code.FOREIGN_EPOCH, Code.FOREIGN_HEAD), _N("It belongs to another history than this one.")),
    **dict.fromkeys((Code.NOT_ENTITLED, Code.UNKNOWN_ROSTER, Code.ROSTER_WENT_BACK, Code.WRONG_FOUNDER), _UNENTITLED),
    **dict.fromkeys((Code.FOREIGN_AUTHOR, Code.UNKNOWN_SIGNER, Code.NOT_A_MANAGER), _UNENTITLED),
    **dict.fromkeys((Code.READERS_CHANGED, Code.NO_READER), _N("It names other readers than the history allows.")),
    Code.WRONG_CLOSED: _N("Messages or files that belong there are missing, were put in later, or stand in another order."),
    **dict.fromkeys(
        (Code.WRONG_EVENT, Code.UNKNOWN_EVENT, Code.UNKNOWN_KIND, Code.AFTER_WITHDRAWAL), _N("This cannot happen in such a case.")
    ),
    **dict.fromkeys((Code.EPOCH_NOT_RAISED, Code.EPOCH_JUMP, Code.KEY_NOT_CHANGED, Code.KEY_CHANGED), _KEY),
    **dict.fromkeys((Code.MANAGER_NOT_MEMBER, Code.NO_MANAGER, Code.NO_ROSTER), _N("It is no list of members that could exist.")),
    Code.ROLLED_BACK: _N("The end of the history was cut off after this file was made."),
    Code.FORKED: _N("Whoever exported it saw another history than the one in the file."),
    Code.WRONG_FINGERPRINT: _N("Neither the organisation that opened the case nor the one that exported it has these key words."),
}
"""One sentence for each refusal that an export can end in."""

_NUMBERED = {
    "events": _N("Event %(number)s"),
    "epochs": _N("List of readers %(number)s"),
    "headers": _N("Entry %(number)s"),
}
_NAMED = {
    "bodies": _N("Content of the entry %(name)s"),
    "chains": _N("Members of the organisation %(name)s"),
    "manifest.json": _N("What the file says of itself"),
    "authors.json": _N("Keys of those who signed"),
    "head.bin": _N("Signature of whoever exported it"),
    "head.sig": _N("Signature of whoever exported it"),
    "summary.txt": _N("Summary"),
    "headers": _N("The list of entries"),
}


def part(refusal: Refusal) -> str:
    """Which part of an export is meant."""
    folder, _, rest = refusal.file.partition("/")
    name = rest.partition(".")[0]
    if folder in _NUMBERED and re.fullmatch("[0-9]{6}", name):
        return render(_NUMBERED[folder], number=int(name))
    if folder == "chains" and refusal.roster is not None:
        return render(_N("Members of the organisation %(name)s, list %(number)s"), name=name, number=refusal.roster)
    return render(_NAMED[folder], name=name) if folder in _NAMED else render(_N("The file as a whole"))


def sentence(refusal: Refusal) -> str:
    """The part and what is wrong with it, in the caller's language."""
    if refusal.missing:
        why = _N("It is missing.")
    elif not refusal.file and refusal.code == Code.MALFORMED:
        why = _N("It is no export, or a byte of it was altered.")
    else:
        why = WHY.get(refusal.code, _N("It does not hold."))
    return f"{part(refusal)}: {render(why)}"
