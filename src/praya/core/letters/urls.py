"""Lead to how one is written to."""

from django.urls import path

from praya.core.letters import views

urlpatterns = [
    path("account/letters/", views.letters, name="letters"),
    path("account/letters/devices/", views.push_on, name="push_on"),
    path("account/letters/devices/<slug:device>/off/", views.push_off, name="push_off"),
    path("letters/stop/<str:token>/", views.letters_stop, name="letters_stop"),
]
