"""The first start of a demonstration: it is made, and everybody's passphrase is printed, once. Every later start finds it there."""

import os
import signal
import sys

from remedy_api.cli.demo import world
from remedy_api.cli.demo.building import build
from remedy_api.cli.demo.cast import Cast
from remedy_api.cli.demo.folder import throw_away_with
from remedy_api.cli.demo.plot import Plot
from remedy_api.cli.errors import Refused
from remedy_api.kit.clock import today
from remedy_api.kit.db.embedded.owner import die_with_parent
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.logging import describe
from remedy_api.settings import Settings
from remedy_api.web.demonstration import Demonstration, Shown, read_marker, write_marker

RECEIPTS = ("passports", "heat", "screens")
"""Cases whose first reporter's receipt is printed too: a reporter has no other way in."""


def demonstrate(settings: Settings, database_url: str, people_key: bytes) -> list[str]:
    """Make the demonstration unless it is there. What the operator is told at every start. Raises Refused."""
    if not read_marker(settings.data_dir).made_on:
        _in_a_child(settings, database_url, people_key)
    return [
        render(_N("This is a demonstration with invented people. Its passphrases were printed when it was made, and never again.")),
        render(_N("Throw it away with: %(command)s"), command=throw_away_with(settings.data_dir)),
    ]


def _in_a_child(settings: Settings, database_url: str, people_key: bytes) -> None:
    """In a process of its own, so that no passphrase and no clock that was turned is left in the one that serves."""
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            die_with_parent(parent, signal.SIGKILL)
            _make(settings, database_url, people_key)
            code = 0
        except Refused as refused:
            print(f"remedy: {refused}", file=sys.stderr)
        except BaseException as error:
            print(describe(error), file=sys.stderr)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise Refused(
            _N("The demonstration was not finished. The lines above say why. The next start begins it anew, in the same folder.")
        )


def _make(settings: Settings, database_url: str, people_key: bytes) -> None:
    print(render(_N("Making the demonstration: people, organisations and seven months of cases, sealed as in real life …")))
    cast, plots = build(settings, database_url, people_key, _progress)
    _print_ways_in(cast, plots)
    names = _organisations()
    people = {
        name: Shown(one.told["name"], one.told["email"], names.get(one.told.get("organisation", ""), ""))
        for name, one in cast.people.items()
    }
    rooms = {name: plot.case.hex() for name, plot in plots.items() if plot.case}
    rooms |= {f"{name} table": plot.table.hex() for name, plot in plots.items() if plot.table}
    rooms |= {f"{name} report": plot.reports[0].room.hex() for name, plot in plots.items() if plot.reports}
    write_marker(settings.data_dir, Demonstration(today().isoformat(), people, rooms))


def _organisations() -> dict[str, str]:
    return {one["key"]: str(one["name"]) for one in world.programme()["organisation"]}


def _progress(done: int, total: int) -> None:
    """One line that is written over on a terminal, and one for each tenth elsewhere."""
    line = "  " + render(_N("%(done)s of %(total)s"), done=done, total=total)
    if sys.stdout.isatty():
        print(f"\r{line}", end="\n" if done == total else "", flush=True)
    elif done * 10 // total != (done - 1) * 10 // total:
        print(line, flush=True)


def _print_ways_in(cast: Cast, plots: dict[str, Plot]) -> None:
    """Everybody's passphrase, and some receipts. They are printed here, kept nowhere, and of nobody."""
    names = _organisations()
    print("\n" + render(_N("Everybody here is invented. These are their passphrases; they are not shown again:")) + "\n")
    for one in cast.people.values():
        organisation = names.get(one.told.get("organisation", ""), render(_N("administrator of the programme")))
        print(f"  {one.told['name']} ({organisation})\n    {one.told['email']}\n    {one.passphrase}")
    print("\n" + render(_N("Receipts of three reporters, who have no account:")) + "\n")
    for name in RECEIPTS:
        print(f"  {plots[name].reports[0].code}")
    print(flush=True)
