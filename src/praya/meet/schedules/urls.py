"""Lead to the calendars and files of a released programme."""

from django.urls import path

from praya.meet.schedules import views

_FILES = "e/<slug:edition>/programme/files/"
_IN = f"{_FILES}<slug:language>/"

urlpatterns = [
    path(_FILES, views.programme_files, name="programme_files"),
    path(f"{_IN}edition.ics", views.calendar_edition, name="calendar_edition"),
    path(f"{_IN}sites/<slug:site>/site.ics", views.calendar_site, name="calendar_site"),
    path(f"{_IN}sites/<slug:site>/schedule.xml", views.schedule_xml, name="schedule_xml"),
    path(f"{_IN}sites/<slug:site>/schedule.json", views.schedule_json, name="schedule_json"),
    path(f"{_IN}rooms/<slug:code>/room.ics", views.calendar_room, name="calendar_room"),
    path(f"{_IN}tracks/<slug:code>/track.ics", views.calendar_track, name="calendar_track"),
    path(f"{_IN}people/<slug:code>/person.ics", views.calendar_person, name="calendar_person"),
]
