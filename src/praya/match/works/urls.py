"""Lead to works, to the people behind them, and to the public catalogue."""

from django.urls import path

from praya.match.works import views, views_api, views_people, views_print, views_saved, views_work

urlpatterns = [
    path("catalogue/", views.catalogue, name="catalogue"),
    path("api/catalogue/", views_api.catalogue_api, name="catalogue_api"),
    path("catalogue/<slug:code>/", views_work.catalogue_title, name="catalogue_title"),
    path("e/<slug:edition>/works/", views.works, name="works"),
    path("e/<slug:edition>/works/map/", views.works_map, name="works_map"),
    path("e/<slug:edition>/works/compare/", views_work.works_compare, name="works_compare"),
    path("e/<slug:edition>/works/print/", views_print.works_pdf, name="works_pdf"),
    path("e/<slug:edition>/works/print/<slug:code>/", views_print.works_printed, name="works_printed"),
    path("e/<slug:edition>/works/print/<slug:code>/file/", views_print.works_printed_file, name="works_printed_file"),
    path("e/<slug:edition>/works/<slug:code>/", views_work.work, name="work"),
    path("e/<slug:edition>/works/<slug:code>/access/", views_work.work_ask_access, name="work_ask_access"),
    path("e/<slug:edition>/api/works/", views_api.works_api, name="works_api"),
    path("e/<slug:edition>/searches/", views_saved.saved_searches, name="saved_searches"),
    path("e/<slug:edition>/searches/<slug:code>/", views_saved.saved_search, name="saved_search"),
    path("searches/stop/<str:token>/", views_saved.search_stop, name="search_stop"),
    path("e/<slug:edition>/persons/<slug:code>/", views_people.person, name="person"),
    path("e/<slug:edition>/organisations/<slug:code>/", views_people.organisation, name="organisation"),
]
