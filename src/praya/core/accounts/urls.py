"""Lead to the pages of one's own account."""

from django.urls import path

from praya.core.accounts import views

urlpatterns = [
    path("language/", views.set_language, name="set_language"),
    path("account/", views.account, name="account"),
]
