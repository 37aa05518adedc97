"""Lead to the people and organisations of an edition."""

from django.urls import path

from praya.show.directory import views

urlpatterns = [
    path("e/<slug:edition>/persons/<slug:code>/", views.person, name="person"),
    path("e/<slug:edition>/persons/<slug:code>/portrait/<slug:digest>/", views.portrait, name="portrait"),
    path("e/<slug:edition>/organisations/<slug:code>/", views.organisation, name="organisation"),
]
