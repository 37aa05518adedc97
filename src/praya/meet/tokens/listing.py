"""Declare the list of programs that read an edition."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import state_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.texts.joining import joined
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition
from praya.meet.tokens.queries import edition_tokens, shown_tokens

TOKENS = declare_list(
    Listing(
        name="manage_tokens",
        address="e/<slug:edition>/manage/tokens/",
        heading=_("API access"),
        about=_("These programs read the edition, each as the person who gave it a token and no more than they may read."),
        rule=may_organise,
        visit=visit_edition,
        rows=lambda asked: edition_tokens(asked.visit.edition),
        dress=lambda asked, rows: shown_tokens(rows, at=timezone.now()),
        columns=(
            Column("program", _("Program"), "token__name", sort="name"),
            Column("reads_as", _("Reads as"), "token__account__email", sort="account__email"),
            Column("reads", _("Reads"), lambda row: joined(row.reads), coded="token__operations", coded_as="codes"),
            state_column("state", _("State")),
            Column("ends", _("Ends"), "token__ends_at", type="instant", sort="ends_at"),
            Column("used", _("Last used"), "token__used_at", type="instant", sort="used_at"),
            Column("code", _("Code"), "token__code"),
        ),
        template="meet/tokens/list.html",
    )
)
