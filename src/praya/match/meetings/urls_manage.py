"""Address the pages on which organisers match, publish, repair and report."""

from django.urls import path

from praya.match.meetings import views_overview, views_publishing, views_repair, views_reports, views_rounds, views_runs

_MANAGE = "e/<slug:edition>/manage/"
_RUN = f"{_MANAGE}rounds/runs/<slug:code>/"
_ROUND = f"{_MANAGE}rounds/<int:number>/"
_REPAIR = f"{_MANAGE}repair/"

urlpatterns = [
    path(_MANAGE, views_overview.manage, name="manage"),
    path(f"{_MANAGE}rounds/", views_rounds.manage_rounds, name="manage_rounds"),
    path(_ROUND, views_rounds.manage_round, name="manage_round"),
    path(f"{_ROUND}freeze/", views_rounds.manage_round_freeze, name="manage_round_freeze"),
    path(f"{_ROUND}reopen/", views_rounds.manage_round_reopen, name="manage_round_reopen"),
    path(f"{_ROUND}runs/", views_rounds.manage_run_start, name="manage_run_start"),
    path(f"{_ROUND}compare/", views_runs.manage_compare, name="manage_compare"),
    path(_RUN, views_runs.manage_run, name="manage_run"),
    path(f"{_RUN}progress/", views_runs.manage_run_progress, name="manage_run_progress"),
    path(f"{_RUN}cancel/", views_runs.manage_run_cancel, name="manage_run_cancel"),
    path(f"{_RUN}publish/", views_publishing.manage_publish, name="manage_publish"),
    path(_REPAIR, views_repair.manage_repair, name="manage_repair"),
    path(f"{_REPAIR}person/<slug:code>/", views_repair.manage_repair_person, name="manage_repair_person"),
    path(f"{_REPAIR}stand/<slug:code>/", views_repair.manage_repair_stand, name="manage_repair_stand"),
    path(f"{_REPAIR}meeting/<slug:code>/", views_repair.manage_repair_meeting, name="manage_repair_meeting"),
    path(f"{_REPAIR}<slug:code>/", views_repair.manage_repair_proposal, name="manage_repair_proposal"),
    path(f"{_REPAIR}<slug:code>/apply/", views_repair.manage_repair_apply, name="manage_repair_apply"),
    path(f"{_REPAIR}<slug:code>/discard/", views_repair.manage_repair_discard, name="manage_repair_discard"),
    path(f"{_MANAGE}heat-maps/", views_reports.manage_heatmaps, name="manage_heatmaps"),
    path(f"{_MANAGE}heat-maps/<int:hall>/", views_reports.manage_hall_map, name="manage_hall_map"),
    path(f"{_MANAGE}reports/", views_reports.manage_reports, name="manage_reports"),
    path(f"{_MANAGE}reports/<slug:name>.<slug:kind>", views_reports.manage_report_file, name="manage_report_file"),
]
