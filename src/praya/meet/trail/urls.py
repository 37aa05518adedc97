"""Lead to the trail."""

from praya.core.lists.addresses import list_urls
from praya.meet.trail.listing import TRAIL

urlpatterns = list_urls(TRAIL)
