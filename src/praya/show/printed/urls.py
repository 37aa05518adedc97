"""Lead to printed catalogues; these addresses come before those of single works."""

from django.urls import path

from praya.show.printed import views

urlpatterns = [
    path("e/<slug:edition>/works/print/", views.works_pdf, name="works_pdf"),
    path("e/<slug:edition>/works/print/<slug:code>/", views.works_printed, name="works_printed"),
    path("e/<slug:edition>/works/print/<slug:code>/file/", views.works_printed_file, name="works_printed_file"),
]
