"""Lead to wishes and requests."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.requests import views
from praya.match.requests.listing import REQUESTS

urlpatterns = [
    path("e/<slug:edition>/wishes/", views.wishes, name="wishes"),
    path("e/<slug:edition>/with/<slug:code>/", views.calendar, name="calendar"),
    path("e/<slug:edition>/with/<slug:code>/wish/", views.wish, name="wish"),
    path("e/<slug:edition>/with/<slug:code>/ask/", views.ask, name="ask"),
    *list_urls(REQUESTS, views.requests),
    path("e/<slug:edition>/requests/<slug:code>/", views.request_detail, name="request"),
    path("e/<slug:edition>/requests/<slug:code>/edit/", views.request_edit, name="request_edit"),
    path("e/<slug:edition>/requests/<slug:code>/accept/", views.request_accept, name="request_accept"),
    path("e/<slug:edition>/requests/<slug:code>/decline/", views.request_decline, name="request_decline"),
    path("e/<slug:edition>/requests/<slug:code>/withdraw/", views.request_withdraw, name="request_withdraw"),
]
