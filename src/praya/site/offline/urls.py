"""Lead to the service worker, which has to stand at the root to serve every page, and to the page it keeps."""

from django.urls import path

from praya.site.offline import views

urlpatterns = [
    path("worker.js", views.service_worker, name="service_worker"),
    path("offline/", views.offline, name="offline"),
]
