"""Describe the works of the demo's showcases by hand: invented, but told as fully as a pitch would be."""

from __future__ import annotations

from typing import Any

from praya.core.texts.reading import write

Showpiece = dict[str, Any]


def _texts(en: str, zh: str, pt: str = "", ar: str = "") -> dict[str, Any]:
    return write({"en": en, "zh-Hant": zh, "pt": pt, "ar": ar})


SHANGHAI: tuple[Showpiece, ...] = (
    {
        "names": [
            {"text": "百樂門密碼", "tag": "zh-Hant", "kind": "original"},
            {"text": "百乐门密码", "tag": "zh-Hans", "kind": "original"},
            {"text": "The Paramount Cipher", "tag": "en", "kind": "international"},
            {"text": "Bailemen Mima", "tag": "zh-Latn", "kind": "romanised"},
            {"text": "شيفرة باراماونت", "tag": "ar", "kind": "other"},
        ],
        "kind": "series",
        "stage": "financing",
        "episodes": 24,
        "minutes": 45,
        "genres": ["spy", "drama", "history"],
        "themes": ["1930s", "Shanghai", "jazz", "codes", "諜戰", "三十年代"],
        "countries": [{"code": "CN", "share": 70}, {"code": "HK", "share": 30}],
        "languages": ["zh-Hans", "yue"],
        "logline": _texts(
            "Shanghai, 1937: a ballroom singer encodes wireless messages in the tunes she sings, until a new pianist plays one back.",
            "一九三七年的上海，舞廳歌女把電報密碼唱進歌裏，直到新來的琴師把其中一段彈了回來。",
            "Xangai, 1937: uma cantora de salão cifra mensagens nas melodias que canta, até que um novo pianista lhe devolve uma.",
            "شنغهاي 1937: مغنية قاعة رقص تخفي رسائل لاسلكية في ألحانها، إلى أن يعزف عازف بيانو جديد إحداها ردًّا عليها.",
        ),
        "synopsis": _texts(
            "Three services, two occupiers and one ballroom. Over six weeks before the city falls, Bai Lu must find out who listens.",
            "三方諜報，兩股勢力，一座舞廳。城陷前的六個星期，白露必須查出是誰在聽。",
        ),
        "budget": (9_000_000, 11_000_000),
        "secured": (4_200_000, 4_800_000),
        "seeking": [
            {"what": "broadcaster", "where": ["MY", "SG", "TH"], "note": ""},
            {"what": "coproducer", "where": ["FR", "CA"], "note": ""},
        ],
    },
    {
        "names": [
            {"text": "江城女將", "tag": "zh-Hant", "kind": "original"},
            {"text": "江城女将", "tag": "zh-Hans", "kind": "original"},
            {"text": "The River Commander", "tag": "en", "kind": "international"},
            {"text": "Jiangcheng Nüjiang", "tag": "zh-Latn", "kind": "romanised"},
            {"text": "قائدة مدينة النهر", "tag": "ar", "kind": "other"},
        ],
        "kind": "film",
        "stage": "preproduction",
        "minutes": 138,
        "genres": ["history", "action", "martial_arts"],
        "themes": ["women", "epic", "Song dynasty", "巾幗", "史詩"],
        "countries": [{"code": "CN", "share": 80}, {"code": "HK", "share": 20}],
        "languages": ["zh-Hans"],
        "logline": _texts(
            "A widow takes her husband’s seal and holds a river fortress for forty days with fishermen, cooks and one cannon.",
            "寡婦接過亡夫的帥印，帶着漁民、廚子和一門火炮，守江城四十日。",
            "Uma viúva toma o selo do marido e defende uma fortaleza fluvial durante quarenta dias com pescadores, cozinheiros e um canhão.",
            "أرملة تحمل ختم زوجها وتصمد أربعين يومًا في قلعة على النهر مع صيادين وطباخين ومدفع واحد.",
        ),
        "synopsis": _texts(
            "A female-led historical epic told from the kitchen to the ramparts, with practical river battles.",
            "由灶間到城頭，一部以女性為主角的歷史史詩，水戰全部實景拍攝。",
        ),
        "budget": (28_000_000, 28_000_000),
        "secured": (17_000_000, 17_000_000),
        "seeking": [
            {"what": "sales_agent", "where": [], "note": ""},
            {"what": "distributor", "where": ["KR", "JP", "US"], "note": ""},
        ],
    },
    {
        "names": [
            {"text": "雲海書店", "tag": "zh-Hant", "kind": "original"},
            {"text": "云海书店", "tag": "zh-Hans", "kind": "original"},
            {"text": "The Bookshop Above the Clouds", "tag": "en", "kind": "international"},
            {"text": "Yunhai Shudian", "tag": "zh-Latn", "kind": "romanised"},
            {"text": "مكتبة فوق الغيوم", "tag": "ar", "kind": "other"},
        ],
        "kind": "animation",
        "stage": "development",
        "episodes": 26,
        "minutes": 22,
        "genres": ["fantasy", "family", "adventure"],
        "themes": ["series", "books", "mountain spirits", "山海經", "奇幻"],
        "countries": [{"code": "CN", "share": 60}, {"code": "FR", "share": 40}],
        "languages": ["zh-Hans", "fr"],
        "logline": _texts(
            "Every unfinished story climbs to a bookshop above the clouds; its two young clerks must walk them home before they fade.",
            "每個未寫完的故事都會爬上雲海間的書店；兩個小店員要趕在它們消失之前，送它們回家。",
            "Todas as histórias por acabar sobem a uma livraria acima das nuvens; dois jovens aprendizes têm de as levar a casa.",
            "كل حكاية لم تكتمل تصعد إلى مكتبة فوق الغيوم، وعلى عاملَيها الصغيرين أن يعيداها إلى أصحابها قبل أن تتلاشى.",
        ),
        "synopsis": _texts("A fantasy series in twenty-six lost manuscripts.", "由二十六部佚稿組成的奇幻動畫劇集。"),
        "budget": (6_500_000, 7_500_000),
        "secured": (1_500_000, 1_900_000),
        "seeking": [
            {"what": "coproducer", "where": ["CA", "FR", "LU"], "note": ""},
            {"what": "platform", "where": [], "note": ""},
        ],
    },
)

