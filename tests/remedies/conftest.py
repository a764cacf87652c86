"""A case with a table."""

import pytest
from fastapi.testclient import TestClient

from tests.factories.cases import Case, open_case
from tests.factories.organisations import Organisation
from tests.factories.reports import file_report
from tests.factories.tables import Table, open_table


@pytest.fixture
def case(intake: TestClient, union: Organisation) -> Case:
    """A case of the union."""
    return open_case(union, file_report(intake, union))


@pytest.fixture
def table(case: Case) -> Table:
    """A table that was opened from it, with nobody else there yet."""
    return open_table(case)
