"""Lead to suggestions and to the organiser's page about them."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.suggestions import views, views_manage
from praya.match.suggestions.listing import REASONS

urlpatterns = [
    path("e/<slug:edition>/suggestions/", views.suggestions, name="suggestions"),
    path("e/<slug:edition>/suggestions/do/", views.suggestion, name="suggestion"),
    *list_urls(REASONS, views_manage.manage_suggestions),
    path("e/<slug:edition>/manage/suggestions/do/", views_manage.manage_suggestions_do, name="manage_suggestions_do"),
]
