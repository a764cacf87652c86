"""Legal Entity Identifiers (ISO 17442): 18 letters and digits, then two check digits (ISO 7064, modulo 97-10)."""

import re

_SHAPE = re.compile("[0-9A-Z]{18}[0-9]{2}")


class LeiWrong(ValueError):
    """No LEI; `code` says why: "shape" or "check"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_lei(typed: str) -> str:
    """The number as it is kept. Raises LeiWrong, which says why and never what was typed."""
    # Imported here: it brings Python's own documentation reader with it, which every worker would hold.
    from stdnum import lei
    from stdnum.exceptions import ValidationError

    number = typed.replace("-", "").replace(" ", "").upper()
    if not _SHAPE.fullmatch(number):
        raise LeiWrong("shape")
    try:
        return str(lei.validate(number))
    except ValidationError as error:
        raise LeiWrong("check") from error
