"""Tell in which encoding the bytes of a text make sense, or that several do.

Bytes without a mark decode in many encodings, and most of the texts that come out are wrong. Each encoding is judged with the
languages that are written in it: how likely are the signs that it makes of the bytes, after the names of countries,
languages, months and days that CLDR has in these languages. The likeliest text is taken if it is far likelier than every other.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from babel import Locale

_EAST = {"gb18030": ("zh_Hans", "zh_Hant"), "big5hkscs": ("zh_Hant",), "cp949": ("ko",), "cp932": ("ja",), "euc_jp": ("ja",)}
_WEST = ("fr", "de", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "is", "ca")
_MIDDLE = ("pl", "cs", "sk", "hu", "ro", "hr", "sl")
_CYRILLIC = ("ru", "uk", "bg", "sr", "mk")
_ONE_BYTE: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("cp1252", "mac_roman", "cp850"), _WEST),
    **dict.fromkeys(("cp1250", "iso8859_2", "mac_latin2", "cp852"), _MIDDLE),
    **dict.fromkeys(("cp1251", "koi8_u", "mac_cyrillic", "cp866", "iso8859_5"), _CYRILLIC),
    **dict.fromkeys(("cp1253", "mac_greek", "cp737"), ("el",)),
    **{"cp1254": ("tr",), "cp1255": ("he",), "cp1256": ("ar", "fa", "ur"), "cp874": ("th",), "cp1257": ("lt", "lv", "et")},
}
# What stands in such sheets: their headings, the words of companies' names, the most frequent names and their signs.
_OF_SHEETS: Mapping[str, str] = {
    "zh_Hans": "姓名 名字 姓 名 公司 机构 单位 邮箱 电邮 电子邮件 职务 职位 职衔 国家 地区 城市 手机 电话 备注 类别 "
    "编号 网站 地址 语言 证件 部门 "
    "有限公司 责任 股份 集团 电影 影业 影视 传媒 文化 传播 制片 制作 发行 娱乐 动画 电视台 广播 工作室 国际 中国 北京 "
    "上海 广州 深圳 "
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彬鹏辉宇鑫浩凯秋珊莎锦黛青倩婷姣婉雅晓文大小美佳欣怡子轩梓涵思",
    "zh_Hant": "姓名 名字 姓 名 公司 機構 單位 電郵 電子郵件 郵箱 職銜 職位 職務 國家 地區 城市 手機 電話 備註 類別 "
    "編號 網站 地址 語言 證件 部門 "
    "有限公司 股份 集團 電影 影業 影視 傳媒 文化 傳播 製片 製作 發行 娛樂 動畫 電視台 廣播 工作室 國際 市場 香港 台北 "
    "台灣 澳門 中國 "
    "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何林高羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董袁潘于蔣蔡余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石廖賈夏"
    "偉芳娜敏靜麗強磊軍洋勇艷傑娟濤明超秀霞平剛桂英華玉萍紅玲芬燕彬鵬輝宇鑫浩凱秋珊莎錦黛青倩婷婉雅曉文大小美佳欣怡子軒家俊志國榮德",
    "ko": "이름 성명 성 회사 회사명 기관 소속 이메일 전자우편 직책 직위 국가 지역 도시 휴대폰 전화 비고 구분 번호 "
    "웹사이트 주소 언어 부서 주식회사 "
    "영화사 영화 필름 픽처스 엔터테인먼트 미디어 스튜디오 애니메이션 프로덕션 배급 제작 방송 콘텐츠 한국 서울 부산 제주 "
    "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배 백 허 유 남 심 노 하 곽 성 차 주 우 "
    "구 민 진 나 지 엄 채 원 천 "
    "민수 지훈 서연 지우 현우 수빈 은영 미경 영희 철수 준호 하은 예준 도윤 시우 서준 지민 유진 혜진 성민 정훈 상현 동현 "
    "승현 경희 선영",
    "ja": "氏名 名前 お名前 姓 名 会社 会社名 所属 団体 メール メールアドレス 役職 肩書 国 地域 都市 携帯 電話 備考 "
    "区分 番号 ウェブサイト 住所 言語 部署 "
    "株式会社 有限会社 映画 映像 制作 配給 放送 テレビ フィルム スタジオ アニメーション プロダクション "
    "エンタテインメント 日本 東京 大阪 京都 "
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 "
    "橋本 阿部 石川 "
    "健 一郎 太郎 花子 美咲 大輔 翔太 直樹 拓也 陽子 恵子 由美 裕子 真一 誠 学 薫 優 葵 蓮 聡 崇 浩 明 和也",
}
ENCODINGS: Mapping[str, Sequence[str]] = {**_EAST, **_ONE_BYTE}
# How much likelier the best text must be than the next: a million times, for few words tell what is likely.
MARGIN = math.log(1e6)
# How likely a sign must be at the least, on average: else the bytes are of none of these encodings.
LEAST, LEAST_EAST = math.log(1e-3), math.log(1e-5)
_SAMPLE = 8_000
_BESIDE_LETTERS, _SIGNS_TOGETHER, _CAPITAL_INSIDE = math.log(1e-3), math.log(0.05), math.log(1e-2)
_EXTENDED = 0.01 / 20_000
_KEPT = 0.8  # of what is believed of a sign, how much comes from the words
_HIGH = re.compile("[^\x00-\x7f]+")
_CELLS = re.compile("[^,;\t\n]*[^\x00-\x7f,;\t\n][^,;\t\n]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what an encoding makes of some bytes: the text, and the logarithm of its likelihood."""

    encoding: str
    text: str
    score: float


