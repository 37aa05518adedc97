"""Declare the sheets of a market's organisations, delegates and their hours.

Their rows name each other's records, so they share one `World` and write it together.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from praya.core.sheets import fields
from praya.core.sheets.columns import Column
from praya.core.sheets.kinds import Reading, SheetKind
from praya.core.sheets.order_of_names import person_name
from praya.meet.accreditation.queries import categories_of
from praya.meet.editions.queries import halls_in
from praya.meet.registration import column_names as heads
from praya.meet.registration.applying import write_world
from praya.meet.registration.availability import plan_availability
from praya.meet.registration.delegates import STATUS_WORDS, plan_delegates
from praya.meet.registration.exporting import export_availability, export_delegates, export_organisations
from praya.meet.registration.organisations import plan_organisations
from praya.meet.registration.surroundings import categories_meant, sites_meant
from praya.meet.registration.telephones import telephone


def own_examples(reading: Reading) -> Mapping[str, tuple[str, str]]:
    """Return examples that hold for this very edition: its sites, a hall, its categories, its first day."""
    edition = reading.edition
    categories = [category.slug for category in categories_of(edition)[:2]] or [""]
    hall = halls_in(edition).select_related("site").order_by("site__position", "pk").first()
    names = [site.short_name for site in edition.sites.all()] or [""]
    return {
        "site": (names[0], names[-1]),
        "hall": (hall.name if hall else "", ""),
        "stand": ("A1" if hall else "", ""),
        "category": (categories[0], categories[-1]),
        "date": (edition.starts_on.isoformat(),) * 2,
    }


NO_STATUS = _("this is not a state of an accreditation; write approved or applied, or leave the cell empty.")
_SITE = Column("site", heads.SITE, limit=60, is_shared=True, meanings=sites_meant)
_ZONE = Column("zone", "time zone, 時區, 时区, zone, timezone", limit=64, is_shared=True, read=fields.zone)
_IMDB = "IMDb, IMDb, IMDb, imdb id, imdb number, imdb編號, imdb编号"
_WIKIDATA = Column("wikidata", "Wikidata, Wikidata, Wikidata, wikidata id, wikidata編號, wikidata编号",
                   read=fields.identifier())  # fmt: skip  # as the others
_REGISTRATION = Column("registration", "registration number, 商業登記號碼, 工商登记号, company number, "
                       "business registration, registration, 登記號碼, 登记号码, 統一編號, 统一社会信用代码",
                       limit=60, read=fields.registration)  # fmt: skip  # the names are one text

ORGANISATIONS = SheetKind(
    "organisations", "organisations, 機構, 机构, organizations, companies, exhibitors, 公司, 參展商, 参展商",
    (
        Column("reference", "reference, 編號, 编号, ref, id, organisation reference, 機構編號, 机构编号",
               ("ORG-001", "ORG-002"), limit=60),
        Column("name", "name, 機構名稱, 机构名称, organisation, organization, company, "
               "organisation name, company name, 公司, 公司名稱, 公司名称, 機構, 机构, 名稱, 名称",
               ("Harbour Light Pictures", "Estúdio Praia Grande"), is_required=True, has_tags=True,
               in_chinese=("海港之光影業", "大灣製作")),
        Column("country", "country or region, 國家或地區, 国家或地区, country, "
               "country/region, region, 國家, 国家, 國家/地區, 国家/地区, 地區, 地区",
               ("Hong Kong", "MO"), limit=100, read=fields.country),
        Column("activity", "activity, 業務, 业务, business, business type, 業務類型, 业务类型, 業務性質, 业务性质",
               ("Sales", "Production"), limit=60),
        Column("website", "website, 網站, 网站, web, url, homepage, 網址, 网址",
               ("https://harbourlight.example", ""), limit=300, read=fields.website),
        Column("exhibitor", "exhibitor, 參展, 参展, exhibits, is exhibitor, 參展商, 参展商, 是否參展, 是否参展",
               ("yes", "no"), limit=10, read=fields.yes_or_no),
        _SITE,
        Column("hall", "hall, 展館, 展馆, 展廳, 展厅, 館, 馆", limit=60),
        Column("stand", "stand, 展位, 展位, booth, stand number, booth number, 攤位, 摊位, 展位號, 展位号", limit=20),
        _REGISTRATION,
        Column("imdb", _IMDB, read=fields.identifier("co")),
        _WIKIDATA,
    ),
    label=_("organisations"), plan=plan_organisations,
    write=write_world, export=export_organisations, examples=own_examples, can_undo=True,
)  # fmt: skip  # a column's names on one line, what it holds beside or below them
DELEGATES = SheetKind(
    "delegates", "delegates, 代表, 代表, people, participants, attendees, 與會者, 与会者, 參會者, 参会者, 人員, 人员",
    (
        Column("reference", "reference, 編號, 编号, ref, id, delegate reference, 代表編號, 代表编号",
               ("D-001", "D-002"), limit=60),
        Column("name", heads.NAME, ("Mei Chan", "João Ribeiro"), is_required=True, has_tags=True, in_chinese=("陳美", ""),
               parts=(heads.GIVEN_NAME, heads.FAMILY_NAME), read=person_name, looks=fields.has_letters),
        Column("email", heads.EMAIL, ("mei.chan@example.org", "joao@example.org"), limit=254, read=fields.email,
               looks=fields.holds_address, is_told_by_cells=True),
        Column("organisation_reference", "organisation reference, 機構編號, 机构编号, "
               "organization reference, company reference, 公司編號, 公司编号", ("ORG-001", "ORG-002"), limit=60),
        Column("organisation", heads.ORGANISATION, ("Harbour Light Pictures", "Estúdio Praia Grande")),
        Column("job_title", heads.JOB_TITLE, ("Head of sales", "Producer"), limit=120),
        Column("category", heads.CATEGORY, limit=60, is_shared=True, meanings=categories_meant),
        Column("site", heads.SITE_OF_PEOPLE, limit=60, is_shared=True, meanings=sites_meant),
        _ZONE,
        Column("country", heads.COUNTRY, ("Hong Kong", "PT"), limit=100, read=fields.country),
        Column("languages", "languages, 語言, 语言, language, spoken languages, 語種, 语种",
               ("Cantonese, English", "pt, en"), read=fields.languages),
        Column("phone", heads.PHONE, ("+852 5550 0100", ""), limit=40, read=telephone),
        Column("status", "status, 狀態, 状态, accreditation, accreditation status, 審批狀態, 审批状态",
               ("approved", "approved"), limit=20, read=fields.one_of(STATUS_WORDS, NO_STATUS),
               looks=fields.names_one_of(STATUS_WORDS)),
        Column("imdb", _IMDB, read=fields.identifier("nm")),
        _WIKIDATA,
    ),
    label=_("delegates"), needs=("organisations",), plan=plan_delegates,
    write=write_world, export=export_delegates, examples=own_examples, can_undo=True,
)  # fmt: skip  # a column's names on one line, what it holds beside or below them
AVAILABILITY = SheetKind(
    "availability", "availability, 可用時間, 可用时间, availabilities, hours, 空檔, 空档, 時間表, 时间表",
    (
        Column("delegate", "delegate, 代表, 代表, e-mail, email, reference, "
               "delegate reference, 電郵, 邮箱, 編號, 编号, 代表編號, 代表编号",
               ("mei.chan@example.org", "D-002"), is_required=True, limit=254),
        Column("date", "date, 日期, 日期, day, on", is_required=True, limit=40, read=fields.civil_date),
        Column("from", "from, 開始, 开始, starts, start, begins, 由, 自, 開始時間, 开始时间",
               ("09:30", "14:00"), is_required=True, limit=20, read=fields.civil_time),
        Column("to", "to, 結束, 结束, ends, end, until, 至, 到, 結束時間, 结束时间",
               ("12:30", "18:00"), is_required=True, limit=20, read=fields.civil_time),
        _ZONE,
    ),
    label=_("availability"), needs=("delegates",), plan=plan_availability,
    write=write_world, export=export_availability, examples=own_examples, can_undo=True,
)  # fmt: skip  # a column's names on one line, what it holds beside or below them
