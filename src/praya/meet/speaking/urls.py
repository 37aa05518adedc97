"""Address the pages of those who are in sessions, and those on which the team invites them."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.speaking import views, views_managing, views_materials
from praya.meet.speaking.listing import SPEAKER_MATERIALS, SPEAKER_NEEDS, SPEAKERS

_MINE, _MANAGE = "e/<slug:edition>/mine/sessions/", "e/<slug:edition>/manage/speakers/"
_ONE, _SESSION = f"{_MINE}one/<slug:code>/", f"{_MANAGE}sessions/<slug:code>/"

urlpatterns = [
    path(_MINE, views.my_sessions, name="my_sessions"),
    path(f"{_MINE}hours/", views.my_hours, name="my_hours"),
    path(f"{_MINE}hours/<slug:code>/", views.my_hour, name="my_hour"),
    path(f"{_MINE}hours/<slug:code>/remove/", views.my_hour_remove, name="my_hour_remove"),
    path(_ONE, views.my_session, name="my_session"),
    path(f"{_ONE}answer/", views.my_session_answer, name="my_session_answer"),
    path(f"{_ONE}title/", views.my_session_title, name="my_session_title"),
    path(f"{_ONE}needs/", views.my_session_need, name="my_session_need"),
    path(f"{_ONE}materials/", views_materials.my_session_materials, name="my_session_materials"),
    path(f"{_ONE}materials/<slug:material>/", views_materials.my_material, name="my_material"),
    path(f"{_ONE}materials/<slug:material>/remove/", views_materials.my_material_remove, name="my_material_remove"),
    path("e/<slug:edition>/materials/<slug:code>/", views_materials.material, name="material"),
    *list_urls(SPEAKERS),
    *list_urls(SPEAKER_NEEDS),
    *list_urls(SPEAKER_MATERIALS),
    path(f"{_MANAGE}write/", views_managing.manage_speakers_act, name="manage_speakers_act"),
    path(_SESSION, views_managing.manage_session_speakers, name="manage_session_speakers"),
    path(f"{_SESSION}write/", views_managing.manage_session_write, name="manage_session_write"),
    path(f"{_MANAGE}invitations/<slug:code>/", views_managing.manage_invitation, name="manage_invitation"),
    path(f"{_MANAGE}needs/<slug:code>/", views_managing.manage_need, name="manage_need"),
    path(f"{_MANAGE}materials/<slug:code>/remove/", views_managing.manage_material_remove, name="manage_material_remove"),
]
