"""Find countries and regions by ISO 3166-1 codes and by their names in English and Chinese."""

from __future__ import annotations

from functools import cache

from babel import Locale

from praya.core.texts.likeness import likeliest

# ISO 3166-1, alpha-2 and alpha-3; Hong Kong, Macau and Taiwan have their own codes.
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
VG:VGB VI:VIR VN:VNM VU:VUT WF:WLF WS:WSM YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE
"""
_FURTHER_NAMES = {
    "HK": ("hong kong", "香港", "hong kong sar", "hong kong, china", "hongkong", "中國香港", "中国香港"),
    "MO": ("macau", "澳門", "澳门", "macao", "macau sar", "macao sar", "中國澳門", "中国澳门"),
    "TW": ("taiwan", "chinese taipei", "臺灣", "中華台北", "中华台北"),
    "CN": (
        *("china", "mainland china", "pr china", "prc", "p.r. china", "people's republic of china"),
        *("中國大陸", "中国大陆", "內地", "内地"),
    ),
    "GB": ("uk", "u.k.", "great britain", "england", "scotland", "wales"),
    "US": ("usa", "u.s.a.", "u.s.", "united states of america", "america"),
    "KR": ("south korea", "korea", "republic of korea", "南韓", "南韩", "韓國", "韩国", "大韓民國", "대한민국", "한국"),
    "KP": ("north korea", "dprk", "北韓", "朝鮮"),
    "RU": ("russian federation",),
    "AE": ("uae", "u.a.e."),
    "NL": ("the netherlands", "holland"),
    "CZ": ("czech republic", "czechia"),
    "TR": ("turkey", "türkiye", "turkiye"),
    "MK": ("macedonia",),
    "CI": ("ivory coast", "cote d'ivoire"),
    "VN": ("viet nam",),
    "IR": ("iran, islamic republic of",),
    "SY": ("syrian arab republic",),
    "LA": ("lao pdr",),
    "MM": ("burma",),
    "VA": ("holy see",),
    "AU": ("澳洲",),
    "NZ": ("紐西蘭", "新西蘭", "新西兰"),
    "JP": ("日本国", "日本國"),
    "SA": ("沙特阿拉伯", "沙烏地阿拉伯"),
}
_CODES_BY_THREE = {pair[3:]: pair[:2] for pair in _CODES.split()}
LIKE_ENOUGH = 72


@cache
def country_codes() -> frozenset[str]:
    """Return every ISO 3166-1 alpha-2 code."""
    return frozenset(_CODES_BY_THREE.values())


@cache
def _codes_by_name() -> dict[str, str]:
    """Return the code of every known name, in lower case."""
    codes = country_codes()
    names: dict[str, str] = {}
    for tag in ("en", "zh_Hant", "zh_Hant_HK", "zh_Hans"):
        names.update({str(name).casefold(): code for code, name in Locale.parse(tag).territories.items() if code in codes})
    names.update({name: code for code, further in _FURTHER_NAMES.items() for name in further})
    return names


@cache
def country_named(text: str) -> str:
    """Return the alpha-2 code for a code or a name, or nothing when it is not known.

    >>> country_named("kor"), country_named("澳門"), country_named("Atlantis")
    ('KR', 'MO', '')
    """
    word = text.strip()
    code = word.upper()
    if code in country_codes():
        return code
    return _CODES_BY_THREE.get(code) or _codes_by_name().get(word.casefold(), "")


@cache
def likely_country(text: str) -> str:
    """Return the English name of the country most like a text, or nothing when none is.

    >>> likely_country("Frnace")
    'France'
    """
    found = likeliest(text.casefold(), _codes_by_name(), at_least=LIKE_ENOUGH)
    return country_name(_codes_by_name()[found]) if found else ""


def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country in a language that Babel knows."""
    return str(Locale.parse(language.replace("-", "_")).territories.get(code, code))
