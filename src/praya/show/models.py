"""Show Django the tables of every feature of this app."""

from praya.show.lists.models import ItemNote, Shortlist, ShortlistItem
from praya.show.printed.models import PrintedCatalogue
from praya.show.searches.models import AlertDay, SavedSearch

__all__ = ["AlertDay", "ItemNote", "PrintedCatalogue", "SavedSearch", "Shortlist", "ShortlistItem"]
