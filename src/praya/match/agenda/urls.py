"""Lead to the agenda and everything around it."""

from django.urls import path

from praya.match.agenda import availability_views, feed_views, me_views, meeting_views, pdf_views, views

urlpatterns = [
    path("e/<slug:edition>/agenda/", views.agenda, name="agenda"),
    path("e/<slug:edition>/agenda/agenda.pdf", pdf_views.agenda_pdf, name="agenda_pdf"),
    path("e/<slug:edition>/agenda/<slug:code>/", meeting_views.meeting, name="meeting"),
    path("e/<slug:edition>/agenda/<slug:code>/outcome/", meeting_views.outcome, name="meeting_outcome"),
    path("e/<slug:edition>/agenda/<slug:code>/follow-up/", meeting_views.follow_up, name="meeting_follow_up"),
    path("e/<slug:edition>/agenda/<slug:code>/note/", meeting_views.note, name="meeting_note"),
    path("e/<slug:edition>/agenda/<slug:code>/cancel/", meeting_views.cancel, name="meeting_cancel"),
    path("e/<slug:edition>/agenda/<slug:code>/late/", meeting_views.late, name="meeting_late"),
    path("e/<slug:edition>/agenda/<slug:code>/hand-over/", meeting_views.hand_over, name="meeting_hand_over"),
    path("e/<slug:edition>/agenda/<slug:code>/link/", meeting_views.link, name="meeting_link"),
    path("e/<slug:edition>/notices/", views.notices, name="notices"),
    path("e/<slug:edition>/notices/read/", views.notices_read, name="notices_read"),
    path("e/<slug:edition>/availability/", availability_views.availability, name="availability"),
    path("e/<slug:edition>/me/", me_views.me, name="me"),
    path("e/<slug:edition>/me/room/", me_views.own_room, name="own_room"),
    path("e/<slug:edition>/me/feed/", views.feed_renew, name="feed_renew"),
    path("feeds/<str:token>.ics", feed_views.feed, name="feed"),
]
