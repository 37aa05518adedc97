"""Lead to exhibitors and people."""

from praya.core.lists.addresses import list_urls
from praya.match.attendees import views
from praya.match.attendees.listing import EXHIBITORS, PEOPLE

urlpatterns = [
    *list_urls(EXHIBITORS, views.exhibitors),
    *list_urls(PEOPLE, views.people_list),
]
