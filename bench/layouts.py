"""Eight lists of people as other programs and other offices write them, each with what its rows mean.

The names are invented from parts; a list is the same at every run.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bench import imports

FAMILIES = (
    "Chan",
    "Ribeiro",
    "García Núñez",
    "O’Brien",
    "Nakamura",
    "Kowalczyk",
    "Øster",
    "Nguyễn",
    "Yılmaz",
    "Müller",
    "Lefèvre",
)
GIVEN = ("Mei", "João", "Zoë", "Siobhán", "Yuki", "Łukasz", "Ingrid", "Thị Hoa", "Aisha", "Jürgen", "Chloé")
HAN_FAMILIES, HAN_GIVEN = "陳王李張林黃吳歐司馬", ("大文", "美玲", "志強", "曉明", "慧敏", "家輝", "詠詩")
FIRMS = (
    "Harbour Light Pictures",
    "Estúdio Praia Grande",
    "海港影業有限公司",
    "Nordlys & Søn A/S",
    "Société du Quai",
    "Lantern, Ltd.",
)
POSTS = ("Head of sales", "Producer", "Directrice des ventes", "Acquisitions; library", "製片人", "")
LANDS = {"Hong Kong": "HK", "Portugal": "PT", "France": "FR", "Japan": "JP", "Poland": "PL", "Brazil": "BR", "South Korea": "KR"}


@dataclass(frozen=True, slots=True)
class Meant:
    """Say what a row means: the delegate as the records should have them. An instant of coming is the site's civil time."""

    name: str
    email: str
    chinese: str = ""
    company: str = ""
    post: str = ""
    country: str = ""
    category: str = "guest"
    site: str = "HK"
    hours: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold a list: how it is written, what it means, and what an organiser says of it where its words do not tell.

    `columns` names by a heading the field, `words` by a word of the list its meaning, `same` what all rows share.
    """

    name: str
    file: str
    write: Callable[[Path], None]
    people: Sequence[Meant]
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)


def made_up(seed: str, count: int, **words: Callable[[random.Random, int], str]) -> list[Meant]:
    draw = random.Random(seed)
    found = []
    for number in range(count):
        family, given = draw.choice(FAMILIES), draw.choice(GIVEN)
        country = draw.choice(list(LANDS.values()))
        facts: dict[str, Any] = {"company": draw.choice(FIRMS), "post": draw.choice(POSTS), "country": country}
        facts |= {key: make(draw, number) for key, make in words.items()}
        email = facts.pop("email", f"{seed}.{number}@example.org")
        name = facts.pop("name", f"{given} {family}")
        found.append(Meant(name=name, email=email, **facts))
    return found


def land(code: str) -> str:
    return next(name for name, one in LANDS.items() if one == code)


def csv_file(path: Path, rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", mark: str = ",") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=mark).writerows(rows)


def ticket_export(_rows: int) -> Listed:
    """An export of a ticket shop: names in halves, kinds of tickets in its own words, columns of payments, no city."""
    kinds = {"Buyer – Early Bird": "buyer", "Exhibitor Pass (3 days)": "exhibitor", "Press & Guests": "guest"}
    people = made_up("ticket", 60, category=lambda draw, _n: draw.choice(list(kinds.values())))
    words = {meaning: text for text, meaning in kinds.items()}

    def write(path: Path) -> None:
        heads = [
            "Order #",
            "Order Date",
            "First Name",
            "Last Name",
            "Email",
            "Quantity",
            "Ticket Type",
            "Attendee #",
            "Total Paid",
            "Attendee Status",
            "Company",
            "Job Title",
            "Home Country",
            "Cell Phone",
        ]
        rows = []
        for number, one in enumerate(people):
            given, _space, family = one.name.partition(" ") if not one.name.startswith("Thị") else ("Thị Hoa", " ", one.name[8:])
            rows.append(
                [
                    f"98{number:05}",
                    "2027-01-14 10:02:11+08:00",
                    given,
                    family,
                    one.email.replace("@", "@").upper(),
                    "1",
                    words[one.category],
                    str(700 + number),
                    "1,250.00",
                    "Attending",
                    one.company,
                    one.post,
                    land(one.country),
                    f"+852 9{number:07}",
                ]
            )
        csv_file(path, [heads, *rows], encoding="utf-8-sig")

    said = {"Attendee Status": "", "Home Country": "country"}
    return Listed("ticket export", "tickets.csv", write, people, said, kinds, {"site": "HK"})


def badge_system(_rows: int) -> Listed:
    """A badge system's workbook: salutations, family names in capitals, categories as codes, countries by three letters."""
    import xlsxwriter

    three = {"HK": "HKG", "PT": "PRT", "FR": "FRA", "JP": "JPN", "PL": "POL", "BR": "BRA", "KR": "KOR"}
    codes = {"BUY-01": "buyer", "EXH-02": "exhibitor", "GST-09": "guest"}
    people = made_up(
        "badge", 80, category=lambda draw, _n: draw.choice(list(codes.values())), site=lambda draw, _n: draw.choice(["HK", "LA"])
    )
    of_category = {meaning: code for code, meaning in codes.items()}

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        page, number_format = book.add_worksheet("Export"), book.add_format({"num_format": "000000"})
        heads = [
            "Badge No.",
            "Title",
            "Full name",
            "Company",
            "Position",
            "Badge type",
            "E-mail address",
            "Country",
            "City",
            "Printed",
        ]
        page.write_row(0, 0, heads)
        for row, one in enumerate(people, start=1):
            page.write_number(row, 0, 40 + row, number_format)
            page.write_row(
                row,
                1,
                [
                    "Ms" if row % 2 else "Mr",
                    f"  {one.name} ",
                    one.company,
                    one.post,
                    of_category[one.category],
                    one.email,
                    three[one.country],
                    one.site,
                    row % 3 == 0,
                ],
            )
        book.close()

    return Listed("badge system", "badges.xlsx", write, people, {"Badge No.": "reference"}, codes)


