"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.telling import declare_facts, declare_reshaping, declare_subjects
from praya.core.features.menus import Link, declare_manage_links
from praya.meet.trail.telling import FACTS, OF_TABLES, RESHAPED, SUBJECTS

declare_manage_links("after", Link("manage_trail", _("Trail"), "trail", 70))
declare_subjects(SUBJECTS)
declare_facts(FACTS)
for table, facts in OF_TABLES.items():
    declare_facts(facts, of=table)
declare_reshaping(RESHAPED)
