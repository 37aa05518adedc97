"""Address the pages on which organisers accredit people."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.accreditation import views
from praya.meet.accreditation.listing import DELEGATES

urlpatterns = [
    path("e/<slug:edition>/manage/categories/", views.manage_categories, name="manage_categories"),
    path("e/<slug:edition>/manage/categories/sets/<slug:name>/", views.manage_category_set, name="manage_category_set"),
    path("e/<slug:edition>/manage/categories/sets/undo/", views.manage_category_set_undo, name="manage_category_set_undo"),
    path("e/<slug:edition>/manage/categories/<slug:category>/", views.manage_category, name="manage_category"),
    path(
        "e/<slug:edition>/manage/categories/<slug:category>/remove/", views.manage_category_remove, name="manage_category_remove"
    ),
    *list_urls(DELEGATES),
    path("e/<slug:edition>/manage/delegates/decide/", views.manage_delegates_decide, name="manage_delegates_decide"),
    path("e/<slug:edition>/manage/delegates/undo/<int:entry>/", views.manage_delegates_undo, name="manage_delegates_undo"),
    path("e/<slug:edition>/manage/delegates/new/", views.manage_delegate_new, name="manage_delegate_new"),
    path("e/<slug:edition>/manage/delegates/<slug:code>/", views.manage_delegate, name="manage_delegate"),
]
