"""Address the pages on which organisers match and publish."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.scheduling import views_loads, views_overview, views_publishing, views_rounds, views_runs
from praya.match.scheduling.listing import LOADS, ROUNDS, VERDICTS

_MANAGE = "e/<slug:edition>/manage/"
_RUN = f"{_MANAGE}rounds/runs/<slug:code>/"
_ROUND = f"{_MANAGE}rounds/<int:number>/"

urlpatterns = [
    path(_MANAGE, views_overview.manage, name="manage"),
    *list_urls(ROUNDS, views_rounds.manage_rounds),
    path(_ROUND, views_rounds.manage_round, name="manage_round"),
    path(f"{_ROUND}freeze/", views_rounds.manage_round_freeze, name="manage_round_freeze"),
    path(f"{_ROUND}open/", views_rounds.manage_round_open, name="manage_round_open"),
    path(f"{_ROUND}drop/", views_rounds.manage_round_drop, name="manage_round_drop"),
    path(f"{_ROUND}dates/", views_rounds.manage_round_dates, name="manage_round_dates"),
    path(f"{_ROUND}undo/", views_rounds.manage_round_undo, name="manage_round_undo"),
    path(f"{_ROUND}reopen/", views_rounds.manage_round_reopen, name="manage_round_reopen"),
    path(f"{_ROUND}runs/", views_rounds.manage_run_start, name="manage_run_start"),
    path(f"{_ROUND}compare/", views_runs.manage_compare, name="manage_compare"),
    *list_urls(VERDICTS, views_runs.manage_run),
    path(f"{_RUN}progress/", views_runs.manage_run_progress, name="manage_run_progress"),
    path(f"{_RUN}cancel/", views_runs.manage_run_cancel, name="manage_run_cancel"),
    path(f"{_RUN}choose/", views_runs.manage_run_choose, name="manage_run_choose"),
    path(f"{_RUN}publish/", views_publishing.manage_publish, name="manage_publish"),
    *list_urls(LOADS, views_loads.manage_heatmaps),
    path(f"{_MANAGE}heat-maps/<int:hall>/", views_loads.manage_hall_map, name="manage_hall_map"),
]
