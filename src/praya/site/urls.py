"""Lead every address to its view: each room lists its own."""

from django.urls import include, path

from praya.core.features.addresses import addresses_of_rooms

urlpatterns = [
    path("", include("praya.site.health")),
    path("", include("praya.site.style.urls")),
    path("", include("praya.site.offline.urls")),
    *addresses_of_rooms(),
]
