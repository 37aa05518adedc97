"""Lead every address to its view; each feature lists its own."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
