"""Lead to the call desk."""

from django.urls import path
from praya.make.calls import views
from praya.make.calls.listing import CALLS

from praya.core.lists.addresses import list_urls

urlpatterns = [
    *list_urls(CALLS),
    path("e/<slug:edition>/manage/calls/<slug:code>/answer/", views.manage_call_answer, name="manage_call_answer"),
]
