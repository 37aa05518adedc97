"""Lead to the timetable of an edition's team."""

from django.urls import path

from praya.meet.timetable import views

_TIMETABLE = "e/<slug:edition>/manage/programme/timetable/"

urlpatterns = [
    path(_TIMETABLE, views.manage_timetable, name="manage_timetable"),
    path(f"{_TIMETABLE}check/", views.manage_timetable_check, name="manage_timetable_check"),
    path(f"{_TIMETABLE}places/<slug:code>/", views.manage_timetable_move, name="manage_timetable_move"),
    path(f"{_TIMETABLE}places/<slug:code>/undo/", views.manage_timetable_undo, name="manage_timetable_undo"),
    path(f"{_TIMETABLE}places/<slug:code>/back/", views.manage_timetable_back, name="manage_timetable_back"),
    path(f"{_TIMETABLE}sessions/<slug:code>/", views.manage_timetable_place, name="manage_timetable_place"),
]
