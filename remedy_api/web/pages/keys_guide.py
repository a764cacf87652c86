"""The words of three short guides on keys. What a button is called stands in its own sentence, as the page calls it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from remedy_api.kit.i18n import _N

TITLE = _N("When people come and go: three short guides")
INTRODUCTION = _N(
    "Reports to your organisation are locked with its key. Every member opens that key on her own device. When somebody leaves, "
    "or loses a device or a paper, the rest of you must do a few things. Here they are, step by step."
)


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence; `names` are words of the pages that it repeats, marked for translation where they stand."""

    sentence: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a guide: steps in their order, or things to know."""

    heading: str
    steps: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide; `anchor` is where links lead."""

    anchor: str
    title: str
    about: str
    parts: tuple[Part, ...]


def told(sentence: str, **names: str) -> Told:
    """A sentence with the words of the pages that it repeats."""
    return Told(sentence, names)


REMOVE, PEOPLE = _N("Remove"), _N("People")

LEAVING = Guide(
    "member-removed",
    _N("Somebody leaves your organisation"),
    _N("Any manager can do this, in two minutes. Do it on the day the person leaves."),
    (
        Part(
            _N("What to do"),
            steps=(
                told(_N("Sign in and open the page of your organisation. Go to “%(people)s”."), people=PEOPLE),
                told(_N("Press “%(remove)s” beside the name."), remove=REMOVE),
                told(_N("Read what is asked and press “%(yes)s”."), yes=_N("Remove for good")),
                told(_N("Look at the list again: the name is gone.")),
            ),
        ),
        Part(
            _N("What this does"),
            notes=(
                told(_N("Your organisation gets a new key. Everybody else receives it by itself; nobody has to do anything.")),
                told(_N("The person is signed out everywhere at once and opens nothing that comes from now on.")),
                told(_N("Programs that the person answers for leave at the same time and stop working.")),
                told(_N("In every report and case, the next thing that somebody writes is locked with the new key.")),
                told(_N("What the person has already read or kept cannot be taken back.")),
            ),
        ),
        Part(
            _N("Good to know"),
            notes=(
                told(_N("You cannot remove yourself. Another manager does it, so there should always be two.")),
                told(_N("A program that you still need joins anew, with an invitation of whoever answers for it next.")),
                told(_N("If the person knew where the organisation's recovery code lies, put it somewhere else today.")),
            ),
        ),
    ),
)

LOST = Guide(
    "device-lost",
    _N("A manager has lost her device"),
    _N("A telephone or computer is gone or stolen. The same holds for every member, not only for managers."),
    (
        Part(
            _N("She knows her passphrase"),
            steps=(
                told(_N("Sign in on any other device and open “%(account)s”."), account=_N("My account")),
                told(_N("Press “%(end)s”. The lost device is locked at that moment."), end=_N("End all other sessions")),
                told(
                    _N("If tokens of programs lay on it, press “%(revoke)s” at each of them under “%(programs)s”."),
                    revoke=_N("Revoke"),
                    programs=_N("Programs"),
                ),
                told(
                    _N("If somebody may have seen the passphrase, press “%(change)s” as well."), change=_N("Change the passphrase")
                ),
            ),
        ),
        Part(
            _N("She has only her own recovery code on paper"),
            steps=(
                told(
                    _N("On the page to sign in, press “%(forgot)s”."),
                    forgot=_N("I forgot my passphrase and have my recovery code"),
                ),
                told(_N("Type your mail address and the code.")),
                told(
                    _N("Choose a new passphrase and write down the new code. The old code stops working; other devices are locked.")
                ),
            ),
        ),
        Part(
            _N("She has neither: another manager takes her in again"),
            steps=(
                told(
                    _N("Another manager removes her from “%(people)s”, as in the first guide. The lost device opens nothing new."),
                    people=PEOPLE,
                ),
                told(
                    _N("To keep her mail address she asks the administrator to close her old account (“%(accounts)s”)."),
                    accounts=_N("Accounts"),
                ),
                told(
                    _N("The manager makes a link under “%(invite)s”, as a manager, and hands it to her personally."),
                    invite=_N("Invite somebody"),
                ),
                told(_N("She opens the link and makes a new account with a new passphrase and a new code.")),
                told(
                    _N("The same manager presses “%(confirm)s”. Now she opens all reports again, old ones too."),
                    confirm=_N("Confirm"),
                ),
            ),
        ),
        Part(
            _N("Good to know"),
            notes=(
                told(
                    _N("Nobody else can open her old account, not even the administrator. That is why the code on paper matters.")
                ),
                told(_N("Hand over links only to somebody you see or hear: that is how you know that it is her.")),
                told(_N("The other members see in the list of people that she was taken in again.")),
                told(_N("If she was the only manager, read the third guide.")),
            ),
        ),
    ),
)

PAPER = Guide(
    "recovery-key",
    _N("The recovery code of your organisation"),
    _N("It was printed or written down on the day when your organisation made its key. It is for the day when no manager is left."),
    (
        Part(
            _N("What it is"),
            notes=(
                told(_N("In the list of people it stands as “%(paper)s”."), paper=_N("Printed recovery code of the organisation")),
                told(_N("A member who holds it can make herself a manager. Nothing else can, not even the administrator.")),
                told(_N("It does nothing for somebody who is no member, so there should always be two members or more.")),
                told(_N("It is not the recovery code of a person. Everybody has one of those as well.")),
            ),
        ),
        Part(
            _N("Where to keep it"),
            notes=(
                told(_N("On paper only, never as a photo, in a mail or on a computer.")),
                told(
                    _N("In a closed envelope with the day on it, in a safe or with somebody you trust, best outside of the office.")
                ),
                told(_N("Two people should know where it is. Look once a year whether it is still there and closed.")),
                told(_N("It cannot be exchanged for another. If it is lost, make sure that you always have two managers or more.")),
                told(_N("If a stranger may have seen it, look at the list of people often and remove whom you do not know.")),
            ),
        ),
        Part(
            _N("How to use it"),
            steps=(
                told(
                    _N("A member signs in, opens the page of the organisation and the part “%(use)s”."),
                    use=_N("No manager is left? Use the printed recovery code"),
                ),
                told(_N("She types the code and presses “%(make)s”."), make=_N("Make me a manager")),
                told(_N("She removes the managers who are gone, as in the first guide.")),
                told(_N("She makes a second manager, closes the envelope again and puts it back. The code goes on working.")),
            ),
        ),
    ),
)

GUIDES = (LEAVING, LOST, PAPER)
