"""Lead to messages, and to what the organisers were told about them."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.messages import manage_views, views
from praya.match.messages.listing import REPORTS, THREADS

urlpatterns = [
    *list_urls(THREADS, views.threads),
    path("e/<slug:edition>/messages/settings/", views.message_settings, name="message_settings"),
    path("e/<slug:edition>/messages/to/<slug:code>/", views.message_new, name="message_new"),
    path("e/<slug:edition>/messages/to/<slug:code>/block/", views.message_block, name="message_block"),
    path("e/<slug:edition>/messages/<slug:code>/", views.thread, name="thread"),
    path("e/<slug:edition>/messages/<slug:code>/do/", views.thread_act, name="thread_act"),
    path("e/<slug:edition>/messages/<slug:code>/read/", views.thread_read, name="thread_read"),
    path("e/<slug:edition>/messages/<slug:code>/report/", views.message_report, name="message_report"),
    *list_urls(REPORTS, manage_views.manage_abuse),
    path("e/<slug:edition>/manage/abuse/<slug:code>/", manage_views.manage_abuse_report, name="manage_abuse_report"),
    path("e/<slug:edition>/manage/abuse/lift/<slug:code>/", manage_views.manage_abuse_lift, name="manage_abuse_lift"),
]
