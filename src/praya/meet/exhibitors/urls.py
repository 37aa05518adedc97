"""Address the pages on which organisers match, publish, repair and report."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
