"""Lead to everybody's home and to the front page of an edition."""

from django.urls import path

from praya.meet.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("e/<slug:edition>/", views.edition_home, name="edition_home"),
]
