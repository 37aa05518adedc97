"""Say who may do what: one reviewed line per route. Whoever is not named is refused.

`edition(...)` is for pages of a whole edition, `thing(...)` for pages of one record in it, `plain(...)` for pages outside
any edition. `roles` may use the record "ours", `others` the record of two other companies. What an organiser may do here,
the organiser of the other edition may do there; nobody reaches a record through another edition's address. Whoever knows the
address of a calendar feed reads what its `bearer` may read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access.lists import lines_of_lists
from tests.access.roles import (
    AT_DESK,
    BUYER,
    COMPANY,
    DELEGATES,
    EVERYBODY,
    FOREIGN,
    INSIDERS,
    MEETERS,
    NOBODY,
    OPERATORS,
    ORGANISER,
    ORGANISERS,
    PARTIES,
    SIGNED_IN,
    TALKERS,
)

Body = Callable[[Any, str], dict[str, Any]]
GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Line:
    """Hold the roles allowed by subject, the methods, what the words of the address stand for, and a body to post."""

    allowed: dict[str, frozenset[str]]
    methods: tuple[str, ...]
    kinds: dict[str, str] = field(default_factory=dict)
    body: Body | None = None
    is_edition_only: bool = False
    path: str = ""
    why: str = ""
    bearer: str = ""

    def allows(self, subject: str, role: str) -> bool:
        """Tell whether the role may use the subject."""
        return role in self.allowed.get(subject, NOBODY)


def plain(roles: frozenset[str], methods: tuple[str, ...] = GET, **more: Any) -> Line:
    """Judge a page outside any edition."""
    return Line({"ours": roles}, methods, **more)


def edition(
    roles: frozenset[str], methods: tuple[str, ...] = GET, *, public: frozenset[str] = NOBODY, body: Body | None = None
) -> Line:
    """Judge a page of a whole edition; `public` may see it when the edition is public."""
    foreign = frozenset({FOREIGN}) if ORGANISER in roles else NOBODY
    return Line({"main": roles, "foreign": foreign, "public": public}, methods, body=body, is_edition_only=True)


def thing(
    kinds: dict[str, str],
    roles: frozenset[str],
    methods: tuple[str, ...] = GET,
    *,
    others: frozenset[str] | None = None,
    body: Body | None = None,
    is_shared: bool = False,
) -> Line:
    """Judge a page of one record of an edition; a word that `is_shared` names the same thing in every edition."""
    foreign = frozenset({FOREIGN}) if ORGANISER in roles else NOBODY
    allowed = {"ours": roles, "others": roles if others is None else others, "foreign": foreign}
    if is_shared:
        allowed["ours there"] = foreign
    return Line(allowed, methods, kinds, body)


def library(path: str, why: str) -> Line:
    """Judge a page of django-allauth: it names no record of ours and acts on the visitor's own account only."""
    return Line({"ours": EVERYBODY}, BOTH, path=path, why=why)


SIGN_IN = "signing in and out, for everybody"
OWN_ACCOUNT = "acts on the visitor's own account; strangers are sent to sign in by the library"
OWN_KEYS = "keys are looked up among the visitor's own by the library"

LIBRARY = {
    "account_login": library("/accounts/login/", SIGN_IN),
    "account_logout": library("/accounts/logout/", SIGN_IN),
    "account_inactive": library("/accounts/inactive/", SIGN_IN),
    "account_signup": library("/accounts/signup/", SIGN_IN),
    "account_request_login_code": library("/accounts/login/code/", SIGN_IN),
    "account_confirm_login_code": library("/accounts/login/code/confirm/", SIGN_IN),
    "account_email_verification_sent": library("/accounts/confirm-email/", SIGN_IN),
    "account_reset_password": library("/accounts/password/reset/", SIGN_IN),
    "account_reset_password_done": library("/accounts/password/reset/done/", SIGN_IN),
    "account_reset_password_from_key": library("/accounts/password/reset/key/zzzzz-absent-key/", SIGN_IN),
    "account_reset_password_from_key_done": library("/accounts/password/reset/key/done/", SIGN_IN),
    "account_reauthenticate": library("/accounts/reauthenticate/", OWN_ACCOUNT),
    "account_email": library("/accounts/email/", OWN_ACCOUNT),
    "account_change_password": library("/accounts/password/change/", OWN_ACCOUNT),
    "account_set_password": library("/accounts/password/set/", OWN_ACCOUNT),
    "mfa_index": library("/accounts/2fa/", OWN_ACCOUNT),
    "mfa_authenticate": library("/accounts/2fa/authenticate/", SIGN_IN),
    "mfa_reauthenticate": library("/accounts/2fa/reauthenticate/", OWN_ACCOUNT),
    "mfa_list_webauthn": library("/accounts/2fa/webauthn/", OWN_ACCOUNT),
    "mfa_add_webauthn": library("/accounts/2fa/webauthn/add/", OWN_ACCOUNT),
    "mfa_reauthenticate_webauthn": library("/accounts/2fa/webauthn/reauthenticate/", OWN_ACCOUNT),
    "mfa_login_webauthn": library("/accounts/2fa/webauthn/login/", SIGN_IN),
    "mfa_remove_webauthn": library("/accounts/2fa/webauthn/keys/987654321/remove/", OWN_KEYS),
    "mfa_edit_webauthn": library("/accounts/2fa/webauthn/keys/987654321/edit/", OWN_KEYS),
}

