"""Lead to the trail."""

from praya.core.lists.urls import list_urls
from praya.meet.trail.listing import TRAIL

urlpatterns = list_urls(TRAIL)
