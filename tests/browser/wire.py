"""A relay before a door that keeps every byte a browser sends: what leaves a device, whatever the browser tells of it."""

import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Relay:
    """Listens on a free port of 127.0.0.1, hands everything on to `port`, and writes what clients send into `kept`."""

    port: int
    kept: Path
    listener: socket.socket = field(init=False)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def close(self) -> None:
        """Listen no more."""
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.port))
            threading.Thread(target=self._copy, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._copy, args=(server, client, False), daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket, keep: bool) -> None:
        try:
            while block := source.recv(65_536):
                if keep:
                    with self.lock, self.kept.open("ab") as stream:
                        stream.write(block)
                target.sendall(block)
        except OSError:
            pass
        finally:
            for end in (source, target):
                end.close()
