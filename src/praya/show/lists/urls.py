"""Lead to lists."""

from django.urls import path

from praya.show.lists import views

urlpatterns = [
    path("e/<slug:edition>/lists/", views.lists, name="lists"),
    path("e/<slug:edition>/lists/new/", views.list_new, name="list_new"),
    path("e/<slug:edition>/lists/add/", views.list_add, name="list_add"),
    path("e/<slug:edition>/lists/<slug:code>/", views.shortlist_page, name="list"),
    path("e/<slug:edition>/lists/<slug:code>/do/", views.list_act, name="list_act"),
    path("e/<slug:edition>/lists/<slug:code>/item/", views.list_item, name="list_item"),
    path("e/<slug:edition>/lists/<slug:code>/export/<slug:kind>/", views.list_export, name="list_export"),
]
