"""Lead to the tokens of programs."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.meet.tokens import views
from praya.meet.tokens.listing import TOKENS

urlpatterns = [
    path("e/<slug:edition>/tokens/", views.tokens, name="tokens"),
    path("e/<slug:edition>/tokens/<slug:token>/withdraw/", views.token_withdraw, name="token_withdraw"),
    *list_urls(TOKENS),
    path("e/<slug:edition>/manage/tokens/<slug:token>/withdraw/", views.manage_token_withdraw, name="manage_token_withdraw"),
]
