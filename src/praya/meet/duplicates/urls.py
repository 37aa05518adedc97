"""Address the organiser's queue of duplicates."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.duplicates import views, views_waiting
from praya.meet.duplicates.listing import DECIDED_PAIRS

urlpatterns = [
    path("e/<slug:edition>/manage/duplicates/", views.manage_duplicates, name="manage_duplicates"),
    *list_urls(DECIDED_PAIRS),
    path("e/<slug:edition>/manage/duplicates/search/", views.manage_duplicates_search, name="manage_duplicates_search"),
    path("e/<slug:edition>/manage/duplicates/certain/", views.manage_duplicates_certain, name="manage_duplicates_certain"),
    path("e/<slug:edition>/manage/duplicates/<slug:code>/say/", views.manage_duplicate_say, name="manage_duplicate_say"),
    path("e/<slug:edition>/manage/duplicates/<slug:code>/undo/", views.manage_duplicate_undo, name="manage_duplicate_undo"),
    path("e/<slug:edition>/manage/duplicates/waiting/<slug:code>/", views_waiting.manage_merge, name="manage_merge"),
    path("account/merges/<slug:code>/", views_waiting.own_merge, name="own_merge"),
]
