"""Lead to the palette."""

from django.urls import path

from praya.match.palette import views

urlpatterns = [path("e/<slug:edition>/palette/", views.palette, name="palette")]
