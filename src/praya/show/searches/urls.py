"""Lead to saved searches."""

from django.urls import path

from praya.show.searches import views

urlpatterns = [
    path("e/<slug:edition>/searches/", views.saved_searches, name="saved_searches"),
    path("e/<slug:edition>/searches/<slug:code>/", views.saved_search, name="saved_search"),
    path("searches/stop/<str:token>/", views.search_stop, name="search_stop"),
]
