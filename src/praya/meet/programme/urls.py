"""Lead to the programme of an edition, and to the pages on which it is written."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.programme import (
    views,
    views_about,
    views_changes,
    views_conflicts,
    views_managing,
    views_places,
    views_preview,
    views_public,
    views_releases,
)
from praya.meet.programme.listing import PROGRAMME, SESSIONS
from praya.meet.programme.listing_changes import CHANGES

_TOLD, _MANAGE = "e/<slug:edition>/programme/", "e/<slug:edition>/manage/programme/"
_ONE = f"{_MANAGE}sessions/<slug:code>/"

urlpatterns = [
    *list_urls(PROGRAMME, views_public.programme),
    path(f"{_TOLD}timeline/", views_public.programme_timeline, name="programme_timeline"),
    path(f"{_TOLD}now/", views_public.programme_now, name="programme_now"),
    path(f"{_TOLD}clock/", views_public.programme_clock, name="programme_clock"),
    path(f"{_TOLD}wall/<slug:site>/", views_public.programme_wall, name="programme_wall"),
    path(f"{_TOLD}people/<slug:code>/", views_about.programme_person, name="programme_person"),
    path(f"{_TOLD}rooms/<slug:code>/", views_about.programme_room, name="programme_room"),
    path(f"{_TOLD}tracks/<slug:code>/", views_about.programme_track, name="programme_track"),
    path(f"{_TOLD}series/<slug:code>/", views_about.programme_series, name="programme_series"),
    path(f"{_TOLD}picture.png", views_about.programme_picture, name="programme_picture"),
    *list_urls(CHANGES),
    path(f"{_TOLD}changes/<slug:language>.atom", views_changes.programme_feed, name="programme_feed"),
    path(f"{_TOLD}<slug:code>/", views.session, name="session"),
    path(f"{_TOLD}<slug:code>/session.ics", views.session_calendar, name="session_calendar"),
    path(f"{_TOLD}<slug:code>/picture.png", views_about.session_picture, name="session_picture"),
    *list_urls(SESSIONS),
    path(f"{_MANAGE}new/", views_managing.manage_session_new, name="manage_session_new"),
    path(_ONE, views_managing.manage_session, name="manage_session"),
    path(f"{_ONE}state/", views_managing.manage_session_state, name="manage_session_state"),
    path(f"{_ONE}places/", views_managing.manage_session_place, name="manage_session_place"),
    path(f"{_ONE}people/", views_managing.manage_session_part, name="manage_session_part"),
    path(f"{_ONE}organisations/", views_managing.manage_session_host, name="manage_session_host"),
    path(f"{_ONE}works/", views_managing.manage_session_work, name="manage_session_work"),
    path(f"{_MANAGE}places/<slug:code>/", views_managing.manage_placement, name="manage_placement"),
    path(f"{_MANAGE}places/<slug:code>/remove/", views_managing.manage_placement_remove, name="manage_placement_remove"),
    path(f"{_MANAGE}conflicts/", views_conflicts.manage_conflicts, name="manage_conflicts"),
    path(f"{_MANAGE}conflicts/accept/", views_conflicts.manage_conflict_accept, name="manage_conflict_accept"),
    path(f"{_MANAGE}conflicts/<int:number>/reopen/", views_conflicts.manage_conflict_reopen, name="manage_conflict_reopen"),
    path(f"{_MANAGE}travel/", views_conflicts.manage_travel, name="manage_travel"),
    path(f"{_MANAGE}series/new/", views_places.manage_series_add, name="manage_series_add"),
    path(f"{_MANAGE}series/<slug:code>/", views_places.manage_series, name="manage_series"),
    path(f"{_MANAGE}series/<slug:code>/remove/", views_places.manage_series_remove, name="manage_series_remove"),
    path(f"{_MANAGE}preview/", views_preview.manage_preview, name="manage_preview"),
    path(f"{_MANAGE}preview/<slug:code>/", views_preview.manage_preview_session, name="manage_preview_session"),
    path(f"{_MANAGE}release/", views_releases.manage_release, name="manage_release"),
    path(f"{_MANAGE}release/plan/", views_releases.manage_release_plan, name="manage_release_plan"),
    path(f"{_MANAGE}release/planned/", views_releases.manage_release_plan_change, name="manage_release_plan_change"),
    path(f"{_ONE}tell/", views_releases.manage_session_tell, name="manage_session_tell"),
    path(f"{_MANAGE}rooms/", views_places.manage_rooms, name="manage_rooms"),
    path(f"{_MANAGE}rooms/new/", views_places.manage_room_add, name="manage_room_add"),
    path(f"{_MANAGE}rooms/<slug:code>/", views_places.manage_room, name="manage_room"),
    path(f"{_MANAGE}rooms/<slug:code>/remove/", views_places.manage_room_remove, name="manage_room_remove"),
    path(f"{_MANAGE}tracks/new/", views_places.manage_track_add, name="manage_track_add"),
    path(f"{_MANAGE}tracks/<slug:code>/", views_places.manage_track, name="manage_track"),
    path(f"{_MANAGE}tracks/<slug:code>/remove/", views_places.manage_track_remove, name="manage_track_remove"),
]
