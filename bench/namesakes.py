"""Invent people and companies under several spellings, in six scripts, for measuring how look-alikes are found."""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.imports import CHINESE_COMPANY, FIRST, GIVEN, SECOND

# Character, Mandarin, Cantonese as Hong Kong writes it.
CHINESE_FAMILY = (
    "吳 Wu Ng",
    "陳 Chen Chan",
    "張 Zhang Cheung",
    "李 Li Lee",
    "王 Wang Wong",
    "林 Lin Lam",
    "梁 Liang Leung",
    "何 He Ho",
    "鄭 Zheng Cheng",
    "郭 Guo Kwok",
    "周 Zhou Chow",
    "謝 Xie Tse",
    "許 Xu Hui",
    "馮 Feng Fung",
    "鄧 Deng Tang",
    "曾 Zeng Tsang",
    "葉 Ye Yip",
    "蔡 Cai Choi",
    "劉 Liu Lau",
    "楊 Yang Yeung",
)
CHINESE_GIVEN = (
    "思 si see",
    "遠 yuan yuen",
    "家 jia ka",
    "衛 wei wai",
    "明 ming ming",
    "華 hua wah",
    "慧 hui wai",
    "敏 min man",
    "志 zhi chi",
    "國 guo kwok",
    "榮 rong wing",
    "麗 li lai",
    "珍 zhen chun",
    "美 mei mei",
    "玲 ling ling",
    "文 wen man",
    "傑 jie kit",
    "德 de tak",
    "安 an on",
    "嘉 jia ka",
    "欣 xin yan",
    "健 jian kin",
    "浩 hao ho",
    "詩 shi sze",
    "雅 ya nga",
    "穎 ying wing",
    "俊 jun chun",
    "卓 zhuo cheuk",
    "然 ran yin",
    "樂 le lok",
)
KOREAN_FAMILY = ("김 Kim", "이 Lee", "박 Park", "최 Choi", "정 Jung", "강 Kang", "조 Cho", "윤 Yoon", "장 Jang", "임 Lim")
KOREAN_GIVEN = (
    "민준 Min-jun",
    "서연 Seo-yeon",
    "지우 Ji-woo",
    "하은 Ha-eun",
    "도현 Do-hyun",
    "수빈 Soo-bin",
    "예린 Ye-rin",
    "태호 Tae-ho",
    "은영 Eun-young",
    "상우 Sang-woo",
    "미경 Mi-kyung",
    "동욱 Dong-wook",
    "혜진 Hye-jin",
    "재석 Jae-suk",
    "나영 Na-young",
)
RUSSIAN_GIVEN = (
    "Андрей Andrei",
    "Сергей Sergey",
    "Дмитрий Dmitri",
    "Михаил Mikhail",
    "Юрий Yuri",
    "Павел Pavel",
    "Григорий Grigory",
    "Фёдор Fyodor",
    "Николай Nikolai",
    "Илья Ilya",
)
RUSSIAN_FAMILY = (
    "Звягин Zvyagin",
    "Соколов Sokolov",
    "Кузнецов Kuznetsov",
    "Волков Volkov",
    "Щербаков Shcherbakov",
    "Журавлёв Zhuravlyov",
    "Беляев Belyaev",
    "Чернышёв Chernyshov",
    "Ершов Yershov",
    "Юдин Yudin",
    "Хохлов Khokhlov",
    "Цветков Tsvetkov",
    "Гусев Gusev",
    "Шмелёв Shmelev",
    "Яковлев Yakovlev",
)
STEMS = (
    "Mont",
    "Bel",
    "Gar",
    "Ald",
    "Kow",
    "Nor",
    "Vel",
    "Ros",
    "Hart",
    "Lind",
    "Berg",
    "Salv",
    "Cast",
    "Mar",
    "Fer",
    "Dol",
    "Quint",
    "Thor",
    "Brand",
    "Wey",
    "Zan",
    "Prim",
    "Guil",
    "Haz",
    "Ivar",
    "Jagd",
    "Luc",
    "Obr",
    "Pes",
    "Rém",
    "Stach",
    "Tuul",
)
ENDS = (
    "ano",
    "eira",
    "ström",
    "wald",
    "ski",
    "sen",
    "ini",
    "escu",
    "dóttir",
    "ović",
    "gren",
    "mann",
    "aux",
    "ez",
    "ley",
    "üç",
    "ault",
    "berg",
    "czyk",
    "elli",
    "idis",
    "oulos",
    "quist",
    "hoff",
)
COUNTRIES = {
    "chinese": ("HK", "CN", "MO"),
    "korean": ("KR",),
    "russian": ("RU", "KZ"),
    "latin": ("FR", "PT", "DE", "PL", "BR", "TR"),
}


