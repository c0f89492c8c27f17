"""Who acts in the tests of this room."""

import pytest

from accounts.models import User
from tests.assessments import factories


@pytest.fixture
def lead(db: None) -> User:
    """Somebody who may do everything with the projects of one organisation."""
    return factories.lead()
