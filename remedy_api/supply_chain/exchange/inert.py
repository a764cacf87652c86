"""Cells that no spreadsheet takes for a formula, and back.

A cell that begins with one of = + - @, a tab or a line break gets an apostrophe before it, as does one in which apostrophes stand
before such a sign; reading takes exactly one away again. Numbers keep their minus: a number computes nothing.
"""

import re

_ACTIVE = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile("-?[0-9]+(\\.[0-9]+)?")


def inert(cell: str) -> str:
    """A cell as it is written."""
    return f"'{cell}" if _ACTIVE.match(cell) and not _NUMBER.fullmatch(cell) else cell


def plain(cell: str) -> str:
    """A cell as it was meant."""
    return cell[1:] if cell.startswith("'") and _ACTIVE.match(cell) else cell
