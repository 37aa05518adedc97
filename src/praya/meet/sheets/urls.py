"""Address the pages of every desk at which sheets are brought in, and the export."""

from django.urls import URLPattern, path

from praya.core.lists.addresses import list_urls
from praya.meet.sheets import views, views_mending
from praya.meet.sheets.desks import Desk, desks
from praya.meet.sheets.listing import fates_at


def _addresses(desk: Desk) -> list[URLPattern]:
    name, one, rows = desk.name, f"{desk.address}<slug:code>/", fates_at(desk)
    return [
        path(desk.address, views.upload_page(desk), name=name),
        path(f"{desk.address}template/<slug:heads>/<slug:kind>/", views.template_file(desk), name=f"{name}_example"),
        *list_urls(rows, views.import_page(desk, rows)),
        path(f"{one}columns/", views.columns(desk), name=f"{name}_columns"),
        path(f"{one}mend/", views_mending.mend(desk), name=f"{name}_mend"),
        path(f"{one}mend/undo/", views_mending.unmend(desk), name=f"{name}_unmend"),
        path(f"{one}confirm/", views.confirm(desk), name=f"{name}_confirm"),
        path(f"{one}discard/", views.discard(desk), name=f"{name}_discard"),
        path(f"{one}undo/", views_mending.take_back(desk), name=f"{name}_undo"),
        path(f"{one}report/", views.report(desk), name=f"{name}_report"),
    ]


urlpatterns = [
    *(address for desk in desks() for address in _addresses(desk)),
    path("e/<slug:edition>/manage/export/", views.manage_export, name="manage_export"),
]
