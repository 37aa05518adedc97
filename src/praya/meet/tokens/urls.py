"""Lead to the tokens of programs."""

from django.urls import path

from praya.meet.tokens import views

urlpatterns = [
    path("e/<slug:edition>/tokens/", views.tokens, name="tokens"),
    path("e/<slug:edition>/tokens/<slug:token>/withdraw/", views.token_withdraw, name="token_withdraw"),
    path("e/<slug:edition>/manage/tokens/", views.manage_tokens, name="manage_tokens"),
    path("e/<slug:edition>/manage/tokens/<slug:token>/withdraw/", views.manage_token_withdraw, name="manage_token_withdraw"),
]
