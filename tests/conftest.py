"""What all tests share."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real collections beside the checkout; without it the test is skipped, in CI it fails."""
    path = REPOSITORY.parent / "shared"
    if not path.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing; in CI the collections must be there")
        pytest.skip("no ../shared beside the checkout")
    return path
