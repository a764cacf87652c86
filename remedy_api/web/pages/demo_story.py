"""The story of the demonstration as its start page tells it: who each of them is, what to open, and what to look at there."""

from dataclasses import dataclass

from remedy_api.kit.i18n import _N

TITLE = _N("What to look at in this demonstration")
INTRODUCTION = (
    _N("Sixty-two sewing workers said that their papers are kept and their wages withheld. Follow their case through other eyes."),
    _N("Each person below has a passphrase, printed on the terminal when this was made. Sign out before you become somebody else."),
    _N("Histories are invented; all else is as in real life: every text was locked on a device, and this server cannot read it."),
)
CASEWORK, INTAKE = "casework", "intake"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at. `path`: after the language, at a door; `{}` stands for the room named in `room`."""

    told: str
    path: str
    link: str
    room: str = ""
    door: str = CASEWORK


@dataclass(frozen=True, slots=True)
class Part:
    """What one of them does. `person`: her name in the marker, or empty for somebody without an account."""

    anchor: str
    title: str
    about: str
    steps: tuple[Step, ...]
    person: str = ""


_CASES, _CASE, _TABLE, _REVIEW = _N("Cases"), _N("Case"), _N("Remedy table"), _N("Review")
_REGISTER = _N("Public register of cases")

PARTS: tuple[Part, ...] = (
    Part(
        "worker",
        _N("The worker who reported it"),
        _N("She has no account. Her way in is a code on paper: the first of the three receipts on the terminal."),
        (
            Step(
                _N("Type her code: answers in Bengali, where her case stands, and below what she wrote of a reprisal."),
                "/receipt",
                _N("Read the answer to your report"),
                door=INTAKE,
            ),
            Step(
                _N("Tell something yourself, as long as it is invented, and keep the new code: Nadia finds it among her reports."),
                "/",
                _N("Report what is wrong at work"),
                door=INTAKE,
            ),
        ),
    ),
    Part(
        "representative",
        _N("The representative whom she chose"),
        _N("She speaks for the workers. Only her side can say that something is verified."),
        (
            Step(_N("A report in Tamil waits for somebody to confirm it."), "/inbox", _N("Reports")),
            Step(
                _N("What needs her today stands first, above all a case about a reprisal. Days that have passed are marked."),
                "/cases",
                _CASES,
            ),
            Step(
                _N("One page says where the case stands, what is needed and who reads it. See the consents and the finding."),
                "/cases/{}",
                _CASE,
                room="passports",
            ),
            Step(
                _N("Three plans, the last one accepted. Of its steps one is verified, one disputed, one overdue; two have time."),
                "/tables/{}",
                _TABLE,
                room="passports table",
            ),
        ),
        person="nadia",
    ),
    Part(
        "monitor",
        _N("The monitor who looked"),
        _N("First he said what ties him to those concerned. He reads the workers' room and says there what he found."),
        (
            Step(_N("His finding, what it rests on, and what the workers said to it."), "/cases/{}", _CASE, room="passports"),
            Step(_N("A table at which a supplier made a counter-proposal."), "/tables/{}", _TABLE, room="quota table"),
        ),
        person="joris",
    ),
    Part(
        "employer",
        _N("The employer at the site"),
        _N("He sees the table and what the workers agreed to show. The address of their case leads him nowhere: try it."),
        (
            Step(
                _N("One entry was shown to him and he answered it. He said that the wages are paid; the workers dispute it."),
                "/tables/{}",
                _TABLE,
                room="passports table",
            ),
            Step(_N("All his tables, with what needs him first."), "/tables", _N("Tables")),
        ),
        person="kamal",
    ),
    Part(
        "supplier",
        _N("The supplier that buys from the site"),
        _N("Her company promised a share of the damages, and the day has passed."),
        (
            Step(
                _N("What she is shown of the case: stages, months, steps and amounts, and no word that anybody wrote."),
                "/review",
                _REVIEW,
            ),
        ),
        person="lara",
    ),
    Part(
        "buyer",
        _N("The public buyer"),
        _N("He asks his suppliers, on the strength of what the workers allow him to know."),
        (
            Step(
                _N("Open Nordlicht Textil. A week ago it had one case more: its workers took their consent back."),
                "/review",
                _REVIEW,
            ),
            Step(_N("His contracts, and the sites behind them."), "/supply-chain", _N("Sites and companies")),
        ),
        person="bram",
    ),
    Part(
        "coordinator",
        _N("The programme's office"),
        _N("She keeps an eye on days, and reads only the cases into which she was let."),
        (Step(_N("Two cases, and in one of them a finding that the workers contest."), "/cases", _CASES),),
        person="eva",
    ),
    Part(
        "administrator",
        _N("The administrator"),
        _N("She runs the programme and can read no report and no case."),
        (
            Step(_N("Organisations and people of the programme."), "/admin", _N("Programme")),
            Step(_N("Twelve sites, whom they make things for, and who buys there."), "/supply-chain", _N("Sites and companies")),
        ),
        person="administrator",
    ),
    Part(
        "everybody",
        _N("Everybody else"),
        _N("Nobody needs an account for these."),
        (
            Step(_N("One case, as far as its workers released it to everybody."), "/register", _REGISTER),
            Step(_N("The procedure, step by step."), "/procedure", _N("The procedure: steps, days and your rights")),
        ),
    ),
)