@dataclass(frozen=True, slots=True)
class Being:
    """Hold somebody's spellings, the first as they write it, and where they come from."""

    tradition: str
    spellings: tuple[str, ...]
    country: str


def beings(random_: random.Random) -> Iterator[Being]:
    """Yield people of different names, of every tradition in turn, until all names are used."""
    makers = [(name, _shuffled(make(), random_)) for name, make in _MAKERS.items()]
    for number in itertools.count():
        name, rows = makers[(0, 3, 0, 3, 1, 3, 0, 3, 2, 3)[number % 10]]
        if not any(left for _name, left in makers):
            return
        if rows:
            yield Being(name, rows.pop(), random_.choice(COUNTRIES[name]))


def _shuffled(rows: list[tuple[str, ...]], random_: random.Random) -> list[tuple[str, ...]]:
    random_.shuffle(rows)
    return rows


def _chinese() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for family, one, two in itertools.product(CHINESE_FAMILY, CHINESE_GIVEN, CHINESE_GIVEN):
        (han, pinyin, jyut), (a, pa, ja), (b, pb, jb) = family.split(), one.split(), two.split()
        if a != b:
            found.append((f"{han}{a}{b}", f"{jyut} {ja.title()}-{jb}", f"{pinyin} {pa.title()}{pb}"))
    return found


def _korean() -> list[tuple[str, ...]]:
    pairs = (zip(family.split(), given.split(), strict=True) for family, given in itertools.product(KOREAN_FAMILY, KOREAN_GIVEN))
    return [("".join(hangul), " ".join(latin), " ".join(reversed(latin))) for hangul, latin in pairs]


def _russian() -> list[tuple[str, ...]]:
    pairs = (
        zip(given.split(), family.split(), strict=True) for given, family in itertools.product(RUSSIAN_GIVEN, RUSSIAN_FAMILY)
    )
    return [(" ".join(cyrillic), " ".join(latin), f"{latin[1]}, {latin[0]}") for cyrillic, latin in pairs]


def _latin() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for given, stem, end in itertools.product(GIVEN, STEMS, ENDS):
        name, family = f"{given} {stem}{end}", f"{stem}{end}"
        middle = 1 + len(family) // 2
        mistyped = f"{given} {family[: middle - 1]}{family[middle]}{family[middle - 1]}{family[middle + 1 :]}"
        found.append((name, plain(name).upper(), f"{family}, {given}", mistyped))
    return found


_MAKERS: dict[str, Callable[[], list[tuple[str, ...]]]] = {
    "chinese": _chinese,
    "korean": _korean,
    "russian": _russian,
    "latin": _latin,
}


def plain(name: str) -> str:
    """Return a Latin name without its marks."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


def companies(random_: random.Random, count: int) -> list[tuple[str, ...]]:
    """Return companies, each with the spellings under which it may come again."""
    found: list[tuple[str, ...]] = []
    for number, (first, stem, second) in enumerate(itertools.islice(itertools.product(FIRST, STEMS, SECOND), count)):
        name = f"{first} {stem}{ENDS[number % len(ENDS)]} {second}"
        chinese = f"{random_.choice(CHINESE_COMPANY)}{random_.choice(CHINESE_GIVEN)[0]}{random_.choice(CHINESE_GIVEN)[0]}影業"
        found.append((name, f"{plain(name)} Ltd.", f"{name.upper()} CO., LIMITED", chinese))
    return found
