"""Lead to how one is written to."""

from django.urls import path

from praya.core.letters import views

urlpatterns = [
    path("account/letters/", views.letters, name="letters"),
    path("letters/stop/<str:token>/", views.letters_stop, name="letters_stop"),
]
