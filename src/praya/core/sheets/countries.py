"""Find countries and regions by ISO 3166-1 codes and by their names in the languages in which lists of people are written.

Beside the names of CLDR stand the formal and short ones of ISO 3166 and the United Nations, and former ones that are still used.
A name that several have is nobody's: it is asked which.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale

from praya.core.sheets.headings import runs_of
from praya.core.texts.likeness import likeliest

_ASIDE = re.compile(r"[\n/|()\[\]（）／｜]+")

# ISO 3166-1, alpha-2 and alpha-3; Hong Kong, Macau and Taiwan have their own codes, and Kosovo the usual one.
_CODES = """
AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AQ:ATA AR:ARG AS:ASM AT:AUT AU:AUS AW:ABW AX:ALA AZ:AZE BA:BIH
BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES BR:BRA BS:BHS BT:BTN BV:BVT
BW:BWA BY:BLR BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK CL:CHL CM:CMR CN:CHN CO:COL CR:CRI CU:CUB
CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA DO:DOM DZ:DZA EC:ECU EE:EST EG:EGY EH:ESH ER:ERI ES:ESP
ET:ETH FI:FIN FJ:FJI FK:FLK FM:FSM FO:FRO FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF GG:GGY GH:GHA GI:GIB GL:GRL GM:GMB
GN:GIN GP:GLP GQ:GNQ GR:GRC GS:SGS GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG HM:HMD HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL
IL:ISR IM:IMN IN:IND IO:IOT IQ:IRQ IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM
KN:KNA KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY
MA:MAR MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL MK:MKD ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ MR:MRT MS:MSR MT:MLT
MU:MUS MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM NC:NCL NE:NER NF:NFK NG:NGA NI:NIC NL:NLD NO:NOR NP:NPL NR:NRU NU:NIU
NZ:NZL OM:OMN PA:PAN PE:PER PF:PYF PG:PNG PH:PHL PK:PAK PL:POL PM:SPM PN:PCN PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT
RE:REU RO:ROU RS:SRB RU:RUS RW:RWA SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE SM:SMR
SN:SEN SO:SOM SR:SUR SS:SSD ST:STP SV:SLV SX:SXM SY:SYR SZ:SWZ TC:TCA TD:TCD TF:ATF TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS
TM:TKM TN:TUN TO:TON TR:TUR TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA UM:UMI US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN
VG:VGB VI:VIR VN:VNM VU:VUT WF:WLF WS:WSM XK:XKX YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE
"""
_LANGUAGES = (
    "en",
    "zh_Hant",
    "zh_Hant_HK",
    "zh_Hans",
    "pt",
    "pt_PT",
    "ar",
    "fr",
    "es",
    "de",
    "it",
    "ja",
    "ko",
    "ru",
    "nl",
    "pl",
    "tr",
    "th",
    "vi",
)
_FURTHER_NAMES = {
    "AE": "UAE, Emirates",
    "AU": "Commonwealth of Australia, 澳洲",
    "BA": "Bosnia, Bosnia-Herzegovina",
    "BN": "Brunei Darussalam",
    "BO": "Bolivia (Plurinational State of), Plurinational State of Bolivia",
    "BQ": "Bonaire, Sint Eustatius and Saba",
    "CD": "DRC, DR Congo, Congo (Democratic Republic of the), Democratic Republic of the Congo, Congo-Kinshasa, Zaire",
    "CG": "Republic of the Congo, Congo-Brazzaville, Congo (Republic of the)",
    "CI": "Ivory Coast, Cote d'Ivoire, Republic of Côte d'Ivoire",
    "CN": "China, Mainland China, PR China, PRC, People's Republic of China, 中國大陸, 中国大陆, 內地, 内地, "
    "中華人民共和國, 中华人民共和国",
    "CV": "Cape Verde, Cabo Verde",
    "CZ": "Czech Republic, Czechia",
    "DE": "Federal Republic of Germany",
    "EH": "Sahrawi Arab Democratic Republic",
    "FK": "Falkland Islands (Malvinas), Malvinas",
    "FM": "Micronesia (Federated States of), Federated States of Micronesia, Micronesia",
    "GB": "UK, Great Britain, England, Scotland, Wales, Northern Ireland, United Kingdom of Great Britain and Northern Ireland",
    "GM": "Republic of The Gambia, The Gambia",
    "HK": "Hong Kong, Hongkong, Hong Kong SAR, Hongkong SAR, Hongkong SAR China, Hong Kong SAR China, Hong Kong "
    "(China), Hong Kong China, 香港, 中國香港, 中国香港, 香港特別行政區, "
    "香港特别行政区, 中國香港特別行政區",
    "IR": "Iran (Islamic Republic of), Islamic Republic of Iran, Iran Islamic Republic of",
    "JP": "日本国, 日本國",
    "KN": "St. Kitts, Saint Kitts and Nevis",
    "KP": "North Korea, DPRK, Korea (North), Korea (Democratic People's Republic of), Democratic People's Republic of "
    "Korea, 北韓, 朝鮮",
    "KR": "South Korea, Korea, Republic of Korea, Korea Republic of, Korea (Republic of), Korea (South), 南韓, 南韩, "
    "韓國, 韩国, "
    "大韓民國, 대한민국, 한국",
    "LA": "Lao PDR, Lao People's Democratic Republic",
    "LC": "St. Lucia, Saint Lucia",
    "MD": "Moldova (Republic of), Republic of Moldova, Moldova Republic of",
    "MK": "Macedonia, North Macedonia, FYROM, the former Yugoslav Republic of Macedonia",
    "MM": "Burma, Myanmar (Burma), Republic of the Union of Myanmar",
    "MO": "Macau, Macao, Macau SAR, Macao SAR, Macau SAR China, Macao SAR China, Macao China, Macau China, 澳門, 澳门, "
    "中國澳門, 中国澳门, "
    "澳門特別行政區, 澳门特别行政区, 中國澳門特別行政區",
    "NL": "The Netherlands, Holland, Kingdom of the Netherlands",
    "NZ": "Aotearoa, 紐西蘭, 新西蘭, 新西兰",
    "PS": "Palestine, State of Palestine, Occupied Palestinian Territory, Palestine State of",
    "RU": "Russian Federation",
    "SA": "Kingdom of Saudi Arabia, KSA, 沙特阿拉伯, 沙烏地阿拉伯",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland, Eswatini, Kingdom of Eswatini",
    "TL": "East Timor, Timor-Leste",
    "TR": "Turkey, Türkiye, Turkiye",
    "TW": "Taiwan, Chinese Taipei, Taiwan Province of China, Taiwan (Province of China), 臺灣, 中華台北, 中华台北, "
    "中華民國, 中华民国",
    "TZ": "Tanzania (United Republic of), United Republic of Tanzania, Tanzania United Republic of",
    "US": "USA, United States of America, America, The United States",
    "VA": "Holy See, Vatican, Vatican City State, The Vatican",
    "VC": "St. Vincent, Saint Vincent and the Grenadines",
    "VE": "Venezuela (Bolivarian Republic of), Bolivarian Republic of Venezuela, Venezuela Bolivarian Republic of",
    "VG": "British Virgin Islands, Virgin Islands (British), BVI",
    "VI": "US Virgin Islands, Virgin Islands (U.S.), Virgin Islands (US)",
    "VN": "Viet Nam, Socialist Republic of Viet Nam",
    "XK": "Kosovo, Republic of Kosovo, Kosova",
}
# What several countries are called; a person chooses.
_AMBIGUOUS = {
    "Congo": ("CD", "CG"), "剛果": ("CD", "CG"), "刚果": ("CD", "CG"), "ROC": ("TW", "CG"), "Virgin Islands": ("VG", "VI"),
    "Guinea-Conakry": ("GN",), "Samoa Islands": ("WS", "AS"), "Saint Martin": ("MF", "SX"), "St. Martin": ("MF", "SX"),
}  # fmt: skip  # a few pairs, not a line each
_CODES_BY_THREE = {pair[3:]: pair[:2] for pair in _CODES.split()}
LIKE_ENOUGH = 72


@cache
def country_codes() -> frozenset[str]:
    """Return every alpha-2 code."""
    return frozenset(_CODES_BY_THREE.values())


def folded_country(text: str) -> str:
    """Return a name of a country without case, dots, and with one kind of apostrophe, hyphen and space.

    >>> folded_country(" Côte d’Ivoire "), folded_country("U.S.A."), folded_country("Korea, Republic of")
    ("côte d'ivoire", 'usa', 'korea republic of')
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'").replace("`", "'")
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain).replace("saint ", "st ")
    return " ".join(re.sub(r"[.,()]", lambda sign: "" if sign[0] == "." else " ", plain).split())


