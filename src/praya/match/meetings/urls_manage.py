"""Address the pages on which organisers match, publish, repair and report."""

from django.urls import path

from praya.match.meetings import views_overview, views_publishing, views_rounds, views_runs

_RUN = "e/<slug:edition>/manage/runs/<slug:code>/"
_ROUND = "e/<slug:edition>/manage/rounds/<int:number>/"

urlpatterns = [
    path("e/<slug:edition>/manage/", views_overview.manage, name="manage"),
    path("e/<slug:edition>/manage/rounds/", views_rounds.manage_rounds, name="manage_rounds"),
    path(_ROUND, views_rounds.manage_round, name="manage_round"),
    path(f"{_ROUND}freeze/", views_rounds.manage_round_freeze, name="manage_round_freeze"),
    path(f"{_ROUND}reopen/", views_rounds.manage_round_reopen, name="manage_round_reopen"),
    path(f"{_ROUND}runs/", views_rounds.manage_run_start, name="manage_run_start"),
    path(f"{_ROUND}compare/", views_runs.manage_compare, name="manage_compare"),
    path(_RUN, views_runs.manage_run, name="manage_run"),
    path(f"{_RUN}progress/", views_runs.manage_run_progress, name="manage_run_progress"),
    path(f"{_RUN}cancel/", views_runs.manage_run_cancel, name="manage_run_cancel"),
    path(f"{_RUN}publish/", views_publishing.manage_publish, name="manage_publish"),
]
