"""Address the organiser's pages about exhibitors."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.exhibitors import views
from praya.meet.exhibitors.listing import EXHIBITORS

_ONE = "e/<slug:edition>/manage/exhibitors/<slug:code>/"

urlpatterns = [
    *list_urls(EXHIBITORS),
    path("e/<slug:edition>/manage/exhibitors/new/", views.manage_exhibitor_new, name="manage_exhibitor_new"),
    path(_ONE, views.manage_exhibitor, name="manage_exhibitor"),
    path(f"{_ONE}remove/", views.manage_exhibitor_remove, name="manage_exhibitor_remove"),
    path(f"{_ONE}staff/<slug:delegate>/add/", views.manage_staff_add, name="manage_staff_add"),
    path(f"{_ONE}staff/<slug:delegate>/remove/", views.manage_staff_remove, name="manage_staff_remove"),
]
