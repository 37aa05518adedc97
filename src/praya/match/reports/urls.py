"""Address the reports of a market and of its companies."""

from django.urls import path

from praya.core.lists.addresses import list_urls
from praya.match.reports import views
from praya.match.reports.listing import COMPANIES, COMPANY_REPORT, MANAGE_COMPANY

_REPORTS = "e/<slug:edition>/manage/reports/"

urlpatterns = [
    path(_REPORTS, views.manage_reports, name="manage_reports"),
    path(f"{_REPORTS}<slug:name>.<slug:kind>", views.manage_report_file, name="manage_report_file"),
    *list_urls(COMPANIES),
    *list_urls(MANAGE_COMPANY, views.manage_report_company),
    path(
        f"{_REPORTS}companies/<slug:code>/sheet.<slug:kind>",
        views.manage_report_company_sheet,
        name="manage_report_company_sheet",
    ),
    *list_urls(COMPANY_REPORT, views.company_report),
    path("e/<slug:edition>/company-report/sheet.<slug:kind>", views.company_report_sheet, name="company_report_sheet"),
]
