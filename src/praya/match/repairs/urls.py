"""Address the pages of the repair desk."""

from django.urls import path

from praya.match.repairs import views, views_hand

_REPAIR = "e/<slug:edition>/manage/repair/"

urlpatterns = [
    path(_REPAIR, views.manage_repair, name="manage_repair"),
    path(f"{_REPAIR}person/<slug:code>/", views.manage_repair_person, name="manage_repair_person"),
    path(f"{_REPAIR}stand/<slug:code>/", views.manage_repair_stand, name="manage_repair_stand"),
    path(f"{_REPAIR}meeting/<slug:code>/", views.manage_repair_meeting, name="manage_repair_meeting"),
    path(f"{_REPAIR}meeting/<slug:code>/hand/", views_hand.manage_meeting_hand, name="manage_meeting_hand"),
    path(f"{_REPAIR}request/<slug:code>/", views_hand.manage_request_hand, name="manage_request_hand"),
    path(f"{_REPAIR}<slug:code>/undo/", views_hand.manage_repair_undo, name="manage_repair_undo"),
    path(f"{_REPAIR}<slug:code>/", views.manage_repair_proposal, name="manage_repair_proposal"),
    path(f"{_REPAIR}<slug:code>/apply/", views.manage_repair_apply, name="manage_repair_apply"),
    path(f"{_REPAIR}<slug:code>/discard/", views.manage_repair_discard, name="manage_repair_discard"),
]
