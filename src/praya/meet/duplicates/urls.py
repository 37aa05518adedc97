"""Address the organiser's queue of duplicates."""

from django.urls import path

from praya.meet.duplicates import views

urlpatterns = [
    path("e/<slug:edition>/manage/duplicates/", views.manage_duplicates, name="manage_duplicates"),
    path("e/<slug:edition>/manage/duplicates/decided/", views.manage_duplicates_decided, name="manage_duplicates_decided"),
    path("e/<slug:edition>/manage/duplicates/search/", views.manage_duplicates_search, name="manage_duplicates_search"),
    path("e/<slug:edition>/manage/duplicates/certain/", views.manage_duplicates_certain, name="manage_duplicates_certain"),
    path("e/<slug:edition>/manage/duplicates/<slug:code>/say/", views.manage_duplicate_say, name="manage_duplicate_say"),
    path("e/<slug:edition>/manage/duplicates/<slug:code>/undo/", views.manage_duplicate_undo, name="manage_duplicate_undo"),
]
