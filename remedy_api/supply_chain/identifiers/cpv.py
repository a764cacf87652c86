"""Codes of the Common Procurement Vocabulary (Regulation (EC) 213/2008): what a public buyer buys.

Eight digits, then perhaps a hyphen and a ninth. The ninth was meant as a check digit, but the list in force holds many that no rule
gives, as its keepers say themselves (OP-TED/ePO, discussion 589); refusing by a rule would refuse true codes, so it is kept as it
comes, and one purchase cannot be named twice with two different ninth digits.
"""

import re

_SHAPE = re.compile("([0-9]{8})(-[0-9])?")


class CpvWrong(ValueError):
    """No such code."""


def parse_cpv(typed: str) -> str:
    """A code as it is kept. Raises CpvWrong, which never says what was typed."""
    code = typed.strip()
    match = _SHAPE.fullmatch(code)
    if match is None or match[1].startswith("00"):
        raise CpvWrong
    return code


def purchase(code: str) -> str:
    """The eight digits that say what is bought."""
    return code[:8]