def ministry(_rows: int) -> Listed:
    """A ministry's list: a title over all, headings merged over two columns, companies merged over their people's rows."""
    import xlsxwriter

    people = made_up("ministry", 36, company=lambda _draw, n: FIRMS[(n // 3) % len(FIRMS)])

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        page, bold = book.add_worksheet("Delegation"), book.add_format({"bold": True, "align": "center"})
        page.merge_range(0, 0, 0, 6, "LIST OF THE OFFICIAL DELEGATION, MARCH 2027", bold)
        page.merge_range(2, 1, 2, 2, "Participant", bold)
        page.merge_range(2, 3, 2, 4, "Institution", bold)
        page.write_row(3, 0, ["No.", "Given name", "Surname", "Institution (name)", "Function", "E-mail", "Nationality"])
        for row, one in enumerate(people, start=4):
            halves = one.name.split(" ") if not one.name.startswith("Thị") else ["Thị Hoa", one.name[8:]]
            page.write_row(row, 0, [str(row - 3), halves[0], " ".join(halves[1:])])
            page.write_row(row, 4, [one.post, one.email, land(one.country)])
            if (row - 4) % 3 == 0:
                page.merge_range(row, 3, row + 2, 3, one.company)
        book.close()

    said = {"Institution (name)": "organisation", "Nationality": "country", "No.": ""}
    return Listed("ministry", "delegation.xlsx", write, people, said, same={"category": "guest", "site": "HK"})


def han_list(_rows: int) -> Listed:
    """A personnel office's list in Chinese, in GB 18030, with columns of no interest."""
    draw = random.Random("han")
    kinds = {"买家": "buyer", "参展商": "exhibitor", "嘉宾": "guest"}
    people = []
    for number in range(50):
        name = draw.choice(HAN_FAMILIES) + draw.choice(HAN_GIVEN)
        facts: dict[str, Any] = {
            "company": "海港影業有限公司" if number % 2 else "江南动画股份有限公司",
            "post": draw.choice(["製片人", "总经理", ""]),
        }
        people.append(Meant(name, f"han.{number}@example.org", country="HK", category=draw.choice(list(kinds.values())), **facts))
    words = {meaning: text for text, meaning in kinds.items()}

    def write(path: Path) -> None:
        heads = ["序号", "姓名", "性别", "单位名称", "职务", "手机号码", "电子邮箱", "证件类别", "国家/地区", "城市", "备注"]
        rows = [
            [
                str(n),
                one.name,
                "女" if n % 2 else "男",
                one.company,
                one.post,
                f"1380000{n:04}",
                one.email,
                words[one.category],
                "香港",
                "香港",
                "素食",
            ]
            for n, one in enumerate(people, start=1)
        ]
        csv_file(path, [heads, *rows], encoding="gb18030")

    return Listed("Chinese personnel list", "人员名单.csv", write, people, {"单位名称": "organisation"}, {"香港": "HK"})


def of_1904(_rows: int) -> Listed:
    """A workbook that counts days from 1904: people on one sheet, the hours when they are there on another."""
    import xlsxwriter

    people = [
        Meant(
            one.name,
            one.email,
            company=one.company,
            post=one.post,
            country=one.country,
            category="buyer",
            hours=("2027-03-16", f"{9 + n % 4:02}:30", f"{14 + n % 3:02}:00"),
        )
        for n, one in enumerate(made_up("mac", 24))
    ]

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path), {"date_1904": True})
        day, clock = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"num_format": "h:mm AM/PM"})
        page, hours = book.add_worksheet("Attendees"), book.add_worksheet("Availability")
        page.write_row(0, 0, ["Name", "Company", "Job title", "E-mail", "Country", "Category", "Site"])
        hours.write_row(0, 0, ["E-mail", "Day", "From", "Until"])
        for row, one in enumerate(people, start=1):
            page.write_row(row, 0, [one.name, one.company, one.post, one.email, land(one.country), "Buyer", "hk"])
            hours.write_string(row, 0, one.email)
            assert one.hours is not None  # made above
            hours.write_datetime(row, 1, datetime.combine(date.fromisoformat(one.hours[0]), time()), day)
            for column, text in ((2, one.hours[1]), (3, one.hours[2])):
                hours.write_datetime(row, column, datetime.combine(date(1904, 1, 1), time.fromisoformat(text)), clock)
        book.close()

    return Listed("days from 1904", "mac.xlsx", write, people)


