"""Lead to showcases and to the pages on which they are curated."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.show.showcases import views, views_curating
from praya.show.showcases.listing import CURATED, SHOWCASES

_ALL, _MANAGE = "e/<slug:edition>/showcases/", "e/<slug:edition>/manage/showcases/"
_ONE = f"{_ALL}<slug:code>/"

urlpatterns = [
    *list_urls(SHOWCASES, views.showcases),
    path(f"{_ALL}new/", views_curating.showcase_new, name="showcase_new"),
    path(_ONE, views.showcase, name="showcase"),
    path(f"{_ONE}edit/", views_curating.showcase_edit, name="showcase_edit"),
    path(f"{_ONE}publish/", views_curating.showcase_publish, name="showcase_publish"),
    path(f"{_ONE}add/", views_curating.showcase_add, name="showcase_add"),
    path(f"{_ONE}works/<int:number>/", views_curating.showcase_item, name="showcase_item"),
    *list_urls(CURATED),
    path(f"{_MANAGE}<slug:code>/", views_curating.manage_showcase_order, name="manage_showcase_order"),
]
