"""Lead to the style page."""

from django.urls import path

from praya.site.style import views

urlpatterns = [path("style/", views.style, name="style")]
