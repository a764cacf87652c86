"""`remedy migration "why"`: write the revision that leads from the newest one to the models, for a developer to read."""

import argparse
import tempfile
from pathlib import Path

from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.db.migrate import upgrade, write_revision
from remedy_api.kit.i18n import _N, render


def arguments(parser: argparse.ArgumentParser) -> None:
    """Why the tables change, and which."""
    parser.add_argument("why", help=render(_N("what the revision is for; becomes its file name")))
    parser.add_argument("--only", nargs="+", metavar="TABLE", default=(), help=render(_N("only these tables, to keep files short")))


def run(options: argparse.Namespace) -> int:
    """Bring an empty database to the newest revision, compare it with the models and write what is missing."""
    with tempfile.TemporaryDirectory(prefix="remedy-migration-") as folder:
        Path(folder).chmod(0o711)
        postmaster = Postmaster(Cluster(Path(folder), durable=False))
        postmaster.start()
        try:
            postmaster.wait_ready()
            engine = make_engine(postmaster.cluster.url(), connections=2)
            upgrade(engine)
            path = write_revision(engine, options.why, only=options.only)
            engine.dispose()
        finally:
            postmaster.stop()
    print(render(_N("Written: %(file)s. Read it, and say in it what autogenerate cannot know."), file=str(path)))
    return 0
