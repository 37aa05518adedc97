"""Lead to the trail."""

from django.urls import path

from praya.meet.trail import views

urlpatterns = [path("e/<slug:edition>/manage/trail/", views.manage_trail, name="manage_trail")]
