"""Add what somebody shows or hands out in a session, change who reads it, replace it and remove it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.directory.models import Person
from praya.core.revocations.actions import touch
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.links import checked_link
from praya.meet.programme.models import Session
from praya.meet.speaking.files import Brought
from praya.meet.speaking.models import Material, MaterialFile

MOST_MATERIALS = 12
COLUMNS = ("title", "kind", "level", "link", "digest")
ADD, CHANGE, REMOVE = "add material", "change material", "remove material"


def add_material(
    session: Session,
    person: Person,
    values: Mapping[str, Any],
    *,
    file: Brought | None = None,
    by: Account | None,
    at: datetime,
) -> Material:
    """Add a file or a link to a session; the same file, or the same link, again changes nothing."""
    facts = _facts(values, file, "")
    with transaction.atomic():
        hold_edition(session.edition_id)
        known = Material.objects.filter(session=session, person=person)
        same = known.filter(digest=file.digest) if file is not None else known.filter(link=facts["link"], digest="")
        if found := same.first():
            return found
        if known.count() >= MOST_MATERIALS:
            sentence = _("At most %(most)d materials can be added to one session. Remove one first.")
            raise Refused(sentence % {"most": MOST_MATERIALS})
        made = Material.objects.create(session=session, person=person, added_at=at, **facts)
        if file is not None:
            MaterialFile.objects.create(material=made, content=file.content)
        record(ADD, made, by=by, edition=session.edition_id, after=_told(made))
    return made


def change_material(
    material: Material,
    values: Mapping[str, Any],
    *,
    file: Brought | None = None,
    by: Account | None,
    at: datetime,
    seen: str = "",
) -> Material:
    """Change what a material is and who reads it, as it was `seen`, or replace its file or link; the old bytes are gone."""
    edition = material.session.edition_id
    with transaction.atomic():
        hold_edition(edition)
        held = Material.objects.select_for_update().filter(pk=material.pk).first()
        if held is None:
            raise Refused(_("This material is gone. Look at the session as it is now."))
        require_mark(mark_of_row(held, COLUMNS), seen)
        facts, before = _facts(values, file, held.digest), _told(held)
        if file is not None and file.digest != held.digest:
            if Material.objects.filter(session=held.session_id, person=held.person_id, digest=file.digest).exists():
                raise Refused(_("You have added this file to the session already."))
            _drop(held)
            MaterialFile.objects.create(material=held, content=file.content)
        elif facts["link"]:
            _drop(held)
        was = {name: getattr(held, name) for name in facts}
        for name, value in facts.items():
            setattr(held, name, value)
        if was != facts:
            if file is not None or was["link"] != held.link:
                held.added_at = at
            held.save(update_fields=[*facts, "added_at"])
            record(CHANGE, held, by=by, edition=edition, before=before, after=_told(held))
    return held


def remove_material(material: Material, *, by: Account | None) -> None:
    """Remove a material for good: its bytes are gone, the trail says that it was there."""
    with transaction.atomic():
        record(REMOVE, material, by=by, edition=material.session.edition_id, before=_told(material))
        touch([material])
        material.delete()


def _drop(material: Material) -> None:
    MaterialFile.objects.filter(material=material).delete()


def _facts(values: Mapping[str, Any], file: Brought | None, kept: str) -> dict[str, Any]:
    """Return the columns of a material of which one thing is brought: a file, a link, or what is kept already."""
    link, title = checked_link(values.get("link") or ""), str(values["title"]).strip()
    if not is_plain(title):
        raise Refused(str(UNSHOWN))
    if link and file is not None:
        raise Refused(_("Choose a file or give an address, not both: add the other one as a material of its own."))
    if not link and file is None and not kept:
        raise Refused(_("Choose a file, or give the address of a page."))
    facts: dict[str, Any] = {"title": title, "kind": values["kind"], "level": values["level"], "link": link}
    if file is not None:
        facts |= {"form": file.form, "size": len(file.content), "digest": file.digest}
    elif link:
        facts |= {"form": "", "size": 0, "digest": ""}
    return facts


def _told(material: Material) -> dict[str, Any]:
    return {"kind": material.kind, "level": material.level, "form": material.form, "file": material.digest[:12]}
