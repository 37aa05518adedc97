"""Run the tests with the product's own settings, in a folder of their own and without waiting for the disk."""

import os
import tempfile
from pathlib import Path

os.environ["PRAYA_TEST_FOLDER"] = os.environ.get("PRAYA_TEST_FOLDER") or tempfile.mkdtemp(prefix="praya-test-")
FOLDER = Path(os.environ["PRAYA_TEST_FOLDER"])
for name in [name for name in os.environ if name.startswith("PRAYA_") and name not in {"PRAYA_TEST_FOLDER", "PRAYA_CHROMIUM"}]:
    del os.environ[name]
# Each worker of xdist keeps its files apart: what one test counts, another must not add to.
os.environ["PRAYA_VAR"] = str(FOLDER / os.environ.get("PYTEST_XDIST_WORKER", "alone"))

from praya.site.settings import *  # noqa: E402, F403
from praya.site.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
# How a restore stands is asked of the database every few seconds, whichever page comes: no count of queries could hold.
LOOKS_FOR_RESTORES = False

_database = DATABASES["default"]
_suffix = os.environ.get("PYTEST_DB_SUFFIX", "")
if _database["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and child processes of a test must see the same database.
    _database["TEST"] = {"NAME": str(FOLDER / f"test{_suffix}.sqlite3")}
    _database["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
else:
    _database["TEST"] = {"NAME": f"test_praya_{_suffix}" if _suffix else "test_praya"}
    _database["OPTIONS"] = {"options": "-c synchronous_commit=off", **_database["OPTIONS"]}