@dataclass(slots=True)
class _Signs:
    """Count the signs of words, and those that follow a sign."""

    single: Counter[str] = field(default_factory=Counter)
    after: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, word: str) -> None:
        before = " "
        for sign in word:
            if not sign.isascii():
                self.single[sign] += 1
                self.after.setdefault(before, Counter())[sign] += 1
            before = sign


def readings(content: bytes) -> list[Reading]:
    """Return the different texts that the encodings make of some bytes, the likeliest first.

    Only the lines that hold anything beyond ASCII are judged, as many of them as make up a sample.
    """
    sample = _sample(b"\n".join(line for line in content.splitlines() if not line.isascii()))
    found: dict[str, Reading] = {}
    for encoding, languages in ENCODINGS.items():
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = sum(_likelihood(cell, encoding, languages) for cell in _CELLS.findall(text))
        if text not in found or found[text].score < score:
            found[text] = Reading(encoding, text, score)
    return sorted(found.values(), key=lambda reading: -reading.score)


def _sample(text: bytes) -> bytes:
    """Return the beginning of a text up to the end of a cell: what ends one is no half of a sign in any of the encodings."""
    if len(text) <= _SAMPLE:
        return text
    end = max(text.rfind(mark, 0, _SAMPLE) for mark in (b"\n", b",", b";", b"\t", b" "))
    return text[:end] if end > 0 else text[:_SAMPLE]


def encoding_of(content: bytes) -> str:
    """Return the encoding in which alone the bytes make sense, or nothing where several texts could be meant."""
    found = readings(content)
    if not found or (len(found) > 1 and found[0].score - found[1].score < MARGIN):
        return ""
    best = found[0]
    signs = sum(not sign.isascii() for sign in best.text)
    return best.encoding if best.score / signs > (LEAST_EAST if best.encoding in _EAST else LEAST) else ""


def _likelihood(cell: str, encoding: str, languages: Sequence[str]) -> float:
    """Return the logarithm of how likely a cell is in any of some languages: a list of people has names of many."""
    scores = [_score(cell, encoding, language) for language in languages]
    best = max(scores)
    return best + math.log(sum(math.exp(score - best) for score in scores) / len(scores))


def _score(text: str, encoding: str, language: str) -> float:
    """Return the logarithm of how likely a language is written with these signs beyond ASCII."""
    signs = _signs(language)
    total, is_east = sum(signs.single.values()), encoding in _EAST
    score = 0.0
    for run in _HIGH.finditer(text):
        before = text[run.start() - 1] if run.start() else " "
        after = text[run.end()] if run.end() < len(text) else " "
        is_inside = before.isascii() and before.isalpha(), after.isalpha()
        if is_east:
            score += _BESIDE_LETTERS * all(is_inside)
        elif not _is_latin(language):
            score += _BESIDE_LETTERS * sum(is_inside)
        else:
            score += _SIGNS_TOGETHER * (len(run[0]) - 1)
        for sign in run[0]:
            seen = signs.after.get(before if is_east or not before.isascii() else before.lower(), Counter())
            follows = seen[sign] / seen.total() if seen else 0.0
            known = (signs.single[sign] / total + follows) / 2
            score += math.log(_KEPT * known + (1 - _KEPT) * _share(sign, encoding))
            score += _CAPITAL_INSIDE * (before.islower() and sign.isupper())
            before = sign
    return score


@cache
def _is_latin(language: str) -> bool:
    return any("LATIN" in unicodedata.name(sign, "") for sign in _signs(language).single)


@cache
def _share(sign: str, encoding: str) -> float:
    """Return how likely a sign is of which no word tells anything: by its rank in its character set."""
    if encoding not in _EAST:
        category = unicodedata.category(sign)
        return 1 / 60 if category[0] in "LM" else 1 / 2_000 if category != "Cc" else 1e-9
    code = sign.encode(encoding, "replace")
    if len(code) != 2:
        return 1e-9
    lead, trail = code
    if encoding == "gb18030":
        return _ranked(lead, trail >= 0xA1, (0xB0, 0xD7, 3_755), (0xD8, 0xF7, 3_008), 0xA1)
    if encoding == "big5hkscs":
        return _ranked(lead, True, (0xA4, 0xC6, 5_401), (0xC9, 0xF9, 7_652), 0xA1)
    if encoding == "cp949":
        return _ranked(lead, trail >= 0xA1, (0xB0, 0xC8, 2_350), (0xCA, 0xFD, 4_888), 0xA1)
    if encoding == "euc_jp":
        return 0.3 / 170 if lead in {0xA4, 0xA5} else _ranked(lead, True, (0xB0, 0xCF, 2_965), (0xD0, 0xF4, 3_390), 0xA1)
    return 0.3 / 170 if lead in {0x82, 0x83} else _ranked(lead, True, (0x88, 0x98, 2_965), (0x98, 0xEA, 3_390), 0x81)


def _ranked(lead: int, is_set: bool, first: tuple[int, int, int], second: tuple[int, int, int], signs: int) -> float:
    """Return the share of a sign of the first rank, the second one, the punctuation, or of what a set was extended by."""
    if is_set and first[0] <= lead <= first[1]:
        return 0.9 / first[2]
    if is_set and second[0] <= lead <= second[1]:
        return 0.02 / second[2]
    return 1e-4 if lead in {signs, signs + 2} else _EXTENDED


@cache
def _signs(language: str) -> _Signs:
    counted = _Signs()
    for word in _words(language):
        for form in {word, word.lower(), word.upper(), word.title()}:
            counted.add(form)
    return counted


def _words(language: str) -> Iterator[str]:
    known = Locale.parse(language)
    yield from _OF_SHEETS.get(language, "").split() * 10
    for names in (known.territories, known.languages, known.currencies):
        yield from map(str, names.values())
    for shapes in (known.months, known.days):
        for widths in shapes.values():
            for names in widths.values():
                yield from map(str, names.values())
