"""`remedy demo remove`: throw the demonstration away."""

import argparse
import os
from pathlib import Path

from remedy_api.cli.demo.folder import demo_dir, throw_away
from remedy_api.cli.errors import Refused
from remedy_api.cli.serve.folder import hold_folder
from remedy_api.kit.i18n import _N, render
from remedy_api.web.demonstration import is_demonstration


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which folder."""
    parser.add_argument("action", choices=("remove",), help=render(_N("remove: throw it away, with everything in it.")))
    parser.add_argument("--data", type=Path, metavar="DIR", help=render(_N("folder of the demonstration")))


def run(options: argparse.Namespace) -> int:
    """Remove it. Raises Refused for a folder that is no demonstration, or that is being served."""
    folder = demo_dir(options.data)
    if not is_demonstration(folder):
        raise Refused(_N("The folder %(folder)s holds no demonstration, so nothing in it was removed."), folder=str(folder))
    lock = hold_folder(folder)
    try:
        throw_away(folder)
    except OSError as error:
        raise Refused(
            _N("%(file)s cannot be removed: %(reason)s. Correct that, then say it again."),
            file=str(error.filename),
            reason=error.strerror or "",
        ) from None
    finally:
        os.close(lock)
    print(render(_N("The demonstration in %(folder)s was thrown away."), folder=str(folder)))
    return 0
