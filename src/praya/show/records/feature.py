"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from praya.core.features.menus import Link, declare_links, declare_manage_links
from praya.core.features.waiting import declare_manage_waiting, queue
from praya.core.letters.declaring import declare_letters
from praya.core.sheets.kinds import declare_sheets
from praya.meet.sheets.desks import declare_desk
from praya.show.records.letters import LETTERS
from praya.show.records.queries import waiting_works
from praya.show.records.sheet import DESK, TITLES

declare_letters(*LETTERS)
declare_sheets(TITLES)
declare_desk(DESK)
declare_links(Link("my_works", _("My works"), "pencil", 100, is_wide_only=True))
declare_manage_links("people", Link("manage_works", _("Works"), "film", 80))
declare_manage_waiting(
    queue(
        "manage_works",
        waiting_works,
        ngettext_lazy("%(count)d work waits for your review.", "%(count)d works wait for your review.", "count"),
        since="waits_since",
        leads="manage_work",
        word="title__code",
    )
)