# A job belongs to the account that asked for it, even among organisers of one edition: an import can hold vetoes.
JOB_FOLLOWERS = {"ours": ORGANISERS | OPERATORS, "others": OPERATORS, "foreign": frozenset({FOREIGN}) | OPERATORS}
OUTSIDE = {
    "health": plain(EVERYBODY),
    "ready": plain(EVERYBODY),
    "home": plain(EVERYBODY),
    "service_worker": plain(EVERYBODY),
    "offline": plain(EVERYBODY),
    "style": plain(OPERATORS),
    "set_language": plain(EVERYBODY, POST),
    "account": plain(SIGNED_IN, BOTH),
    "market_new": plain(OPERATORS, BOTH),
    "demo_sign_in": plain(NOBODY, BOTH, kinds={"token": "demo"}),
    "job": Line(JOB_FOLLOWERS, GET),
    "job_cancel": Line(JOB_FOLLOWERS, POST),
}

EDITION = {
    "edition_home": edition(INSIDERS, public=EVERYBODY),
    "palette": edition(INSIDERS),
    "exhibitors": edition(INSIDERS, public=EVERYBODY),
    "people": edition(DELEGATES),
}

MEETING = {"code": "meeting"}
AGENDA = {
    "agenda": edition(DELEGATES),
    "agenda_pdf": edition(DELEGATES),
    "meeting_outcome": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"outcome": "held"}),
    "meeting_note": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"note": "x"}),
    "meeting_cancel": thing(MEETING, PARTIES, POST, others=NOBODY),
    "notices": edition(DELEGATES),
    "notices_read": edition(DELEGATES, POST),
    "availability": edition(MEETERS, BOTH),
    "me": edition(DELEGATES),
    "feed_renew": edition(DELEGATES, POST),
    "feed": Line({"ours": EVERYBODY}, GET, {"token": "feed"}, bearer=BUYER),
}

CALENDAR = {"code": "calendar"}
REQUEST = {"code": "request"}
WISHES = {
    "wishes": edition(MEETERS, POST, body=lambda world, which: {"like": world.objects["calendar"]["others"]}),
    "calendar": thing(CALENDAR, INSIDERS),
    "wish": thing(CALENDAR, MEETERS, POST, body=lambda world, which: {"level": "like"}),
    "ask": thing(CALENDAR, MEETERS, POST, body=lambda world, which: {"level": "like", "message": "May we?"}),
    "requests": edition(MEETERS),
    "request": thing(REQUEST, PARTIES, others=NOBODY),
    "request_edit": thing(
        REQUEST, PARTIES, POST, others=NOBODY, body=lambda world, which: {"level": "must", "message": "Again", "version": "1"}
    ),
    "request_accept": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_decline": thing(REQUEST, PARTIES, POST, others=NOBODY),
    "request_withdraw": thing(REQUEST, PARTIES, POST, others=NOBODY),
}

