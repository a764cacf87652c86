"""One server process on a socket it is handed: `python -m tests.benchmarks.serve floor|intake|casework FD URL DATA PORT`."""

import socket
import sys
from pathlib import Path

import uvicorn

from remedy_api.app import create_casework_app, create_intake_app
from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.settings import Settings
from tests.benchmarks.floors import create_floor_app
from tests.fixtures.addresses import CASEWORK, PEOPLE_KEY


def main(kind: str, descriptor: int, url: str, data: Path, port: int) -> None:
    """Serve until told to stop."""
    if kind == "floor":
        app = create_floor_app(driver_url(url))
    else:
        settings = Settings(data_dir=data, database_url=url, intake_port=port, casework_port=port - 1, casework_origins=(CASEWORK,))
        engine = make_engine(url)
        doors = [make(settings, engine, PEOPLE_KEY) for make in (create_intake_app, create_casework_app)]
        app, other = reversed(doors) if kind == "casework" else doors
        # A worker of the product holds both doors; its memory is measured with both.
        app.state.other_door = other
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="error",
        proxy_headers=False,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    kind, descriptor, url, data, port = sys.argv[1:]
    main(kind, int(descriptor), url, Path(data), int(port))
