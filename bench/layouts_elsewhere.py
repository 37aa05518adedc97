"""Nine further lists of people, headed as film databases, ticket shops and offices of other languages head them.

Nothing is said of their columns but where a heading has no meaning of its own; what their words of categories mean is said.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.layouts import Listed, Meant, csv_file, land, made_up

KINDS = {"buyer": "Buyer", "exhibitor": "Exhibitor", "guest": "Guest"}
IN_HONG_KONG = {"site": "HK"}
Cells = Callable[[Meant, int], Sequence[Any]]


def _kind(draw: random.Random, _number: int) -> str:
    return draw.choice(list(KINDS))


def _western(seed: str, count: int, **words: Any) -> list[Meant]:
    """Return people whose names and posts the Western code page has."""
    names = ("Jürgen Müller", "Zoë Lefèvre", "José García Núñez", "Chloé Ribeiro", "Siobhán Chan")
    facts: dict[str, Any] = {"name": lambda draw, _n: draw.choice(names), "category": _kind}
    facts["company"] = lambda draw, _n: draw.choice(["Société du Quai", "Nordlys & Søn A/S", "Lantern, Ltd."])
    facts["post"] = lambda draw, _n: draw.choice(["Directrice des ventes", "Producer", ""])
    return made_up(seed, count, **facts | words)


def _eastern(
    seed: str, between: str, names: tuple[list[str], list[str]], companies: list[str], posts: list[str], country: str
) -> list[Meant]:
    """Return people of one country whose names begin with the family's."""
    facts: dict[str, Any] = {"name": lambda draw, _n: between.join(map(draw.choice, names)), "category": _kind}
    facts["company"] = lambda draw, _n: draw.choice(companies)
    facts["post"] = lambda draw, _n: draw.choice(posts)
    return made_up(seed, 30, **facts, country=lambda _draw, _n: country)


def _halves(one: Meant) -> tuple[str, str]:
    given, _space, family = one.name.partition(" ") if not one.name.startswith("Thị") else ("Thị Hoa", " ", one.name[8:])
    return given, family


def _text(heads: Sequence[str], people: Sequence[Meant], cells: Cells, **how: str) -> Callable[[Path], None]:
    rows = [[str(cell) for cell in cells(one, number)] for number, one in enumerate(people, start=1)]
    return lambda path: csv_file(path, [heads, *rows], **how)


def _book(heads: Sequence[str], people: Sequence[Meant], cells: Cells) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(path))
        page = book.add_worksheet("Sheet1")
        page.write_row(0, 0, heads)
        for number, one in enumerate(people, start=1):
            page.write_row(number, 0, cells(one, number))
        book.close()

    return write


def _meaning(words: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, word in words.items()}


def film_database(_rows: int) -> Listed:
    """An export of a database of film companies: what the company does beside what its people do."""
    people = _western("database", 40)
    heads = [
        "Company",
        "Company activity",
        "Last name",
        "First name",
        "Position",
        "Email",
        "Mobile phone",
        "Company country",
        "Badge",
    ]

    def cells(one: Meant, _n: int) -> Sequence[Any]:
        given, family = _halves(one)
        return (one.company, "Sales", family, given, one.post, one.email, "33612345678", land(one.country), KINDS[one.category])

    write = _text(heads, people, cells, encoding="cp1252", mark=";")
    return Listed("film database", "contacts.csv", write, people, {"Company country": "country"}, same=IN_HONG_KONG)


