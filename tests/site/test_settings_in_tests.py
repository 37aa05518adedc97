"""Make sure that tests never touch the database or the files of the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_database_is_a_test_database():
    name = str(connection.settings_dict["NAME"])
    own = os.environ.get("PYTEST_XDIST_WORKER", "alone")

    assert ("test" in name.rsplit("/", 1)[-1], settings.VAR_FOLDER) == (True, Path(os.environ["PRAYA_TEST_FOLDER"], own))
