"""Lead every address to its view; each feature lists its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("praya.site.health")),
    path("", include("praya.core.jobs.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("praya.meet.editions.urls")),
    path("", include("praya.meet.accreditation.urls")),
    path("", include("praya.meet.exhibitors.urls")),
    path("", include("praya.match.meetings.urls_manage")),
]
