"""Write the workbook that an organiser brings to the journeys: twelve companies, thirty people, their hours and wishes.

Three things are made scarce on purpose, so that a run has something to refuse: the first company takes meetings in
four slots only, the buyer of the last afternoon shares none of them, and buyers may have four meetings each.
"""

from __future__ import annotations

from pathlib import Path

from praya.core.sheets.writing import Sheet, write_workbook

ROWS = 12 + 30 + 3 + 77
COMPANIES = (
    ("Lantern Films", "燈籠電影", "Hong Kong", "HKG"),
    ("Maré Alta Produções", "", "", "HKG"),
    ("Estúdio Praia Grande", "南灣製作", "MO", "HKG"),
    ("青い灯台スタジオ", "", "Japan", "HKG"),
    ("한강 그림 공방", "", "KR", "HKG"),
    ("珠江长卷影业", "珠江長卷影業", "中國", "HKG"),
    ("Šípková Růže Film", "", "CZ", "HKG"),
    ("Académie du Reflet", "", "France", "HKG"),
    ("Ipê Amarelo", "", "Brazil", "HKG"),
    ("Møllehjul Kino", "", "DK", "HKG"),
    ("Canyon Lantern", "", "US", "LAX"),
    ("Ocotillo Pictures", "", "US", "LAX"),
)
SELLERS = (
    ("Yip Wing-hei", "葉詠曦"), ("João Sant’Ana", ""), ("Ana Ribeiro", "李安娜"), ("佐々木 凪", ""), ("한 소율", ""),
    ("陆知微", "陸知微"), ("Žofie Nováčková", ""), ("Éloïse Brûlé", ""), ("Conceição Araújo", ""), ("Søren Kjær", ""),
    ("Dolores Peña", ""), ("Walt O’Hara", ""),
)  # fmt: skip  # a list of names, several to the line
BUYERS = (
    ("Ng See-yuen", "吳思遠"), ("Chan Mei", "陳美"), ("Kwok Ka-ling", "郭嘉玲"), ("林 海音", ""), ("山本 千尋", ""),
    ("Zoë Çelik", ""), ("Łukasz Żak", ""), ("Ingrid Ødegård", ""), ("Nguyễn Thị Hoa", ""), ("Ömer Güneş", ""),
    ("박 지호", ""), ("Ferenc Őrsi", ""), ("Lau Tsz-yan", "劉子欣"), ("Inês Vaz", ""), ("Mele Kealoha", ""),
)  # fmt: skip  # a list of names, several to the line
WAITING = (("Hóng Xīn", "洪昕"), ("Aoife Ní Bhriain", ""), ("Jorge Nuñez", ""))
COMPANY_HEADS = ("reference", "name", "name (zh-Hant)", "country or region", "exhibitor", "site", "hall", "stand")
PEOPLE_HEADS = ("reference", "name", "name (zh-Hant)", "e-mail", "organisation reference", "category", "site", "status")


def write_market(path: Path, *, country: str = "PT", until: str = "17:30") -> None:
    """Write the workbook, with the second company's country and the end of one buyer's hours as given."""
    sheets = [
        Sheet("Organisations", COMPANY_HEADS, _companies(country)),
        Sheet("Delegates", PEOPLE_HEADS, _people()),
        Sheet("Availability", ("delegate", "date", "from", "to"), _hours(until)),
        Sheet("Wishes", ("from", "to", "wish", "message"), _wishes()),
    ]
    write_workbook(sheets, path)


def _companies(second: str) -> list[tuple[str, ...]]:
    rows = []
    for number, (name, chinese, country, site) in enumerate(COMPANIES, start=1):
        hall, stand = ("Hall 1", f"A{number}") if site == "HKG" else ("Ballroom", f"B{number - 10}")
        rows.append((f"ORG-{number}", name, chinese, country or second, "yes", site, hall, stand))
    return rows


def _people() -> list[tuple[str, ...]]:
    sellers = [
        (f"S-{n}", name, chinese, f"seller{n}@example.org", f"ORG-{n}", "", "LAX" if n > 10 else "HKG", "approved")
        for n, (name, chinese) in enumerate(SELLERS, start=1)
    ]
    buyers = [
        (f"B-{n}", name, chinese, f"buyer{n}@example.org", "", "Buyer", "HKG", "")
        for n, (name, chinese) in enumerate(BUYERS, start=1)
    ]
    waiting = [
        (f"W-{n}", name, chinese, f"waiting{n}@example.org", "", "", "HKG", "")
        for n, (name, chinese) in enumerate(WAITING, start=1)
    ]
    return [*sellers, *buyers, *waiting]


def _hours(until: str) -> list[tuple[str, ...]]:
    return [
        ("seller1@example.org", "2027-03-15", "09:00", "11:00"),
        ("buyer15@example.org", "2027-03-16", "14:00", until),
        ("buyer1@example.org", "2027-03-15", "09:00", "17:30"),
    ]


def _wishes() -> list[tuple[str, ...]]:
    rows = []
    for buyer in range(1, len(BUYERS) + 1):
        who = f"buyer{buyer}@example.org"
        rows.append((who, "ORG-1", "must", "請預留半小時 – até já!"))
        rows += [(who, f"ORG-{2 + (buyer + step) % 9}", "like", "") for step in range(4)]
    # One wish across the ocean, where no hour is common, and one refusal, which nobody else may ever read.
    return [*rows, ("buyer1@example.org", "ORG-11", "like", ""), ("buyer2@example.org", "ORG-12", "no", "")]
