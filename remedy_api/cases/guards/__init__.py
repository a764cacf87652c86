"""Preconditions of every step in a case, one function each. All are asked, and all that is missing is told together.

A guard is given where the case stands and the step, and answers with what is missing, or None. Those of a stage look at what
is there already; what has to be named in the step itself is asked apart, so that a page can tell the two from each other.
"""

from remedy_api.cases.guards.asked import before_stage, failures, of_step
from remedy_api.cases.guards.ending import reopen_in_time
from remedy_api.cases.guards.findings import finding_settled
from remedy_api.cases.guards.stages import MOST_CONSENTS, not_closed
from remedy_api.cases.guards.step import Guard, Step

__all__ = [
    "MOST_CONSENTS",
    "Guard",
    "Step",
    "before_stage",
    "failures",
    "finding_settled",
    "not_closed",
    "of_step",
    "reopen_in_time",
]
