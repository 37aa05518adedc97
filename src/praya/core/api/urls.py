"""Lead to the document of what programs may ask for."""

from django.urls import path

from praya.core.api import views

urlpatterns = [path("api/openapi.json", views.api_document, name="api_document")]