TITLE = {"code": "title"}
WORKS = {
    "works": edition(INSIDERS, public=EVERYBODY),
    "works_map": edition(INSIDERS, public=EVERYBODY),
    "works_compare": edition(INSIDERS, public=EVERYBODY),
    "work": thing(TITLE, INSIDERS),
    "work_ask_access": thing(TITLE, DELEGATES, POST, body=lambda world, which: {"message": "May I?"}),
    "person": thing({"code": "person"}, INSIDERS),
    "organisation": thing({"code": "organisation"}, INSIDERS),
    "works_pdf": edition(INSIDERS, BOTH, public=EVERYBODY, body=lambda world, which: {"first": "en"}),
    "works_printed": thing({"code": "printed"}, frozenset({BUYER}), others=NOBODY),
    "works_printed_file": thing({"code": "printed"}, frozenset({BUYER}), others=NOBODY),
    "works_api": edition(INSIDERS, public=EVERYBODY),
    "saved_searches": edition(DELEGATES, BOTH, body=lambda world, which: {"name": "Mine", "words": "q=spy"}),
    "saved_search": thing(
        {"code": "saved search"}, frozenset({BUYER}), POST, others=NOBODY, body=lambda world, which: {"do": "stop"}
    ),
    "search_stop": Line({"ours": EVERYBODY}, BOTH, {"token": "stop token"}, why="whoever got a letter may stop the next"),
    "catalogue_api": plain(EVERYBODY),
    "catalogue": plain(EVERYBODY),
    "catalogue_title": plain(EVERYBODY, kinds={"code": "public title"}),
}

# Companies keep works: whoever comes for one, and organisers what companies ask them to show.
KEEPERS, OWNERS = MEETERS | ORGANISERS, COMPANY | ORGANISERS
SHOWCASE = {"code": "showcase"}
RECORDS = {
    "my_works": edition(KEEPERS),
    "my_work_new": edition(MEETERS, BOTH),
    "my_works_sheet": edition(MEETERS, BOTH),
    "my_works_example": edition(MEETERS),
    "my_organisation": edition(MEETERS, BOTH),
    "my_person": edition(DELEGATES, BOTH),
    "my_work": thing(TITLE, OWNERS, others=ORGANISERS),
    "my_work_preview": thing(TITLE, OWNERS, others=ORGANISERS),
    "my_work_submit": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_discard": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_restore": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_withdraw": thing(TITLE, OWNERS, POST, others=ORGANISERS),
    "my_work_history": thing(TITLE, OWNERS, others=ORGANISERS),
    "my_work_undo": thing({**TITLE, "entry": "title entry"}, OWNERS, POST, others=ORGANISERS),
    "my_work_access": thing(
        {**TITLE, "grant": "grant"}, COMPANY, POST, others=NOBODY, body=lambda world, which: {"answer": "granted"}
    ),
    "my_work_pictures": thing(TITLE, OWNERS, BOTH, others=ORGANISERS),
    "my_picture": thing({**TITLE, "number": "picture pk"}, OWNERS, POST, others=ORGANISERS),
    "my_work_part": thing({**TITLE, "part": "part"}, OWNERS, BOTH, others=ORGANISERS),
    "picture": thing({"digest": "picture"}, INSIDERS),
    "catalogue_picture": plain(EVERYBODY, kinds={"digest": "public picture"}),
    "manage_works": edition(ORGANISERS),
    "manage_works_approve": edition(ORGANISERS, POST),
    "manage_works_setting": edition(ORGANISERS, POST),
    "manage_work": thing(TITLE, ORGANISERS),
    "manage_work_decide": thing(TITLE, ORGANISERS, POST, body=lambda world, which: {"do": "approve"}),
    "manage_work_undo": thing({"entry": "review"}, ORGANISERS, POST),
    "showcases": edition(INSIDERS, public=EVERYBODY),
    "showcase_new": edition(ORGANISERS, BOTH),
    "showcase": thing(SHOWCASE, INSIDERS),
    "showcase_edit": thing(SHOWCASE, OWNERS, BOTH, others=ORGANISERS),
    "showcase_publish": thing(SHOWCASE, OWNERS, POST, others=ORGANISERS),
    "showcase_add": thing(
        SHOWCASE,
        OWNERS,
        POST,
        others=ORGANISERS,
        body=lambda world, which: {"title": world.objects["title"].get(which, "absent")},
    ),
    "showcase_item": thing({**SHOWCASE, "number": "showcase item"}, OWNERS, POST, others=ORGANISERS),
    "manage_showcases": edition(ORGANISERS),
    "manage_showcase_order": thing(SHOWCASE, ORGANISERS, POST),
}

