"""Lead to the buttons with which delegates plan their agenda."""

from django.urls import path

from praya.meet.planner import views

urlpatterns = [
    path("e/<slug:edition>/programme/<slug:code>/bookmark/", views.session_bookmark, name="session_bookmark"),
    path("e/<slug:edition>/availability/sessions/", views.bookmarks_busy, name="bookmarks_busy"),
]
