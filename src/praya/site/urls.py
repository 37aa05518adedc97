"""Lead every address to its view; each feature lists its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("praya.site.health")),
    path("", include("praya.core.jobs.urls")),
    path("", include("praya.demo.urls")),
    path("", include("praya.core.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("praya.site.style.urls")),
    path("", include("praya.site.offline.urls")),
    path("", include("praya.meet.editions.urls_public")),
    path("", include("praya.match.palette.urls")),
    path("", include("praya.meet.editions.urls")),
    path("", include("praya.meet.accreditation.urls")),
    path("", include("praya.meet.exhibitors.urls")),
    path("", include("praya.meet.duplicates.urls")),
    path("", include("praya.meet.sheets.urls")),
    path("", include("praya.meet.trail.urls")),
    path("", include("praya.show.printed.urls")),
    path("", include("praya.show.works.urls")),
    path("", include("praya.show.directory.urls")),
    path("", include("praya.show.searches.urls")),
    path("", include("praya.show.records.urls")),
    path("", include("praya.show.showcases.urls")),
    path("", include("praya.show.lists.urls")),
    path("", include("praya.match.meetings.urls_manage")),
    path("", include("praya.match.suggestions.urls")),
    path("", include("praya.match.attendees.urls")),
    path("", include("praya.match.requests.urls")),
    path("", include("praya.match.agenda.urls")),
    path("", include("praya.match.messages.urls")),
]
