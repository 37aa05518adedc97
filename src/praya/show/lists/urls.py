"""Lead to lists."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.show.lists import views
from praya.show.lists.listing import LIST, LISTS

urlpatterns = [
    *list_urls(LISTS, views.lists),
    path("e/<slug:edition>/lists/new/", views.list_new, name="list_new"),
    path("e/<slug:edition>/lists/add/", views.list_add, name="list_add"),
    *list_urls(LIST, views.shortlist_page),
    path("e/<slug:edition>/lists/<slug:code>/do/", views.list_act, name="list_act"),
    path("e/<slug:edition>/lists/<slug:code>/item/", views.list_item, name="list_item"),
]