def order_export(_rows: int) -> Listed:
    """Orders of a ticket shop: the address of whoever ordered beside the participant's, answers to questions, names twice."""
    words = {"buyer": "Market Pass – Buyer", "exhibitor": "Market Pass – Exhibitor", "guest": "Invited Guest"}
    people = made_up("orders", 40, category=_kind)
    heads = ["Order code", "Order date", "Order email", "Product", "Attendee name", "Attendee name: Given name"]
    heads += ["Attendee name: Family name", "Attendee email", "Company", "Attendee country", "Question: Job title", "Status"]

    def cells(one: Meant, number: int) -> Sequence[Any]:
        beginning = (f"A{number:03}X", "2027-01-09T10:11:12Z", "orders@example.net", words[one.category], one.name, *_halves(one))
        return (*beginning, one.email, one.company, one.country, one.post, "Paid")

    return Listed("orders", "orders.csv", _text(heads, people, cells), people, words=_meaning(words), same=IN_HONG_KONG)


def japanese(_rows: int) -> Listed:
    """A Japanese office's list in its own encoding, with readings and departments."""
    words = {"buyer": "バイヤー", "exhibitor": "出展者", "guest": "ゲスト"}
    names = (["山田", "佐藤", "小林"], ["太郎", "花子", "大輔"])
    people = _eastern("ja", " ", names, ["海映像株式会社", "海の光ピクチャーズ"], ["プロデューサー", "部長"], "JP")
    heads = ["No", "氏名", "フリガナ", "会社名", "部署", "役職", "メールアドレス", "電話番号", "国", "参加区分"]

    def cells(one: Meant, number: int) -> Sequence[Any]:
        beginning = (number, one.name, "ヤマダ タロウ", one.company, "国際部", one.post, one.email)
        return (*beginning, "03-1234-5678", "日本", words[one.category])

    write = _text(heads, people, cells, encoding="cp932")
    return Listed("Japanese", "参加者.csv", write, people, words=_meaning(words), same=IN_HONG_KONG)


def korean(_rows: int) -> Listed:
    """A Korean office's workbook."""
    words = {"buyer": "바이어", "exhibitor": "참가업체", "guest": "게스트"}
    names = (["김", "이", "박", "최"], ["영희", "철수", "지훈"])
    people = _eastern("ko", "", names, ["주식회사 한강필름", "서울픽처스"], ["대표", "프로듀서"], "KR")
    heads = ["번호", "성명", "소속", "직책", "이메일", "연락처", "국가", "구분"]

    def cells(one: Meant, number: int) -> Sequence[Any]:
        return (number, one.name, one.company, one.post, one.email, "010-1234-5678", "대한민국", words[one.category])

    return Listed("Korean", "명단.xlsx", _book(heads, people, cells), people, words=_meaning(words), same=IN_HONG_KONG)


def portuguese(_rows: int) -> Listed:
    """A list of an office in Macau, in Portuguese and its older spelling."""
    words = {"buyer": "Comprador", "exhibitor": "Expositor", "guest": "Convidado"}
    lands = {
        "HK": "Hong Kong",
        "PT": "Portugal",
        "FR": "França",
        "JP": "Japão",
        "PL": "Polónia",
        "BR": "Brasil",
        "KR": "Coreia do Sul",
    }
    people = _western("portuguese", 30)
    heads = [
        "Nome próprio",
        "Apelido",
        "Entidade",
        "Cargo",
        "Correio electrónico",
        "País/Região",
        "Tipo de participante",
        "Telemóvel",
    ]

    def cells(one: Meant, _n: int) -> Sequence[Any]:
        return (*_halves(one), one.company, one.post, one.email, lands[one.country], words[one.category], "+853 6612 3456")

    write = _text(heads, people, cells, encoding="cp1252", mark=";")
    return Listed("Portuguese", "participantes.csv", write, people, words=_meaning(words), same=IN_HONG_KONG)


