"""Lead to wishes and requests."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.requests import counter_views, views
from praya.match.requests.listing import REQUESTS
from praya.match.requests.wish_listing import MY_WISHES

urlpatterns = [
    path("e/<slug:edition>/wishes/", views.wishes, name="wishes"),
    *list_urls(MY_WISHES),
    path("e/<slug:edition>/with/<slug:code>/", views.calendar, name="calendar"),
    path("e/<slug:edition>/with/<slug:code>/wish/", views.wish, name="wish"),
    path("e/<slug:edition>/with/<slug:code>/ask/", views.ask, name="ask"),
    *list_urls(REQUESTS, views.requests),
    path("e/<slug:edition>/requests/<slug:code>/", views.request_detail, name="request"),
    path("e/<slug:edition>/requests/<slug:code>/edit/", views.request_edit, name="request_edit"),
    path("e/<slug:edition>/requests/<slug:code>/accept/", views.request_accept, name="request_accept"),
    path("e/<slug:edition>/requests/<slug:code>/decline/", views.request_decline, name="request_decline"),
    path("e/<slug:edition>/requests/<slug:code>/propose/", counter_views.request_propose, name="request_propose"),
    path("e/<slug:edition>/requests/<slug:code>/book/", views.request_book, name="request_book"),
    path("e/<slug:edition>/requests/<slug:code>/reopen/", views.request_reopen, name="request_reopen"),
    path("e/<slug:edition>/requests/<slug:code>/recall/", views.request_recall, name="request_recall"),
    path("e/<slug:edition>/requests/<slug:code>/restore/", views.request_restore, name="request_restore"),
    path("e/<slug:edition>/requests/<slug:code>/resume/", views.request_resume, name="request_resume"),
    path("e/<slug:edition>/requests/<slug:code>/withdraw/", views.request_withdraw, name="request_withdraw"),
]
