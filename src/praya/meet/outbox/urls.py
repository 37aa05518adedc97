"""Lead to the outbox of an edition."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.outbox import text_views, views, views_inviting
from praya.meet.outbox.listing import INVITATIONS, OUTBOX

_TEXT = "e/<slug:edition>/manage/letters/texts/<slug:kind>/<slug:language>/"
urlpatterns = [
    *list_urls(OUTBOX),
    *list_urls(INVITATIONS),
    path("e/<slug:edition>/manage/invitations/invite/", views_inviting.manage_invite, name="manage_invite"),
    path("e/<slug:edition>/invitation/", views_inviting.invitation, name="invitation"),
    path("e/<slug:edition>/manage/letters/new/", views.manage_letter_new, name="manage_letter_new"),
    path("e/<slug:edition>/manage/letters/texts/", text_views.manage_letter_texts, name="manage_letter_texts"),
    path(_TEXT, text_views.manage_letter_text, name="manage_letter_text"),
    path(f"{_TEXT}usual/", text_views.manage_letter_text_usual, name="manage_letter_text_usual"),
    path("e/<slug:edition>/manage/letters/<slug:mailing>/", views.manage_mailing, name="manage_mailing"),
    path("e/<slug:edition>/manage/letters/<slug:mailing>/do/", views.manage_mailing_do, name="manage_mailing_do"),
]