SITE, HALL = {"site": "site"}, {"hall": "hall"}
SET_UP = {
    "manage_edition": edition(ORGANISERS, BOTH),
    "manage_team": edition(ORGANISERS, BOTH),
    "manage_team_role": thing({"member": "member"}, ORGANISERS, POST),
    "manage_team_remove": thing({"member": "member"}, ORGANISERS, POST),
    "manage_sites": edition(ORGANISERS, BOTH),
    "manage_site": thing(SITE, ORGANISERS),
    "manage_site_facts": thing(SITE, ORGANISERS, POST),
    "manage_site_hours": thing(SITE, ORGANISERS, POST),
    "manage_break_add": thing(SITE, ORGANISERS, POST),
    "manage_hall_add": thing(SITE, ORGANISERS, POST),
    "manage_site_remove": thing(SITE, ORGANISERS, POST),
    "manage_break_remove": thing({"pause": "break"}, ORGANISERS, POST),
    "manage_hall_remove": thing(HALL, ORGANISERS, POST),
    "manage_tables": thing(HALL, ORGANISERS, POST),
    "manage_stands_add": thing(HALL, ORGANISERS, POST),
    "manage_stand_remove": thing({"stand": "stand"}, ORGANISERS, POST),
    "manage_categories": edition(ORGANISERS, BOTH),
    "manage_category": thing({"category": "category"}, ORGANISERS, BOTH),
    "manage_category_remove": thing({"category": "category"}, ORGANISERS, POST),
    "manage_delegates": edition(ORGANISERS),
    "manage_delegates_decide": edition(ORGANISERS, POST),
    "manage_delegates_undo": thing({"entry": "entry"}, ORGANISERS, POST),
    "manage_delegate_new": edition(ORGANISERS, BOTH),
    "manage_delegate": thing({"code": "delegate"}, ORGANISERS, BOTH),
    "manage_exhibitors": edition(ORGANISERS),
    "manage_exhibitor_new": edition(ORGANISERS, BOTH),
    "manage_exhibitor": thing({"code": "exhibitor"}, ORGANISERS, BOTH),
    "manage_exhibitor_remove": thing({"code": "exhibitor"}, ORGANISERS, POST),
    "manage_staff_add": thing({"code": "exhibitor", "delegate": "delegate"}, ORGANISERS, POST),
    "manage_staff_remove": thing({"code": "exhibitor", "delegate": "staff"}, ORGANISERS, POST),
}

IMPORT = {"code": "import"}
IMPORTS = {
    "manage_import": edition(ORGANISERS, BOTH),
    "manage_import_example": thing({"heads": "heads", "kind": "sheet"}, ORGANISERS, is_shared=True),
    "manage_import_file": thing(IMPORT, ORGANISERS, others=NOBODY),
    "manage_import_confirm": thing(IMPORT, ORGANISERS, POST, others=NOBODY),
    "manage_import_discard": thing(IMPORT, ORGANISERS, POST, others=NOBODY),
    "manage_import_report": thing(IMPORT, ORGANISERS, others=NOBODY),
    "manage_export": edition(ORGANISERS),
}

DUPLICATE = {"code": "duplicate"}
DUPLICATES = {
    "manage_duplicates": edition(ORGANISERS),
    "manage_duplicates_decided": edition(ORGANISERS),
    "manage_duplicates_search": edition(ORGANISERS, POST),
    "manage_duplicates_certain": edition(ORGANISERS, POST),
    "manage_duplicate_say": thing(DUPLICATE, ORGANISERS, POST, body=lambda world, which: {"say": "unsure"}),
    "manage_duplicate_undo": thing(DUPLICATE, ORGANISERS, POST),
}

ROUND, RUN = {"number": "round"}, {"code": "run"}
MATCHING = {
    "manage": edition(AT_DESK),
    "manage_rounds": edition(ORGANISERS, BOTH),
    "manage_round": thing(ROUND, ORGANISERS),
    "manage_round_freeze": thing(ROUND, ORGANISERS, POST),
    "manage_round_reopen": thing(ROUND, ORGANISERS, POST),
    "manage_run_start": thing(ROUND, ORGANISERS, POST),
    "manage_compare": thing(ROUND, ORGANISERS),
    "manage_run": thing(RUN, ORGANISERS),
    "manage_run_progress": thing(RUN, ORGANISERS),
    "manage_run_cancel": thing(RUN, ORGANISERS, POST),
    "manage_publish": thing(RUN, ORGANISERS, BOTH),
}

