"""What the program itself says about privacy and accessibility. Each sentence is about what the code does: when that changes,
these change too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from remedy_api.kit.i18n import _N

STATED_ON = date(2026, 11, 26)
"""When the accessibility statement was last gone through, sentence by sentence."""
STATED = _N("This statement was last gone through on %(day)s.")

CONTROLLER = _N("Responsible for this service and for what is kept here (the controller): %(programme)s.")
NO_CONTROLLER = _N("Nobody has set this service up yet, so nobody is responsible for it. Enter nothing here.")
HELP = ("/help", _N("Help and contact"))
KEPT = ("/procedure#kept", _N("How long things are kept here, and why"))


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, sentences, and where they lead: a path after the language, and the words of the link."""

    heading: str
    lines: Sequence[str]
    link: tuple[str, str] | None = None


PRIVACY: tuple[Part, ...] = (
    Part(
        _N("Who can read a report"),
        (
            _N("Reports are locked on the reporter's device. The server keeps them locked and cannot open them."),
            _N("Only the organisations that a reporter chose can open a report, and whom they later admit with her consent."),
            _N("The server does not know what a report says."),
            _N("The server delivers this page, so whoever controls the server could deliver a bad one."),
            _N("The fingerprint of the page stands at its foot and is published, so that others can check it."),
        ),
    ),
    Part(
        _N("What the server keeps"),
        (
            _N("The server knows on which day something was sent to which organisation, and roughly how large it is."),
            _N(
                "Names and mail addresses of people with an account are kept encrypted. No network address of "
                "a reporter is written down."
            ),
            _N(
                "Of people with an account it keeps besides: their organisations, their public keys, when they"
                " signed in as long as that lasts, and the day on which each of their browsers was last here."
            ),
            _N(
                "Of a case it keeps what representatives record on purpose: site, companies, issues, steps and"
                " days, and who signed each step. What people write in it is sealed."
            ),
            _N("The reporter's door sets no cookie. The casework door sets two: for the session, and to know the browser again."),
            _N("Nothing is loaded from anywhere else, and nobody counts visits. A mail says only that something new is there."),
        ),
    ),
    Part(
        _N("How long"),
        (
            _N(
                "Everything that is kept has an end, and is then erased whole. A backup holds it until the "
                "backup itself is deleted."
            ),
        ),
        KEPT,
    ),
    Part(
        _N("Your rights"),
        (
            _N("You can take your report back at any time. Its contents are erased at once."),
            _N(
                "You can ask the controller what is kept about you, and ask for it to be corrected or erased. "
                "What is sealed only those can show you who can open it."
            ),
            _N("You can complain to the data protection authority of your country."),
        ),
        HELP,
    ),
)

ACCESSIBILITY: tuple[Part, ...] = (
    Part(
        "",
        (
            _N(
                "These pages aim at level AA of the Web Content Accessibility Guidelines 2.2, and so at what "
                "the European standard EN 301 549 asks of web pages. They meet it in part: what is known not "
                "to hold is said below."
            ),
            _N("They are made for the keyboard alone, for screen readers, for narrow screens, in light and in dark."),
        ),
    ),
    Part(
        _N("What is known not to hold"),
        (
            _N("Nobody who uses a screen reader every day has tested these pages yet, nor has an independent expert."),
            _N(
                "Without JavaScript nothing can be reported or read: it is locked and opened on your own "
                "device. Pages like this need none."
            ),
            _N("Sheets for printing and files that are saved from here were not checked."),
            _N("What people attach – pictures, recordings, documents – may have no description, no text and no captions."),
            _N("What a programme or an organisation writes itself is not checked."),
        ),
    ),
    Part(
        _N("How this is tested"),
        (
            _N(
                "On every change, pages of every kind are drawn in a real browser, narrow and wide, light and "
                "dark, left to right and right to left. The program axe looks for faults in them, and nothing "
                "may be wider than the screen."
            ),
            _N("The ways through them are walked by machine too, some with the keyboard alone."),
        ),
    ),
    Part(
        _N("If something keeps you out"),
        (
            _N("If something keeps you out, please tell the help contact."),
            _N("You can also report on paper through an organisation that you trust."),
            _N("If that does not help, turn to the authority of your country that watches over accessibility."),
        ),
        HELP,
    ),
)
