"""Lead to exhibitors and people."""

from django.urls import path

from praya.match.attendees import views

urlpatterns = [
    path("e/<slug:edition>/exhibitors/", views.exhibitors, name="exhibitors"),
    path("e/<slug:edition>/people/", views.people_list, name="people"),
]
