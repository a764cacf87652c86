"""What can go wrong at a table."""

from remedy_api.kit.errors import Conflict, Problem
from remedy_api.kit.i18n import _N


class NotTheirWords(Problem):
    """A step names an entry that somebody of another organisation wrote: nobody says anything in another's words."""

    code = "not-their-words"
    message = _N("A step can only name what your own organisation wrote. Write it yourself, then take the step.")


class FoundedAlready(Conflict):
    """Somebody has founded the table meanwhile, with another key."""

    code = "table-founded"
    message = _N("This table has been founded already. Load the page again and open it.")
