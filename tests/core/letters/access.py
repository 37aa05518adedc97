"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

import re

from tests.access.policy import BOTH, library, plain
from tests.access.roles import SIGNED_IN

LETTER = "whoever holds a letter, signed in or not; the link names its reader and a group of letters and is signed"

# The name of a message is made of the codes of its letters.
MASKS = [(re.compile(r"<[0-9a-f]{40}@"), "<MESSAGE@")]
POLICY = {
    "letters": plain(SIGNED_IN, BOTH),
    "letters_stop": library("/letters/stop/nobody-wrote-this/", LETTER),
}
