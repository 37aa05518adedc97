"""Lead to suggestions and to the organiser's page about them."""

from django.urls import path

from praya.match.suggestions import views, views_manage

urlpatterns = [
    path("e/<slug:edition>/suggestions/", views.suggestions, name="suggestions"),
    path("e/<slug:edition>/suggestions/do/", views.suggestion, name="suggestion"),
    path("e/<slug:edition>/manage/suggestions/", views_manage.manage_suggestions, name="manage_suggestions"),
    path("e/<slug:edition>/manage/suggestions/do/", views_manage.manage_suggestions_do, name="manage_suggestions_do"),
    path(
        "e/<slug:edition>/manage/suggestions/file/<slug:kind>/",
        views_manage.manage_suggestions_file,
        name="manage_suggestions_file",
    ),
]
