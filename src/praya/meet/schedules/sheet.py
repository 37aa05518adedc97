"""Declare the sheet of the programme: a row for each place and time of a session, whether it was typed or read from a file."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from praya.core.sheets import fields
from praya.core.sheets.columns import Column
from praya.core.sheets.kinds import Reading, SheetKind
from praya.meet.programme.queries import rooms_of
from praya.meet.schedules import sheet_reading as reads
from praya.meet.schedules import sheet_words as words
from praya.meet.schedules.sheet_actions import write_programme
from praya.meet.schedules.sheet_planning import plan_programme
from praya.meet.schedules.sheet_queries import export_programme


def own_examples(reading: Reading) -> Mapping[str, tuple[str, str]]:
    """Return examples that hold for this very edition: its sites, a room of the first, its first day."""
    edition = reading.edition
    names = [site.short_name for site in edition.sites.all()] or [""]
    room = next((one.name for one in rooms_of(edition) if one.hall.site.short_name == names[0]), "online")
    return {"site": (names[0], names[-1]), "room": (room, "online"), "day": (edition.starts_on.isoformat(),) * 2}


PROGRAMME = SheetKind(
    "programme", "programme, 節目表, 节目表, schedule, sessions, program, programa, sessões, البرنامج, "
    "節目, 节目, 場次, 场次, 議程, 议程",
    (
        Column("reference", "reference, 編號, 编号, ref, id, guid, uid, place reference",
               ("S-001", "S-002"), limit=255),
        Column("session", "session reference, 場次編號, 场次编号, same session", limit=255),
        Column("title", "title, 標題, 标题, session title, session, summary, título, العنوان, 題目, 题目, 活動名稱, 活动名称",
               ("Opening forum", "The same, seen from afar"), is_required=True, has_tags=True, in_chinese=("開幕論壇", "")),
        Column("kind", "kind, 類型, 类型, type, session type, tipo, النوع, 活動類型, 活动类型",
               ("forum", "forum"), limit=60, is_shared=True, read=reads.kind, meanings=words.kinds_meant),
        Column("track", "track, 單元, 单元, 主題, 主题, theme, tema, المسار",
               limit=80, is_shared=True, meanings=words.tracks_meant),
        Column("site", "site, 會場, 会场, 地點, 地点, city, site name, cidade, المدينة, 城市",
               limit=60, is_shared=True, meanings=words.sites_meant),
        Column("hall", "hall, 展館, 展馆, building, pavilhão, القاعة, 展廳, 展厅, 館, 馆", limit=60, is_shared=True),
        Column("room", "room, 會議室, 会议室, 房間, 房间, location, venue, place, sala, الغرفة, 廳, 厅",
               limit=300, meanings=words.rooms_meant),
        Column("day", "day, 日期, 日期, date, on, dia, data, التاريخ, 日", limit=40, read=fields.civil_date),
        Column("begins", "begins, 開始, 开始, from, start, starts, start time, início, البداية, 開始時間, 开始时间, 由",
               ("09:30", "09:30"), is_required=True, limit=60, read=reads.moment),
        Column("ends", "ends, 結束, 结束, to, end, until, end time, fim, النهاية, 結束時間, 结束时间, 至",
               ("11:00", "11:00"), limit=60, read=reads.moment),
        Column("duration", "duration, 時長, 时长, length, lasts, duração, المدة", limit=20, read=reads.length),
        Column("zone", "time zone, 時區, 时区, zone, timezone", limit=64, is_shared=True, read=fields.zone),
        Column("origin", "origin, 主場, 主场, is origin, origem, المصدر", ("yes", ""), limit=10, read=fields.yes_or_no),
        Column("state", "state, 狀態, 状态, status, estado, الحالة", limit=40, is_shared=True,
               read=reads.state, meanings=words.states_meant),
        Column("speakers", "speakers, 講者, 讲者, speaker, oradores, المتحدثون, 演講嘉賓, 演讲嘉宾, 主講人, 主讲人",
               ("mei.chan@example.org; João Ribeiro", ""), limit=2000, read=reads.people),
        Column("moderators", "moderators, 主持人, 主持人, moderator, moderadores, المديرون", limit=2000, read=reads.people),
        Column("hosts", "hosted by, 司儀, 司仪, host, hosts, anfitriões, المضيفون", limit=2000, read=reads.people),
        Column("guests", "guests of honour, 主禮嘉賓, 主礼嘉宾, guest of honour, convidados de honra, ضيوف الشرف",
               limit=2000, read=reads.people),
        Column("interpreters", "interpreters, 傳譯員, 传译员, interpreter, intérpretes, المترجمون, 口譯員, 口译员",
               limit=2000, read=reads.people),
        Column("jurors", "jurors, 評審, 评审, juror, jury, jurados, المحكمون", limit=2000, read=reads.people),
        Column("people", "persons, 參與者, 参与者, people, participants, pessoas, الأشخاص", limit=20_000, read=reads.people),
        Column("languages", "languages, 語言, 语言, language, spoken languages, idiomas, línguas, اللغات",
               ("Cantonese, English", ""), limit=200, is_shared=True, read=reads.spoken),
        Column("channels", "interpreted into, 傳譯語言, 传译语言, interpretation, interpretação, الترجمة إلى",
               ("pt", ""), limit=200, is_shared=True, read=reads.spoken),
        Column("stream", "live stream, 直播網址, 直播网址, stream, stream address, transmissão, البث المباشر",
               limit=500, read=reads.stream),
        Column("abstract", "abstract, 內容, 内容, description, about, resumo, الوصف, 簡介, 简介",
               limit=3000, has_tags=True, read=fields.paragraphs),
        Column("categories", "categories, 分類, 分类, tags", limit=500),
        Column("texts", "language of texts, 文字語言, 文字语言, language of titles", limit=60, is_shared=True,
               read=reads.language_of_texts, meanings=words.texts_meant),
        Column("repeats", "repeats, 重複, 重复, recurrence", limit=10, read=fields.yes_or_no),
    ),
    label=_("programme"), needs=("delegates",), plan=plan_programme, write=write_programme,
    export=export_programme, examples=own_examples, can_undo=True,
)  # fmt: skip  # a column's names on one line, what it holds beside or below them
