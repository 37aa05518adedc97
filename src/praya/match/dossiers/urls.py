"""Address the sheets of delegates, and what they see."""

from django.urls import path

from praya.match.dossiers import views, views_sight

_DOSSIER = "e/<slug:edition>/manage/dossiers/<slug:code>/"
_NOTE = "e/<slug:edition>/manage/dossier-notes/<slug:code>/"
_SIGHT = "e/<slug:edition>/manage/see-as/<slug:code>/"

urlpatterns = [
    path(_DOSSIER, views.manage_dossier, name="manage_dossier"),
    path(f"{_DOSSIER}note/", views.manage_dossier_note, name="manage_dossier_note"),
    path(f"{_DOSSIER}invite/", views.manage_dossier_invite, name="manage_dossier_invite"),
    path(f"{_DOSSIER}see-as/", views_sight.manage_sight_begin, name="manage_sight_begin"),
    path(_NOTE, views.manage_note, name="manage_note"),
    path(f"{_NOTE}remove/", views.manage_note_remove, name="manage_note_remove"),
    path(f"{_NOTE}restore/", views.manage_note_restore, name="manage_note_restore"),
    path(f"{_SIGHT}end/", views_sight.manage_sight_end, name="manage_sight_end"),
    path(f"{_SIGHT}<slug:page>/", views_sight.manage_sight, name="manage_sight"),
]