@cache
def _codes_by_name() -> dict[str, str]:
    """Return the code of every known name, in lower case."""
    codes = country_codes()
    names: dict[str, str] = {}
    # The first language that has a name keeps it.
    for tag in reversed(_LANGUAGES):
        names.update({folded_country(str(name)): code for code, name in Locale.parse(tag).territories.items() if code in codes})
    names.update({folded_country(name): code for code, further in _FURTHER_NAMES.items() for name in further.split(", ")})
    for name in _AMBIGUOUS:
        names.pop(folded_country(name), None)
    return names


@cache
def country_named(text: str) -> str:
    """Return the alpha-2 code for a code or a name, or nothing when it is not known, or that of several.

    It may be said twice, in two languages or as name and code.

    >>> country_named("kor"), country_named("澳門"), country_named("Atlantis"), country_named("Congo"), country_named("Kosovo")
    ('KR', 'MO', '', '', 'XK')
    >>> country_named("香港 Hong Kong"), country_named("France (FR)"), country_named("France / Japan")
    ('HK', 'FR', '')
    """
    if code := _code_of(text):
        return code
    for parts in (_ASIDE.split(text), runs_of(text)):
        codes = {_code_of(part) for part in parts if part.strip()}
        if len(codes) == 1 and "" not in codes:
            return codes.pop()
    return ""


def _code_of(text: str) -> str:
    code = text.strip().upper()
    if code in country_codes():
        return code
    return _CODES_BY_THREE.get(code) or _codes_by_name().get(folded_country(text), "")


@cache
def countries_meant(text: str) -> tuple[str, ...]:
    """Return the English names of the countries that a name may mean, where it is that of several."""
    meant = {folded_country(name): codes for name, codes in _AMBIGUOUS.items()}.get(folded_country(text), ())
    return tuple(country_name(code) for code in meant)


@cache
def likely_country(text: str) -> str:
    """Return the English name of the country most like a text, or nothing when none is.

    >>> likely_country("Frnace")
    'France'
    """
    found = likeliest(folded_country(text), _codes_by_name(), at_least=LIKE_ENOUGH)
    return country_name(_codes_by_name()[found]) if found else ""


def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country in a language that Babel knows."""
    return str(Locale.parse(language.replace("-", "_")).territories.get(code, code))
