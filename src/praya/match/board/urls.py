"""Address the board of the day and the lists behind it."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.board import views
from praya.match.board.listing import IDLE, VIPS

_BOARD = "e/<slug:edition>/manage/board/"

urlpatterns = [
    path(_BOARD, views.manage_board, name="manage_board"),
    path(f"{_BOARD}wall/", views.manage_board_wall, name="manage_board_wall"),
    *list_urls(IDLE),
    *list_urls(VIPS),
]