def several_sheets(_rows: int) -> Listed:
    """A workbook of companies, people and things of no interest, one sheet hidden; people name companies by number."""
    import xlsxwriter

    people = made_up("several", 40, category=lambda draw, _n: draw.choice(["buyer", "exhibitor"]))

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        cover, firms, folk, secret = (book.add_worksheet(name) for name in ("Read me", "Companies", "People", "Salaries"))
        cover.write_row(0, 0, ["Please do not change the order of the sheets."])
        firms.write_row(0, 0, ["Ref", "Name", "Country", "Website"])
        for row, name in enumerate(FIRMS, start=1):
            firms.write_row(row, 0, [f"C{row:03}", name, "Portugal", "https://www.example.org"])
        folk.write_row(0, 0, ["Ref", "Full name", "E-mail", "Company ref", "Function", "Region", "Pass", "Location"])
        for row, one in enumerate(people, start=1):
            firm = f"C{FIRMS.index(one.company) + 1:03}"
            folk.write_row(
                row, 0, [f"P{row:03}", one.name, one.email, firm, one.post, land(one.country), one.category.title(), "HK"]
            )
        secret.write_row(0, 0, ["Name", "E-mail"])
        secret.write_row(1, 0, ["Nobody", "hidden@example.org"])
        secret.hide()
        book.close()

    return Listed("several sheets", "book.xlsx", write, people, {"Company ref": "organisation_reference"})


def semicolons(_rows: int) -> Listed:
    """A text from a program that writes commas into its numbers, and so semicolons between cells, in Windows' Western signs."""
    given, families = ("Jürgen", "Zoë", "José"), ("Müller", "García", "Lefèvre")
    people = made_up(
        "semi",
        45,
        site=lambda _draw, _n: "LA",
        name=lambda draw, _n: f"{draw.choice(given)} {draw.choice(families)}",
        company=lambda draw, _n: draw.choice(["Société du Quai", "Nordlys & Søn A/S", "Lantern, Ltd."]),
        post=lambda draw, _n: draw.choice(["Directrice des ventes", "Producer", ""]),
    )

    def write(path: Path) -> None:
        heads = ["Nom complet", "Société", "Fonction", "Adresse e-mail", "Pays", "Catégorie", "Surface (m²)", "Montant"]
        rows = [
            [one.name, one.company, one.post, one.email, land(one.country), "Invité", f"{9 + n},50", f"1.2{n:02},00 €"]
            for n, one in enumerate(people)
        ]
        csv_file(path, [heads, *rows], encoding="cp1252", mark=";")

    return Listed(
        "semicolons and commas", "liste.csv", write, people, {"Nom complet": "name"}, {"Invité": "guest"}, {"site": "LA"}
    )


def large(rows: int) -> Listed:
    """A market's whole registration, with words of its own for categories and cities."""
    kinds = {"BUYER BADGE": "buyer", "Exhibitor staff": "exhibitor", "VIP": "guest"}
    cities = {"Hong Kong": "HK", "Los Angeles": "LA"}
    draws = {
        "category": lambda draw, _n: draw.choice(list(kinds.values())),
        "name": lambda draw, _n: " ".join([draw.choice(imports.GIVEN), draw.choice(imports.GIVEN), draw.choice(imports.FAMILY)]),
        "site": lambda draw, _n: draw.choice(list(cities.values())),
        "company": lambda _draw, n: f"Company of the Quay {n % 900:03}",
    }
    people = made_up("large", rows, **draws)
    said = {"Reg. no.": "reference", "Attendee": "name", "Contact e-mail": "email", "Job function": "job_title"}
    said |= {"Accreditation type": "category", "Attends in": "site", "From": "country"}
    words = {**kinds, **cities}
    return Listed("large", "large.xlsx", lambda path: _write_large(path, people, words), people, said, words)


def _write_large(path: Path, people: Sequence[Meant], words: Mapping[str, str]) -> None:
    import xlsxwriter

    written = {meaning: word for word, meaning in words.items()}
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("Registrations")
    heads = ["Reg. no.", "Attendee", "Contact e-mail", "Organisation", "Job function", "Accreditation type", "Attends in", "From"]
    page.write_row(0, 0, heads)
    for row, one in enumerate(people, start=1):
        facts = [one.name, one.email, one.company, one.post, written[one.category], written[one.site], land(one.country)]
        page.write_row(row, 0, [f"R{row:06}", *facts])
    book.close()


LISTS = (ticket_export, badge_system, ministry, han_list, of_1904, several_sheets, semicolons, large)
