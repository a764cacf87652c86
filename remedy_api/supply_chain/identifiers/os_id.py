"""Open Supply Hub's number of a site, the OS ID: 15 characters, the last of them computed from the others.

Two letters of a country, the year and the day of the year on which the number was given, five characters drawn at random, and the
check character. Its rule: add the code points of the two letters and the values of all following characters, as digits of
Crockford's base 32; what is left after division by 32, written as such a digit, is the check character. The rule is that of Open
Supply Hub's own source (opensupplyhub/open-supply-hub, src/django/api/os_id.py), told in our words.

It is a sum, so any one changed character is noticed. Two that changed places are mostly not, unless one of them lands where it
cannot stand: a letter among the digits of the day, a day that no year has.
"""

from datetime import date, timedelta

LENGTH = 15
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class OsIdWrong(ValueError):
    """No OS ID; `code` says why: "length", "shape", "day" or "check"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_character(first: str) -> str:
    """The check character after the first 14 characters, which have their shape."""
    letters = ord(first[0]) + ord(first[1])
    return _DIGITS[(letters + sum(_DIGITS.index(each) for each in first[2:])) % 32]


def compact(typed: str) -> str:
    """A number as it is kept: capitals, without the spaces and hyphens that people write for readability."""
    return typed.replace("-", "").replace(" ", "").upper()


def parse_os_id(typed: str) -> str:
    """The number as it is kept. Raises OsIdWrong, which says why and never what was typed."""
    number = compact(typed)
    if len(number) != LENGTH:
        raise OsIdWrong("length")
    country, day, rest = number[:2], number[2:9], number[9:]
    if not (typed.isascii() and country.isalpha() and day.isdigit() and all(each in _DIGITS for each in rest)):
        raise OsIdWrong("shape")
    if not _a_day(int(day[:4]), int(day[4:])):
        raise OsIdWrong("day")
    if check_character(number[:-1]) != number[-1]:
        raise OsIdWrong("check")
    return number


def _a_day(year: int, of_the_year: int) -> bool:
    if year < 1 or of_the_year < 1:
        return False
    try:
        return (date(year, 1, 1) + timedelta(days=of_the_year - 1)).year == year
    except OverflowError:
        return False
