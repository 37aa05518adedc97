"""Show Django the tables of every feature of this app."""

from praya.core.accounts.models import Account
from praya.core.api.models import Allowance
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Credit, Draft, Grant, Identifier, Picture, Title
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.index.models import IndexState, Listing, Posting, Recent, Removal
from praya.core.jobs.models import Job, Timetable, Worker

__all__ = [
    "Account",
    "Allowance",
    "Credit",
    "Draft",
    "Entry",
    "Grant",
    "Identifier",
    "IndexState",
    "Job",
    "Listing",
    "Merge",
    "Organisation",
    "Person",
    "Picture",
    "Posting",
    "Recent",
    "Removal",
    "Resemblance",
    "Timetable",
    "Title",
    "Worker",
]
