"""Lead to the front door of an edition, and to the pages on which it is written."""

from django.urls import path

from praya.meet.door import views, views_applying, views_managing

_EDITION, _FRONT = "e/<slug:edition>/", "e/<slug:edition>/manage/front/"

urlpatterns = [
    path(f"{_EDITION}about/", views.edition_about, name="edition_about"),
    path(f"{_EDITION}front/<slug:picture>/", views.front_picture, name="front_picture"),
    path(f"{_EDITION}texts/<slug:kind>/", views.edition_text, name="edition_text"),
    path(f"{_EDITION}texts/<slug:kind>/agree/", views.edition_text_agree, name="edition_text_agree"),
    path(f"{_EDITION}apply/", views_applying.apply, name="apply"),
    path(f"{_EDITION}apply/withdraw/", views_applying.apply_withdraw, name="apply_withdraw"),
    path(_FRONT, views_managing.manage_front, name="manage_front"),
    path(f"{_FRONT}picture/", views_managing.manage_front_picture, name="manage_front_picture"),
    path(f"{_FRONT}picture/remove/", views_managing.manage_front_picture_remove, name="manage_front_picture_remove"),
    path(f"{_FRONT}texts/<slug:kind>/<slug:language>/", views_managing.manage_front_text, name="manage_front_text"),
]
