"""Address the pages on which organisers match, publish and report."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.scheduling import views_overview, views_publishing, views_reports, views_rounds, views_runs
from praya.match.scheduling.listing import LOADS, VERDICTS

_MANAGE = "e/<slug:edition>/manage/"
_RUN = f"{_MANAGE}rounds/runs/<slug:code>/"
_ROUND = f"{_MANAGE}rounds/<int:number>/"

urlpatterns = [
    path(_MANAGE, views_overview.manage, name="manage"),
    path(f"{_MANAGE}rounds/", views_rounds.manage_rounds, name="manage_rounds"),
    path(_ROUND, views_rounds.manage_round, name="manage_round"),
    path(f"{_ROUND}freeze/", views_rounds.manage_round_freeze, name="manage_round_freeze"),
    path(f"{_ROUND}reopen/", views_rounds.manage_round_reopen, name="manage_round_reopen"),
    path(f"{_ROUND}runs/", views_rounds.manage_run_start, name="manage_run_start"),
    path(f"{_ROUND}compare/", views_runs.manage_compare, name="manage_compare"),
    *list_urls(VERDICTS, views_runs.manage_run),
    path(f"{_RUN}progress/", views_runs.manage_run_progress, name="manage_run_progress"),
    path(f"{_RUN}cancel/", views_runs.manage_run_cancel, name="manage_run_cancel"),
    path(f"{_RUN}publish/", views_publishing.manage_publish, name="manage_publish"),
    *list_urls(LOADS, views_reports.manage_heatmaps),
    path(f"{_MANAGE}heat-maps/<int:hall>/", views_reports.manage_hall_map, name="manage_hall_map"),
    path(f"{_MANAGE}reports/", views_reports.manage_reports, name="manage_reports"),
    path(f"{_MANAGE}reports/<slug:name>.<slug:kind>", views_reports.manage_report_file, name="manage_report_file"),
]
