"""Lead to the outbox of an edition."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.outbox import views
from praya.meet.outbox.listing import OUTBOX

urlpatterns = [
    *list_urls(OUTBOX),
    path("e/<slug:edition>/manage/letters/<slug:mailing>/", views.manage_mailing, name="manage_mailing"),
    path("e/<slug:edition>/manage/letters/<slug:mailing>/do/", views.manage_mailing_do, name="manage_mailing_do"),
]