MACAU: tuple[Showpiece, ...] = (
    {
        "names": [
            {"text": "碎石路上", "tag": "zh-Hant", "kind": "original"},
            {"text": "Calçada", "tag": "pt", "kind": "original"},
            {"text": "Cobblestones", "tag": "en", "kind": "international"},
        ],
        "kind": "film",
        "stage": "postproduction",
        "minutes": 96,
        "genres": ["drama", "arthouse"],
        "themes": ["Macau", "patuá", "theatre", "土生葡人"],
        "countries": [{"code": "MO", "share": 60}, {"code": "PT", "share": 40}],
        "languages": ["yue", "pt"],
        "logline": _texts(
            "The last theatre troupe that plays in patuá looks for an actress who still dreams in it.",
            "最後一個土生土語劇團，尋找一個仍用土語做夢的女演員。",
            "A última companhia de teatro em patuá procura uma atriz que ainda sonhe nessa língua.",
        ),
        "synopsis": _texts("", ""),
        "budget": (1_400_000, 1_400_000),
        "secured": (1_150_000, 1_150_000),
        "seeking": [{"what": "sales_agent", "where": [], "note": ""}, {"what": "distributor", "where": ["PT", "BR"], "note": ""}],
    },
    {
        "names": [
            {"text": "三分鐘愛你", "tag": "zh-Hant", "kind": "original"},
            {"text": "Three Minutes of You", "tag": "en", "kind": "international"},
        ],
        "kind": "micro_drama",
        "stage": "completed",
        "episodes": 80,
        "minutes": 3,
        "genres": ["romance", "comedy"],
        "themes": ["vertical", "豎屏", "casino hotel"],
        "countries": [{"code": "MO", "share": 50}, {"code": "CN", "share": 50}],
        "languages": ["yue", "zh-Hans"],
        "logline": _texts(
            "A lift attendant has three minutes a day with the guest she is not supposed to know.",
            "升降機服務員每天只有三分鐘，與那位她不該認識的住客同行。",
        ),
        "synopsis": _texts("", ""),
        "budget": (180_000, 180_000),
        "secured": (180_000, 180_000),
        "seeking": [{"what": "platform", "where": ["US", "TH", "ID"], "note": ""}],
    },
)

SHOWCASES: tuple[dict[str, Any], ...] = (
    {
        "name": write(
            {
                "en": "Shanghai Showcase",
                "zh-Hant": "上海項目展",
                "zh-Hans": "上海项目展",
                "pt": "Mostra de Xangai",
                "ar": "عروض شنغهاي",
            }
        ),
        "introduction": _texts(
            "Three projects from the river: a spy drama of the 1930s, an epic led by a woman, and a fantasy series for families.",
            "江畔三部新作：一部三十年代諜戰劇、一部以女性為主角的歷史史詩、一部合家歡奇幻劇集。",
            "Três projetos do rio: um drama de espionagem dos anos 30, uma epopeia no feminino e uma série fantástica para famílias.",
            "ثلاثة مشاريع من ضفة النهر: دراما تجسس من ثلاثينيات القرن الماضي، وملحمة تقودها امرأة، ومسلسل خيالي للعائلة.",
        ),
        "works": SHANGHAI,
    },
    {
        "name": write(
            {
                "en": "New Voices from Macau",
                "zh-Hant": "澳門新聲",
                "zh-Hans": "澳门新声",
                "pt": "Novas vozes de Macau",
                "ar": "أصوات جديدة من ماكاو",
            }
        ),
        "introduction": _texts(
            "Small teams, several languages, stories that travel.",
            "小團隊，多語言，會遠行的故事。",
            "Pequenas equipas, várias línguas, histórias que viajam.",
        ),
        "works": MACAU,
    },
)
