"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

import re

from django.utils import timezone

from praya.core.letters.models import PushDevice
from tests.access.policy import BOTH, POST, library, plain, thing
from tests.access.roles import BUYER, NOBODY, SIGNED_IN
from tests.access.world import World

LETTER = "whoever holds a letter, signed in or not; the link names its reader and a group of letters and is signed"

SERVICE = "https://fcm.googleapis.com/fcm/send/"
# A key and a secret as in RFC 8291, appendix A.
DEVICE = {
    "key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "secret": "BTBZMqHH6r4Tts7J_aSIgg",
}

# The name of a message is made of the codes of its letters.
MASKS = [(re.compile(r"<[0-9a-f]{40}@"), "<MESSAGE@")]
PLAIN = {"core.mailing": "facts", "core.letter": "facts", "core.letterhabits": "chosen"}
POLICY = {
    "letters": plain(SIGNED_IN, BOTH),
    "push_on": plain(SIGNED_IN, POST, body=lambda world, which: {**DEVICE, "endpoint": f"{SERVICE}mine"}),
    "push_off": thing({"device": "device"}, frozenset({BUYER}), POST, others=NOBODY),
    "letters_stop": library("/letters/stop/nobody-wrote-this/", LETTER),
}


def fill(world: World) -> None:
    """Let buyers be told on a device."""
    for which, keeper in world.buyers.items():
        owner = world.delegates[keeper].person.account
        facts = {"account": owner, "session": "none", "endpoint": f"{SERVICE}{which}", "made_at": timezone.now(), **DEVICE}
        world.put("device", which, PushDevice.objects.create(**facts).code)
