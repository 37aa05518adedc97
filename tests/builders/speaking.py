"""Build what people in sessions are asked, answer, need and bring, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from praya.core.directory.models import Person
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Part, Session
from praya.meet.speaking.models import Impossible, Invitation, Material, MaterialFile, Need
from tests.builders.meet import SENT_AT, numbers
from tests.builders.programme import make_part


def make_invitation(part: Part, **fields: Any) -> Invitation:
    """Invite somebody into a session by their part; nobody has answered."""
    return Invitation.objects.create(part=part, **{"invited_at": SENT_AT, "written_at": SENT_AT, **fields})


def make_invited(session: Session, person: Person, **fields: Any) -> Invitation:
    """Let somebody speak in a session and be invited into it; they answered for its place today if a `state` is given."""
    part = make_part(session, person)
    place = session.placements.first()
    if place is not None and "state" in fields:
        there = {"for_begins": place.starts_at, "for_ends": place.ends_at, "for_site": place.site, "for_room": place.room}
        fields = {**there, "answered_at": SENT_AT, **fields}
    return make_invitation(part, **fields)


def make_need(part: Part, line: str = "A clicker", **fields: Any) -> Need:
    """Let somebody need something in a session."""
    return Need.objects.create(part=part, line=line, **{"kind": "format", "at": SENT_AT, **fields})


def make_impossible(edition: Edition, person: Person, at: datetime, *, hours: int = 2, **fields: Any) -> Impossible:
    """Let some hours be impossible for somebody."""
    site = fields.pop("site", None) or Site.objects.filter(edition=edition).order_by("position")[0]
    facts = {"starts_at": at, "ends_at": at + timedelta(hours=hours), "site": site}
    return Impossible.objects.create(edition=edition, person=person, **{**facts, **fields})


def make_pdf(number: int) -> bytes:
    """Return a PDF of one empty page that programs can read; each number gives other bytes."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d 200]>>" % (200 + number))
    content, places = b"%PDF-1.4\n", []
    for key, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj%bendobj\n" % (key, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 4\n0000000000 65535 f \n" + table + end


def make_material(session: Session, person: Person, title: str = "", *, content: bytes = b"", **fields: Any) -> Material:
    """Let somebody bring a PDF, or a link, to a session; its bytes are new each time."""
    number = next(numbers)
    facts: dict[str, Any] = {"title": title or f"Slides {number}", "added_at": timezone.now()}
    if "link" not in fields:
        content = content or make_pdf(number)
        facts |= {"form": "pdf", "size": len(content), "digest": sha256(content).hexdigest()}
    made = Material.objects.create(session=session, person=person, **{**facts, **fields})
    if content:
        MaterialFile.objects.create(material=made, content=content)
    return made
