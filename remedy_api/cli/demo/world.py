"""The invented world as data: who there is, what is made where, and what happens in each case. Text files beside this one."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Told = dict[str, Any]
"""One table of a file of the world."""


@cache
def programme() -> Told:
    """The programme, its organisations and its people."""
    return _read("programme.toml") | _read("people.toml")


@cache
def chain() -> Told:
    """Companies, sites, links and contracts."""
    return _read("chain.toml")


@cache
def words() -> Told:
    """What representatives write where a case says nothing of its own: by kind of text."""
    return _read("words.toml")


@cache
def cases() -> tuple[Told, ...]:
    """Every case, with what happens in it in the order of its days."""
    found: list[Told] = []
    for file in sorted(files(__package__).joinpath("world", "cases").iterdir(), key=lambda one: one.name):
        found += tomllib.loads(file.read_text("utf-8"))["case"]
    for case in found:
        days = [act["day"] for act in case["acts"]]
        if days != sorted(days):
            raise ValueError(f"the days of {case['name']} are out of order")
    return tuple(found)


def picture(name: str) -> bytes:
    """A small picture that somebody attaches."""
    return files(__package__).joinpath("world", "files", name).read_bytes()


def _read(name: str) -> Told:
    return tomllib.loads(files(__package__).joinpath("world", name).read_text("utf-8"))
