"""Making the demonstration: its people first, then day by day what happens in every case, from the first day to today."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session

from remedy_api.accounts.actions.setup import issue_setup_token
from remedy_api.cli.demo import casework, negotiating, reporting, world
from remedy_api.cli.demo.cast import Cast, add_organisation, add_person, set_up
from remedy_api.cli.demo.chain import add_chain
from remedy_api.cli.demo.doors import open_doors
from remedy_api.cli.demo.plot import Plot, Verb
from remedy_api.cli.errors import Refused
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.i18n import _N
from remedy_api.sealing.errors import SealError
from remedy_api.settings import Settings

FIRST = 220
"""How many days ago the programme began."""
HANDS = 3
"""So many cases go on at the same time: the doors work in another process while these sign and seal."""
VERBS: dict[str, Verb] = {**reporting.VERBS, **casework.VERBS, **negotiating.VERBS}
Progress = Callable[[int, int], None]
"""Told how much is done, and how much there is."""


def build(settings: Settings, database_url: str, people_key: bytes, progress: Progress) -> tuple[Cast, dict[str, Plot]]:
    """Make all of it through both doors, in an installation that nobody has set up. Forks before it begins threads."""
    told, whole = world.programme(), world.cases()
    days = sorted({act["day"] for case in whole for act in case["acts"]})
    total, done = 1 + len(told["organisation"]) + len(told["person"]) + len(days), 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    token = _setup_token(database_url, people_key)
    with open_doors(settings, database_url, people_key) as doors:
        doors.turn(FIRST)
        cast = set_up(doors, token, told)
        for one in told["organisation"]:
            add_organisation(cast, one)
            step()
        for one in told["person"]:
            add_person(cast, one)
            step()
        add_chain(cast, world.chain())
        step()
        plots: dict[str, Plot] = {}
        plots |= {case["name"]: Plot(cast, case, plots) for case in whole}
        with ThreadPoolExecutor(HANDS) as hands:
            for day in days:
                doors.turn(-day)
                # Whatever was refused is raised here, by its first.
                list(hands.map(lambda plot, day=day: _live(plot, day), plots.values()))
                step()
    return cast, plots


def _setup_token(database_url: str, people_key: bytes) -> str:
    engine = make_engine(database_url, connections=1)
    try:
        with Session(engine) as session:
            session.info["people_key"] = people_key
            token = issue_setup_token(session)
            session.commit()
            return token
    finally:
        engine.dispose()


def _live(plot: Plot, day: int) -> None:
    """What happens in one case on one day."""
    for act in plot.told["acts"]:
        if act["day"] != day:
            continue
        try:
            VERBS[act["do"]](plot, act)
        except (Refused, SealError, KeyError, StopIteration) as error:
            # Nothing of anybody is in it: all of it is invented.
            print(f"{plot.told['name']}, day {day}, {act['do']}: {error!r} {error}", file=sys.stderr)
            raise Refused(_N("The demonstration could not be made; the line above says at which step.")) from error
