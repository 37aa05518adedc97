"""Address the changes of company that wait for somebody's word."""

from django.urls import path

from praya.meet.transfers import views

urlpatterns = [
    path("e/<slug:edition>/manage/transfers/", views.manage_transfers, name="manage_transfers"),
    path("e/<slug:edition>/manage/transfers/<slug:code>/", views.manage_transfer, name="manage_transfer"),
    path("account/transfers/<slug:code>/", views.own_transfer, name="own_transfer"),
]
