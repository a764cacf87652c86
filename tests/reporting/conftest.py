"""A review in which nothing is shown yet."""

import pytest
from fastapi.testclient import TestClient

from tests.factories.organisations import Organisation
from tests.reporting.review_world import Review, make_review


@pytest.fixture
def review(intake: TestClient, union: Organisation) -> Review:
    """A buyer, a supplier, and the chain between them."""
    return make_review(intake, union)
