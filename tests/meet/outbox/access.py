"""Say who may do what here, by one reviewed line per route; fill the small world."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from praya.core.letters.models import Letter, Mailing
from tests import builders as make
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import DELEGATES, ORGANISERS
from tests.access.world import World

MAILING = {"mailing": "mailing"}
TEXT = {"kind": "letter kind", "language": "letter language"}
POLICY = {
    "manage_letters": edition(ORGANISERS),
    "manage_letter_new": edition(ORGANISERS, POST),
    "manage_letter_texts": edition(ORGANISERS),
    "manage_letter_text": thing(TEXT, ORGANISERS, BOTH, is_shared=True),
    "manage_letter_text_usual": thing(TEXT, ORGANISERS, POST, is_shared=True),
    "manage_invitations": edition(ORGANISERS),
    "manage_invite": edition(ORGANISERS, POST),
    "invitation": edition(DELEGATES, BOTH, body=lambda world, which: {"comes": "yes", "words": ""}),
    "manage_mailing": thing(MAILING, ORGANISERS),
    "manage_mailing_do": thing(MAILING, ORGANISERS, POST, body=lambda world, which: {"do": "stop"}),
}


def fill(world: World) -> None:
    """Hold a mailing of each edition."""
    for which, keeper in world.buyers.items():
        delegate = world.delegates[keeper]
        now = timezone.now()
        mailing = Mailing.objects.create(edition=delegate.edition_id, kind="approved", made_at=now)
        Letter.objects.create(
            kind="approved",
            edition=delegate.edition_id,
            person=delegate.person,
            account=delegate.person.account,
            mailing=mailing,
            state=Letter.State.HELD,
            made_at=now,
            due_at=now,
        )
        world.put("mailing", which, mailing.code)
    world.put("letter kind", "ours", "approved")
    world.put("letter language", "ours", "en")


def _letter(market: Any, number: int) -> None:
    now = timezone.now()
    person = market.other.person
    Letter.objects.create(kind="approved", edition=market.edition.pk, person=person, made_at=now, due_at=now)


def _guest(market: Any, number: int) -> None:
    make.make_delegate(market.edition, name=f"Guest {number}")


ROWS = {"manage_letters": _letter, "manage_invitations": _guest}
