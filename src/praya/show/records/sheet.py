"""Declare the sheet from which a company enters many works at once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.sheets import fields
from praya.core.sheets.columns import Column
from praya.core.sheets.kinds import SheetKind
from praya.meet.sheets.desks import Desk
from praya.meet.works.rules import comes_for_a_company
from praya.show.records.sheet_actions import write_works
from praya.show.records.sheet_planning import plan_works

TITLES = SheetKind(
    "titles", "titles, 作品, 作品, works, 片名",
    (
        Column("name", "name, 片名, 片名, title, título, العنوان",
               ("花樣年華", "Dune Road"), has_tags=True, in_chinese=("", "沙丘之路")),
        Column("kind", "kind, 類型, 类型, type, tipo", ("film", "series")),
        Column("stage", "stage, 階段, 阶段, status, fase", ("financing", "completed")),
        Column("year", "year, 年份, 年份, ano", ("2027", "")),
        Column("minutes", "minutes, 片長, 片长, running time, duração", ("98", "45")),
        Column("episodes", "episodes, 集數, 集数, episódios", ("", "8")),
        Column("genres", "genres, 題材, 题材, genre, géneros", ("drama, romance", "spy")),
        Column("countries", "countries, 國家及地區, 国家及地区, country, países", ("Hong Kong, France", "Canada")),
        Column("languages", "languages, 語言, 语言, language, línguas", ("Cantonese", "English, French")),
        Column("logline", "logline, 一句話簡介, 一句话简介",
               ("Two neighbours.", ""), has_tags=True, limit=20_000, in_chinese=("兩個鄰居。", ""), read=fields.paragraphs),
        Column("synopsis", "synopsis, 故事大綱, 故事大纲, sinopse", has_tags=True, limit=20_000, read=fields.paragraphs),
        Column("director", "director, 導演, 导演, directors, realização", ("Wong Kar-wai", "")),
        Column("seeking", "seeking, 尋求, 寻求, sought", ("co-producer, finance", "")),
        Column("budget", "budget, 預算, 预算, orçamento", ("1500000", "")),
        Column("currency", "currency, 貨幣, 货币, moeda", ("USD", "")),
        Column("eidr", "EIDR, EIDR, EIDR"),
        Column("imdb", "IMDb, IMDb, IMDb"),
    ),
    label=_("Works"), plan=plan_works, write=write_works, stands_alone=True,
)  # fmt: skip  # a column's names on one line, what it holds beside or below them
DESK = Desk(
    name="my_works_sheet",
    address="e/<slug:edition>/mine/sheet/",
    heading=_("Many works at once"),
    about=_(
        "You see what every row would do before anything is written. Rows with faults can wait while the others are taken. "
        "An empty cell changes nothing; the same original name is the same work."
    ),
    rule=comes_for_a_company,
    leads=("my_works", _("My works")),
    kind=TITLES.key,
    megabytes=5,
)
