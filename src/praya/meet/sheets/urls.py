"""Address the pages of imports and exports."""

from django.urls import path

from praya.meet.sheets import views

urlpatterns = [
    path("e/<slug:edition>/manage/import/", views.manage_import, name="manage_import"),
    path(
        "e/<slug:edition>/manage/import/template/<slug:heads>/<slug:kind>/",
        views.manage_import_example,
        name="manage_import_example",
    ),
    path("e/<slug:edition>/manage/import/<slug:code>/", views.manage_import_file, name="manage_import_file"),
    path("e/<slug:edition>/manage/import/<slug:code>/confirm/", views.manage_import_confirm, name="manage_import_confirm"),
    path("e/<slug:edition>/manage/import/<slug:code>/discard/", views.manage_import_discard, name="manage_import_discard"),
    path("e/<slug:edition>/manage/import/<slug:code>/report/", views.manage_import_report, name="manage_import_report"),
    path("e/<slug:edition>/manage/export/", views.manage_export, name="manage_export"),
]