REPAIR = {"code": "repair"}
ON_THE_DAY = {
    "manage_repair": edition(AT_DESK),
    "manage_repair_person": thing({"code": "delegate"}, AT_DESK, BOTH),
    "manage_repair_stand": thing({"code": "exhibitor"}, AT_DESK, BOTH),
    "manage_repair_meeting": thing(MEETING, AT_DESK, POST),
    "manage_repair_proposal": thing(REPAIR, AT_DESK),
    "manage_repair_apply": thing(REPAIR, AT_DESK, POST),
    "manage_repair_discard": thing(REPAIR, AT_DESK, POST),
    "manage_heatmaps": edition(AT_DESK),
    "manage_hall_map": thing(HALL, AT_DESK),
    "manage_reports": edition(ORGANISERS),
    "manage_report_file": thing({"name": "report", "kind": "report kind"}, ORGANISERS, is_shared=True),
    "manage_trail": edition(ORGANISERS),
}

# A conversation belongs to its two people, not to their companies.
THREAD, ADDRESSEE = {"code": "thread"}, {"code": "staff"}
MESSAGES = {
    "messages": edition(DELEGATES),
    "message_settings": edition(DELEGATES, BOTH, body=lambda world, which: {"is_open": "on", "wants_mail": "on"}),
    "message_new": thing(ADDRESSEE, DELEGATES, BOTH, body=lambda world, which: {"text": "May we talk?"}),
    "message_block": thing(ADDRESSEE, DELEGATES, POST, body=lambda world, which: {"do": "block"}),
    "thread": thing(THREAD, TALKERS, BOTH, others=NOBODY, body=lambda world, which: {"text": "Certainly"}),
    "thread_act": thing(THREAD, TALKERS, POST, others=NOBODY, body=lambda world, which: {"do": "mute"}),
    "thread_read": thing(THREAD, TALKERS, POST, others=NOBODY),
    "message_report": thing(
        THREAD,
        TALKERS,
        POST,
        others=NOBODY,
        body=lambda world, which: {"message": world.objects["answer in a thread"].get(which, ""), "reason": "spam"},
    ),
    "manage_abuse": edition(ORGANISERS, BOTH, body=lambda world, which: {"limit": "3"}),
    "manage_abuse_report": thing({"code": "abuse report"}, ORGANISERS, BOTH, body=lambda world, which: {"verdict": "dismissed"}),
    "manage_abuse_lift": thing({"code": "delegate"}, ORGANISERS, POST),
}

# The list of "ours" is the staff's, shared with their company.
SHORTLIST = {"code": "shortlist"}
LISTS = {
    "lists": edition(DELEGATES),
    "list_new": edition(DELEGATES, POST, body=lambda world, which: {"name": "Autumn"}),
    "list_add": edition(DELEGATES, POST, body=lambda world, which: {"work": world.objects["listed work"]["ours"]}),
    "list": thing(SHORTLIST, COMPANY, others=NOBODY),
    "list_act": thing(SHORTLIST, COMPANY, POST, others=NOBODY, body=lambda world, which: {"do": "rename", "name": "Winter"}),
    "list_item": thing(
        SHORTLIST,
        COMPANY,
        POST,
        others=NOBODY,
        body=lambda world, which: {"do": "note", "note": "x", "item": world.objects["list item"].get(which, 0)},
    ),
}

SUGGESTIONS = {
    "suggestions": edition(MEETERS),
    "suggestion": edition(MEETERS, POST, body=lambda world, which: {"do": "restore", "left": "0"}),
    "manage_suggestions": edition(ORGANISERS),
    "manage_suggestions_do": edition(ORGANISERS, POST, body=lambda world, which: {"do": "reset"}),
}

POLICY: dict[str, Line] = {
    **LIBRARY,
    **OUTSIDE,
    **EDITION,
    **AGENDA,
    **WISHES,
    **WORKS,
    **RECORDS,
    **SET_UP,
    **IMPORTS,
    **DUPLICATES,
    **MATCHING,
    **ON_THE_DAY,
    **MESSAGES,
    **LISTS,
    **SUGGESTIONS,
}

POLICY |= lines_of_lists(POLICY)
