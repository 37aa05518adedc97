"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import BOTH, plain
from tests.access.roles import SIGNED_IN

POLICY = {
    "own_data": plain(SIGNED_IN),
    "own_data_download": plain(SIGNED_IN),
    "erase_own": plain(SIGNED_IN, BOTH),
}
