"""`remedy upgrade`: bring a database to this version, before any machine serves it.

Its tables, and where the data folder was made by an older PostgreSQL than the one that ships, the whole database: read with
the programs of the old one, written by the new one, compared, and put in its place. The old one is kept until somebody
confirms that all is well.
"""

import argparse
import os
from pathlib import Path

from remedy_api.cli import staging
from remedy_api.cli.database import bring_up_to_date
from remedy_api.cli.errors import Refused
from remedy_api.cli.installation import data_option, database_of, settings_of
from remedy_api.cli.major import carry_over, programs_of
from remedy_api.cli.serve.folder import hold_folder
from remedy_api.kit.db.embedded import Cluster
from remedy_api.kit.db.embedded.cluster import MAJOR
from remedy_api.kit.i18n import _N, render
from remedy_api.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which database, and where an older PostgreSQL's programs are."""
    data_option(parser)
    parser.add_argument(
        "--programs", type=Path, metavar="DIR", help=render(_N("The folder with the programs of the older PostgreSQL."))
    )
    parser.add_argument(
        "--confirm", action="store_true", help=render(_N("All is well: remove what an upgrade or a restore has replaced."))
    )


def run(options: argparse.Namespace) -> int:
    """Upgrade. Raises Refused; then everything is as it was."""
    settings = settings_of(options.data)
    if options.confirm:
        return _confirm(settings)
    if not settings.database_url:
        cluster = Cluster(settings.data_dir)
        if not cluster.data.is_dir():
            print(render(_N("There is no database in %(folder)s yet. Serving makes it."), folder=str(settings.data_dir)))
            return 0
        if cluster.made_by() != MAJOR:
            _upgrade_postgres(settings, options.programs)
    with database_of(settings) as url:
        done = bring_up_to_date(url)
    print(render(_N("The tables are now those of this version.") if done else _N("The tables were up to date.")))
    return 0


def _upgrade_postgres(settings: Settings, programs: Path | None) -> None:
    folder = settings.data_dir
    lock = hold_folder(folder)
    os.umask(0o077)
    try:
        staging.settle(folder)
        found = Cluster(folder).made_by()
        if found == MAJOR:
            return
        if (folder / staging.FORMER).exists():
            raise Refused(_N("What an upgrade or a restore has replaced is still there. Remove it first: remedy upgrade --confirm"))
        old = Cluster(folder, programs=programs_of(found, programs), major=found)
        made = staging.begin(folder)
        try:
            rows = carry_over(old, made)
            staging.finish(folder)
        except BaseException:
            staging.abandon(folder)
            raise
    finally:
        os.close(lock)
    print(render(_N("PostgreSQL %(found)s was upgraded to %(ours)s. Rows compared: %(rows)s."), found=found, ours=MAJOR, rows=rows))
    print(render(_N("The old database is kept until you say that all is well: remedy upgrade --confirm")))


def _confirm(settings: Settings) -> int:
    lock = hold_folder(settings.data_dir)
    try:
        staging.settle(settings.data_dir)
        staging.forget_former(settings.data_dir)
    finally:
        os.close(lock)
    former = settings.data_dir / staging.FORMER
    if former.exists():
        raise Refused(_N("The folder %(folder)s cannot be removed by this account. Remove it as root."), folder=str(former))
    print(render(_N("What was replaced is gone.")))
    return 0
