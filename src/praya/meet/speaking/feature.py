"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from praya.core.audit.deeds import declare_deeds
from praya.core.audit.telling import declare_facts, declare_subjects
from praya.core.features.menus import Link, declare_links, declare_manage_links
from praya.core.features.merging import settle, stay_behind
from praya.core.features.waiting import Waiting, declare_manage_waiting, declare_waiting, queue
from praya.core.holding import OFFICE, Personal, declare_personal, deleted, kept, of_account, of_person
from praya.core.letters.declaring import declare_letters
from praya.core.revocations.actions import watch
from praya.core.revocations.columns import LEVEL
from praya.core.revocations.declaring import Revocable, declare_lasting, declare_revocable
from praya.core.texts.states import declare_states
from praya.meet.accreditation.carrying import declare_carried
from praya.meet.programme.parts_of_pages import declare_session_part
from praya.meet.programme.unavailable import declare_unavailable
from praya.meet.speaking.letters import LETTERS
from praya.meet.speaking.models import Impossible, Invitation, Material, MaterialFile, Need
from praya.meet.speaking.queries import answers_wanted, speaks_somewhere, unavailable_speakers
from praya.meet.speaking.queries_desk import declined_parts, open_needs
from praya.meet.speaking.showing import materials_part
from praya.meet.speaking.telling import FACTS, SUBJECTS, told_answer, told_material, told_need
from praya.meet.speaking.vocabulary import LOOKS

declare_deeds(
    {
        "invite speakers": _("invited people into sessions"),
        "remind speakers": _("reminded people of sessions"),
        "take invitation back": _("took an invitation into a session back"),
        "confirm session part": _("confirmed that they are in a session"),
        "decline session part": _("declined to be in a session"),
        "take answer back": _("took their answer about a session back"),
        "note a decline": _("took note of a decline"),
        "change job title": _("changed their job title in a session"),
        "say a need": _("said what they need in a session"),
        "take a need back": _("took back what they need in a session"),
        "see to a need": _("saw to a need"),
        "open a need again": _("opened a need again"),
        "say impossible hours": _("said when they cannot be in a session"),
        "change impossible hours": _("changed when they cannot be in a session"),
        "take impossible hours back": _("took back when they cannot be in a session"),
        "add material": _("added a material to a session"),
        "change material": _("changed a material of a session"),
        "remove material": _("removed a material of a session"),
    }
)
declare_subjects(SUBJECTS)
for table, facts in FACTS.items():
    declare_facts(facts, of=table)
declare_states(LOOKS)
declare_letters(*LETTERS)
declare_carried(speaks=speaks_somewhere)
declare_links(Link("my_sessions", _("My sessions"), "showcase", 68, is_wide_only=True))
declare_manage_links("before", Link("manage_speakers", _("People in sessions"), "people", 54))
declare_waiting(
    Waiting(
        "my_sessions",
        answers_wanted,
        ngettext_lazy("%(count)d session waits for your answer", "%(count)d sessions wait for your answer", "count"),
    )
)
declare_manage_waiting(
    queue(
        "manage_speakers",
        declined_parts,
        ngettext_lazy("%(count)d person has declined a session.", "%(count)d people have declined a session.", "count"),
        since="answered_at",
        leads="manage_session_speakers",
        word="part__session__code",
        query="?answer=declined",
    ),
    queue(
        "manage_needs",
        open_needs,
        ngettext_lazy(
            "%(count)d need of somebody in a session is open.", "%(count)d needs of people in sessions are open.", "count"
        ),
        since="at",
        leads="manage_session_speakers",
        word="part__session__code",
        query="?state=need_open",
    ),
)
declare_session_part(materials_part, order=50)
declare_unavailable(unavailable_speakers)
for model in (Impossible, Material):
    settle(model, stay_behind)
_SESSION = {"part__session__code": _("Session"), "session__code": _("Session")}
declare_personal(
    _("Being in sessions"),
    Personal(
        Invitation,
        _("Sessions you are invited into"),
        of_person("part__person"),
        "part__session__code invited_at state line answered_at",
        deleted(),
        {**_SESSION, "invited_at": _("Invited"), "state": _("Answer"), "line": _("What you wrote"), "answered_at": _("Answered")},
        {"state": told_answer},
        is_open=True,
    ),
    Personal(
        Invitation,
        _("People you invited into sessions"),
        of_account("by"),
        "part__session__code invited_at",
        kept(OFFICE),
        {**_SESSION, "invited_at": _("Invited")},
    ),
    Personal(
        Need,
        _("What you need in sessions"),
        of_person("part__person"),
        "part__session__code kind line at met_at",
        deleted(),
        {**_SESSION, "line": _("What you wrote"), "at": _("Said"), "met_at": _("Seen to")},
        {"kind": told_need},
    ),
    Personal(
        Impossible,
        _("When you cannot be in a session"),
        of_person("person"),
        "edition__slug starts_at ends_at line",
        deleted(),
        {"line": _("What you wrote")},
    ),
    Personal(
        Material,
        _("Materials you brought to sessions"),
        of_person("person"),
        "session__code kind title level link form size added_at",
        deleted(),
        {
            **_SESSION,
            "title": pgettext_lazy("a material", "Title"),
            "link": _("Address"),
            "form": _("File"),
            "size": _("Bytes"),
            "added_at": _("Added"),
        },
        {"kind": told_material},
        is_open=True,
    ),
    Personal(
        MaterialFile,
        _("Files you brought to sessions"),
        of_person("material__person"),
        "material__session__code content",
        deleted(),
        {"material__session__code": _("Session"), "content": _("File")},
        is_open=True,
    ),
)
declare_revocable(
    Revocable(Invitation, {}, key="code", is_lost=True),
    Revocable(Material, {"level": LEVEL}, key="code", is_lost=True),
)
watch(Invitation, Material)
declare_lasting("what somebody answered or brought gives nobody a right", "meet.invitation.state", "meet.material.digest")