def french(_rows: int) -> Listed:
    """A French list: “Nom” is the family's half beside “Prénom”, and the city tells the site."""
    words = {"buyer": "Acheteur", "exhibitor": "Exposant", "guest": "Invité"}
    lands = {
        "HK": "Hong Kong",
        "PT": "Portugal",
        "FR": "France",
        "JP": "Japon",
        "PL": "Pologne",
        "BR": "Brésil",
        "KR": "Corée du Sud",
    }
    people = _western("french", 30, site=lambda _draw, _n: "LA")
    heads = ["Civilité", "Nom", "Prénom", "Société", "Fonction", "Courriel", "Pays", "Catégorie", "Ville de participation"]

    def cells(one: Meant, _n: int) -> Sequence[Any]:
        given, family = _halves(one)
        return ("Mme", family, given, one.company, one.post, one.email, lands[one.country], words[one.category], "Los Angeles")

    write = _text(heads, people, cells, encoding="utf-8-sig", mark=";")
    return Listed("French", "inscrits.csv", write, people, {"Ville de participation": "site"}, _meaning(words))


def families_first(_rows: int) -> Listed:
    """Text between tabulators as a spreadsheet saves it, the family before a comma, “Accreditation” over categories."""
    people = made_up("families", 30, category=_kind)
    heads = ["Last, First", "Organisation", "Title", "Mail", "Country of residence", "Accreditation"]

    def cells(one: Meant, _n: int) -> Sequence[Any]:
        name = ", ".join(reversed(_halves(one)))
        return (name, one.company, one.post, one.email, land(one.country), KINDS[one.category].upper())

    write = _text(heads, people, cells, encoding="utf-16", mark="\t")
    return Listed("families first", "unicode.txt", write, people, same=IN_HONG_KONG)


def untidy(_rows: int) -> Listed:
    """A workbook with a title, an empty column, empty rows, addresses with names around them, and a total below."""
    people = made_up("untidy", 40, category=_kind)

    def write(path: Path) -> None:
        import xlsxwriter

        book = xlsxwriter.Workbook(str(path))
        page, row = book.add_worksheet("Sheet1"), 5
        page.write(0, 0, "Registration list – export of 14/01/2027")
        page.write(1, 0, "Confidential")
        page.write_row(4, 1, ["#", "Registrant", "Firm", "Job", "Contact e-mail", "Country", "Type"])
        for number, one in enumerate(people, start=1):
            address = one.email if number % 2 else f"{one.name} <{one.email}>"
            page.write_row(row, 1, [number, one.name, one.company, one.post, address, land(one.country), KINDS[one.category]])
            row += 1 + (number % 10 == 0)
        page.write(row + 1, 1, "Total")
        page.write_formula(row + 1, 2, "=COUNTA(C6:C60)", None, len(people))
        book.close()

    return Listed("untidy", "list.xlsx", write, people, {"#": ""}, same=IN_HONG_KONG)


def bilingual(_rows: int) -> Listed:
    """A list of an office in Hong Kong, every heading and most cells in two languages."""
    words = {"buyer": "買家 Buyer", "exhibitor": "參展商 Exhibitor", "guest": "嘉賓 Guest"}
    names, draw = (("陳大文", "Chan Tai Man"), ("李美玲", "Lee Mei Ling"), ("黃志強", "Wong Chi Keung")), random.Random("two")
    people = []
    for number in range(30):
        chinese, name = draw.choice(names)
        facts: dict[str, Any] = {
            "company": "海港影業有限公司",
            "post": "Producer",
            "country": "HK",
            "category": _kind(draw, number),
        }
        people.append(Meant(name, f"two{number}@example.org", chinese, **facts))
    heads = ["編號 No.", "中文姓名 Name in Chinese", "英文姓名 Name in English", "機構 Organisation", "職銜 Title", "電郵 E-mail"]
    heads += ["地區 Region", "類別 Category", "會場 Venue"]

    def cells(one: Meant, number: int) -> Sequence[Any]:
        beginning = (number, one.chinese, one.name, one.company, one.post, one.email)
        return (*beginning, "香港 Hong Kong", words[one.category], "香港")

    said = {**_meaning(words), "香港": "HK"}
    return Listed("two languages", "名單.xlsx", _book(heads, people, cells), people, words=said)


ELSEWHERE = (film_database, order_export, japanese, korean, portuguese, french, families_first, untidy, bilingual)
