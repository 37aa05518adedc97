"""Lead to the sign-in links of a demonstration."""

from django.urls import path

from praya.demo.entering import demo_sign_in

urlpatterns = [path("demo/enter/<str:token>/", demo_sign_in, name="demo_sign_in")]
