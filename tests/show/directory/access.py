"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import thing
from tests.access.roles import INSIDERS

POLICY = {
    "person": thing({"code": "person"}, INSIDERS),
    "organisation": thing({"code": "organisation"}, INSIDERS),
}
