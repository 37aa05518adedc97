"""Lead to what is held of oneself."""

from django.urls import path

from praya.core.personal import views

urlpatterns = [
    path("account/data/", views.own_data, name="own_data"),
    path("account/data/download/", views.own_data_download, name="own_data_download"),
    path("account/erase/", views.erase_own, name="erase_own"),
]
