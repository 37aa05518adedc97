"""Lead to the pages of jobs."""

from django.urls import path

from praya.core.jobs import views

urlpatterns = [
    path("jobs/<uuid:job>/", views.job, name="job"),
    path("jobs/<uuid:job>/cancel/", views.job_cancel, name="job_cancel"),
]
