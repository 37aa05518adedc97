"""Address the pages on which organisers set an edition up."""

from django.urls import path

from praya.meet.setup import site_views, views

urlpatterns = [
    path("markets/new/", views.market_new, name="market_new"),
    path("e/<slug:edition>/manage/edition/", views.manage_edition, name="manage_edition"),
    path("e/<slug:edition>/manage/team/", views.manage_team, name="manage_team"),
    path("e/<slug:edition>/manage/team/<int:member>/part/", views.manage_team_role, name="manage_team_role"),
    path("e/<slug:edition>/manage/team/<int:member>/remove/", views.manage_team_remove, name="manage_team_remove"),
    path("e/<slug:edition>/manage/sites/", site_views.manage_sites, name="manage_sites"),
    path("e/<slug:edition>/manage/sites/<slug:site>/", site_views.manage_site, name="manage_site"),
    path("e/<slug:edition>/manage/sites/<slug:site>/facts/", site_views.manage_site_facts, name="manage_site_facts"),
    path("e/<slug:edition>/manage/sites/<slug:site>/hours/", site_views.manage_site_hours, name="manage_site_hours"),
    path("e/<slug:edition>/manage/sites/<slug:site>/breaks/", site_views.manage_break_add, name="manage_break_add"),
    path("e/<slug:edition>/manage/sites/<slug:site>/halls/", site_views.manage_hall_add, name="manage_hall_add"),
    path("e/<slug:edition>/manage/sites/<slug:site>/remove/", site_views.manage_site_remove, name="manage_site_remove"),
    path("e/<slug:edition>/manage/breaks/<int:pause>/remove/", site_views.manage_break_remove, name="manage_break_remove"),
    path("e/<slug:edition>/manage/halls/<int:hall>/remove/", site_views.manage_hall_remove, name="manage_hall_remove"),
    path("e/<slug:edition>/manage/halls/<int:hall>/tables/", site_views.manage_tables, name="manage_tables"),
    path("e/<slug:edition>/manage/halls/<int:hall>/stands/", site_views.manage_stands_add, name="manage_stands_add"),
    path("e/<slug:edition>/manage/stands/<int:stand>/remove/", site_views.manage_stand_remove, name="manage_stand_remove"),
]
