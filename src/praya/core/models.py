"""Show Django the tables of every feature of this app."""

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.directory.models import Organisation, Person
from praya.core.jobs.models import Job, Timetable, Worker

__all__ = ["Account", "Entry", "Job", "Organisation", "Person", "Timetable", "Worker"]
