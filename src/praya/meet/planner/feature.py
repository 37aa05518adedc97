"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.holding import Personal, declare_personal, deleted, of_person
from praya.core.keeping import declare_unkept
from praya.meet.accreditation.consequences import declare_follower
from praya.meet.accreditation.models import Engagement
from praya.meet.accreditation.queries_engaged import engaged_in
from praya.meet.planner.following import follow_delegates, follow_programme
from praya.meet.planner.markup_parts import bookmark_part
from praya.meet.planner.models import Bookmark
from praya.meet.planner.planning import declare_plans
from praya.meet.planner.queries import bookmarks_in, roles_in
from praya.meet.programme.concerning import declare_concerned
from praya.meet.programme.following import declare_release_follower
from praya.meet.programme.parts_of_pages import declare_session_part

declare_deeds(
    {
        "keep bookmarks free": _("said whether sessions of their agenda leave them free to meet"),
        "bookmark session": _("put a session into their agenda"),
        "drop bookmark": _("took a session out of their agenda"),
    },
    private=("keep bookmarks free", "bookmark session", "drop bookmark"),
)
declare_personal(
    _("Agenda"),
    Personal(
        Bookmark,
        _("Sessions that you put into your agenda"),
        of_person("delegate__person"),
        "delegate__edition__slug session__code at",
        deleted(),
        {"session__code": _("Session")},
    ),
)
declare_unkept("what somebody plans is their own, whatever company they come for", Bookmark, Engagement)
declare_plans(roles_in)
declare_plans(bookmarks_in)
declare_concerned(engaged_in)
declare_session_part(bookmark_part, order=10)
declare_follower(follow_delegates)
declare_release_follower(follow_programme)
