"""Search for look-alikes in the job worker."""

from __future__ import annotations

from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.jobs.actions import enqueue
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.jobs.models import Job
from praya.meet.duplicates.queries import search_key
from praya.meet.duplicates.scanning import scan
from praya.meet.duplicates.wording import KIND_WORDS
from praya.meet.editions.models import Edition


@job(attempts=3)
def find_duplicates(context: JobContext, market: int) -> int:
    """Compare all records of a market and renew its queue; nothing is merged."""
    return scan(market, progress=lambda done, total, kind: context.progress(done, total, str(KIND_WORDS.get(kind, kind))))


def start_search(edition: Edition, *, by: Account | None) -> Job:
    """Hand the search to the worker; asked twice it is still one."""
    key, label = search_key(edition.market_id), _("Searching for duplicates")
    return enqueue(find_duplicates, edition.market_id, by=by, edition=edition.pk, key=key, label=label)
