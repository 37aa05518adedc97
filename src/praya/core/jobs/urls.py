"""Lead to the pages of jobs."""

from django.urls import path

from praya.core.jobs import views

urlpatterns = [
    path("jobs/", views.jobs_held, name="jobs_held"),
    path("jobs/<uuid:job>/", views.job, name="job"),
    path("jobs/<uuid:job>/cancel/", views.job_cancel, name="job_cancel"),
    path("jobs/<uuid:job>/retry/", views.job_retry, name="job_retry"),
]
