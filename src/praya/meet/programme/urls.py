"""Lead to the programme of an edition, and to the pages on which it is written."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.programme import views, views_managing, views_places
from praya.meet.programme.listing import PROGRAMME, SESSIONS

_TOLD, _MANAGE = "e/<slug:edition>/programme/", "e/<slug:edition>/manage/programme/"
_ONE = f"{_MANAGE}sessions/<slug:code>/"

urlpatterns = [
    *list_urls(PROGRAMME),
    path(f"{_TOLD}<slug:code>/", views.session, name="session"),
    path(f"{_TOLD}<slug:code>/session.ics", views.session_calendar, name="session_calendar"),
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
    path(f"{_MANAGE}conflicts/", views_managing.manage_conflicts, name="manage_conflicts"),
    path(f"{_MANAGE}release/", views_managing.manage_release, name="manage_release"),
    path(f"{_MANAGE}rooms/", views_places.manage_rooms, name="manage_rooms"),
    path(f"{_MANAGE}rooms/new/", views_places.manage_room_add, name="manage_room_add"),
    path(f"{_MANAGE}rooms/<slug:code>/", views_places.manage_room, name="manage_room"),
    path(f"{_MANAGE}rooms/<slug:code>/remove/", views_places.manage_room_remove, name="manage_room_remove"),
    path(f"{_MANAGE}tracks/new/", views_places.manage_track_add, name="manage_track_add"),
    path(f"{_MANAGE}tracks/<slug:code>/", views_places.manage_track, name="manage_track"),
    path(f"{_MANAGE}tracks/<slug:code>/remove/", views_places.manage_track_remove, name="manage_track_remove"),
]
