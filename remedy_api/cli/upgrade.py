"""`remedy upgrade`: bring the tables of an operator's own database to this version, before any machine serves it."""

import argparse
import os

from remedy_api.cli.database import Own, bring_up_to_date
from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N, render


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options: the database is the one of REMEDY_DATABASE_URL."""


def run(options: argparse.Namespace) -> int:
    """Upgrade. Raises Refused."""
    url = os.environ.get("REMEDY_DATABASE_URL")
    if not url:
        raise Refused(_N("Name the database in REMEDY_DATABASE_URL. The one in a data folder is upgraded by serving it."))
    database = Own(url)
    database.wait()
    done = bring_up_to_date(url)
    print(render(_N("The tables are now those of this version.") if done else _N("The tables were up to date.")))
    return 0
