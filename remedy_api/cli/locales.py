"""`remedy locales`: for developers and translators, the catalogues from the sentences in the code to the built files."""

import argparse
import sys

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N, gettext, ngettext
from remedy_api.kit.i18n.build import build
from remedy_api.kit.i18n.checking import check
from remedy_api.kit.i18n.extraction import extract, update

_STEPS = {
    "extract": _N("Write the template anew from the code."),
    "update": _N("Write the template anew and bring the catalogues to it."),
    "check": _N("Say what is stale, missing or wrong."),
    "build": _N("Write what server and browser load."),
}
# A language just begun has as many faults as there are sentences; the first ones say what to do.
_MOST_SHOWN = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which step, and for which languages."""
    _ = gettext()
    steps = parser.add_subparsers(dest="step", required=True, metavar="|".join(_STEPS))
    for name, purpose in _STEPS.items():
        step = steps.add_parser(name, help=_(purpose), description=_(purpose))
        if name == "update":
            step.add_argument("--all", action="store_true", help=_("also the languages in preparation"))


def run(options: argparse.Namespace) -> int:
    """Do the step; 1 when `check` finds a fault. Refused for a sentence that is not written out."""
    _n = ngettext()
    if options.step == "check":
        faults = check()
        print("\n".join(faults[:_MOST_SHOWN]), file=sys.stderr)
        print(_n("%(num)s fault in the translations", "%(num)s faults in the translations", len(faults)))
        return 1 if faults else 0
    try:
        if options.step in ("extract", "update"):
            print(_n("%(num)s sentence", "%(num)s sentences", extract()))
    except ValueError as error:
        raise Refused(str(error)) from error
    if options.step == "update":
        print(" ".join(update(everything=options.all)))
    if options.step == "build":
        print(_n("%(num)s file written", "%(num)s files written", len(build())))
    return 0
