"""Lead to saved searches."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.show.searches import views
from praya.show.searches.listing import SEARCHES

urlpatterns = [
    *list_urls(SEARCHES, views.saved_searches),
    path("e/<slug:edition>/searches/<slug:code>/", views.saved_search, name="saved_search"),
    path("searches/stop/<str:token>/", views.search_stop, name="search_stop"),
]
