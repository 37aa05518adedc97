"""Take the demo market out of the database again, and nothing else."""

from __future__ import annotations

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.index.actions import put_many
from praya.core.index.indexing import Listed
from praya.core.letters.actions import forget_letters_of
from praya.demo.places import DESK, MARKETS, NEWCOMER, OPERATOR, ORGANISER
from praya.match.diary.models import Meeting
from praya.match.requests.models import Request, Round
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Market
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from praya.meet.programme.models import Room, Session
from praya.meet.works.models import Showcase, Work


def clear() -> None:
    """Delete the demo markets with their editions, companies, people and accounts; the children go first."""
    with transaction.atomic():
        editions = list(Edition.objects.filter(market__slug__in=MARKETS).values_list("pk", flat=True))
        markets = list(Market.objects.filter(slug__in=MARKETS).values_list("pk", flat=True))
        Resemblance.objects.filter(market__in=markets).delete()
        Merge.objects.filter(market__in=markets).delete()
        Session.objects.filter(edition__in=editions).delete()
        Room.objects.filter(hall__site__edition__in=editions).delete()
        titles = list(Title.objects.filter(reference__startswith="demo-").values_list("pk", flat=True))
        for model in (Showcase, Work, Meeting, Round, Request, Party, Exhibitor, Delegate):
            model.objects.filter(edition__in=editions).delete()
        for kind in (Title, Person, Organisation):
            # A record that others were merged into cannot be deleted before them.
            kind.objects.filter(reference__startswith="demo-").update(merged_into=None)
        Title.objects.filter(pk__in=titles).delete()
        Edition.objects.filter(pk__in=editions).delete()
        Market.objects.filter(slug__in=MARKETS).delete()
        Entry.objects.filter(edition__in=editions).delete()
        forget_letters_of(editions)
        people = Person.objects.filter(reference__startswith="demo-")
        Account.objects.filter(person__in=people).delete()
        companies = Organisation.objects.filter(reference__startswith="demo-")
        gone = {kind: list(rows.values_list("pk", flat=True)) for kind, rows in (("person", people), ("organisation", companies))}
        people.delete()
        companies.delete()
        put_many(Listed(kind, number, ()) for kind, numbers in {**gone, "title": titles}.items() for number in numbers)
        Account.objects.filter(email__in=[ORGANISER, DESK, OPERATOR, NEWCOMER]).delete()
