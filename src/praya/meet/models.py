"""Show Django the tables of every feature of this app."""

from praya.meet.accreditation.models import Availability, Category, Delegate
from praya.meet.editions.models import Break, Edition, Hall, Market, OpeningHours, Site, Stand, Table, TeamMember
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from praya.meet.sheets.models import SheetImport
from praya.meet.works.models import Showcase, ShowcaseItem, Work

__all__ = [
    "Availability",
    "Break",
    "Category",
    "Delegate",
    "Edition",
    "Exhibitor",
    "Hall",
    "Market",
    "OpeningHours",
    "Party",
    "SheetImport",
    "Showcase",
    "ShowcaseItem",
    "Site",
    "Stand",
    "Table",
    "TeamMember",
    "Work",
]
