"""Lead to seats: what delegates do on a session's page, their own list, and what organisers and the desk do."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.seats import views, views_door, views_managing
from praya.meet.seats.listing import MY_SEATS, SEATS

_TOLD, _MANAGE = "e/<slug:edition>/seats/<slug:code>/", "e/<slug:edition>/manage/seats/"

urlpatterns = [
    path(f"{_TOLD}ask/", views.seat_ask, name="seat_ask"),
    path(f"{_TOLD}give-back/", views.seat_give_back, name="seat_give_back"),
    path(f"{_TOLD}bundle.json", views.seat_bundle, name="seat_bundle"),
    *list_urls(MY_SEATS),
    *list_urls(SEATS),
    path(f"{_MANAGE}rules/", views_managing.manage_admissions, name="manage_admissions"),
    path(f"{_MANAGE}rules/<slug:code>/", views_managing.manage_admission, name="manage_admission"),
    path(f"{_MANAGE}rules/<slug:code>/act/", views_managing.manage_admission_act, name="manage_admission_act"),
    path(f"{_MANAGE}ladder/", views_managing.manage_ladder, name="manage_ladder"),
    path(f"{_MANAGE}doors/", views_door.manage_doors, name="manage_doors"),
    path(f"{_MANAGE}door/<slug:code>/", views_door.manage_door, name="manage_door"),
    path(f"{_MANAGE}door/<slug:code>/act/", views_door.manage_door_act, name="manage_door_act"),
]
