"""Lead to works, and to the public catalogue."""

from django.urls import path

from praya.show.works import views, views_api, views_work

urlpatterns = [
    path("catalogue/", views.catalogue, name="catalogue"),
    path("api/catalogue/", views_api.catalogue_api, name="catalogue_api"),
    path("catalogue/<slug:code>/", views_work.catalogue_title, name="catalogue_title"),
    path("e/<slug:edition>/works/", views.works, name="works"),
    path("e/<slug:edition>/works/map/", views.works_map, name="works_map"),
    path("e/<slug:edition>/works/compare/", views_work.works_compare, name="works_compare"),
    path("e/<slug:edition>/works/<slug:code>/", views_work.work, name="work"),
    path("e/<slug:edition>/works/<slug:code>/access/", views_work.work_ask_access, name="work_ask_access"),
    path("e/<slug:edition>/api/works/", views_api.works_api, name="works_api"),
]
