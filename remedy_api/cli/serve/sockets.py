"""The sockets of both doors, bound once by the parent and shared by its workers."""

import errno
import socket
import time
from collections.abc import Sequence

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N

_PATIENCE = 3.0
"""Seconds to wait for a port: workers of a killed server need a moment to notice that their parent is gone."""


def bind(hosts: Sequence[str], port: int, option: str) -> list[socket.socket]:
    """Sockets on every address behind the names, not yet listening. `option` is what changes the port. Raises Refused."""
    deadline = time.monotonic() + _PATIENCE
    found: list[socket.socket] = []
    for family, address in _addresses(hosts, port):
        try:
            found.append(_bind_one(family, address, deadline))
        except OSError as error:
            if error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                # A name may stand for an address that this machine does not have, such as ::1 without IPv6.
                continue
            _close(found)
            if error.errno == errno.EADDRINUSE:
                raise Refused(
                    _N("Port %(port)s is in use by another program. Stop that one, or give another port with %(option)s."),
                    port=port,
                    option=option,
                ) from None
            raise Refused(
                _N("Port %(port)s cannot be opened here. Give another with %(option)s; those below 1024 are reserved."),
                port=port,
                option=option,
            ) from None
    if not found:
        raise Refused(_N("None of the addresses in REMEDY_BIND belongs to this machine. Correct that setting."))
    return found


def _addresses(hosts: Sequence[str], port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
    found: list[tuple[socket.AddressFamily, tuple[str, int]]] = []
    for host in hosts:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        except OSError:
            continue
        for family, _kind, _protocol, _name, address in answers:
            place = (family, (str(address[0]), port))
            if family in (socket.AF_INET, socket.AF_INET6) and place not in found:
                found.append(place)
    return found


def _bind_one(family: socket.AddressFamily, address: tuple[str, int], deadline: float) -> socket.socket:
    while True:
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            made.bind(address)
            # Linux tells only here that somebody else listens already, when both allow reuse.
            made.listen(2048)
        except OSError as error:
            made.close()
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return made


def _close(sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.close()
