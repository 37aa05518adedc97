"""Take back accounts, records, titles and what is read of them, and people altogether."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.catalogue.actions import set_status
from praya.core.catalogue.granting import answer_grant
from praya.core.catalogue.models import Grant, Picture, Portrait, Title
from praya.core.catalogue.photographs import change_picture, remove_picture
from praya.core.catalogue.portraits import keep_portrait, remove_portrait, take_portrait_off
from praya.core.directory.models import Organisation, Person
from praya.core.documents.actions import revise
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_of
from praya.meet.duplicates import agreeing
from praya.meet.duplicates.models import WaitingMerge
from tests import builders as make
from tests.core.catalogue.test_pictures import drawn
from tests.ops.revoking import Scene, World, row_is, set_to, touched

AT = make.HK_MORNING


def _second_key(world: World) -> Authenticator:
    return Authenticator.objects.create(user=world.account, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})


def _address(world: World) -> EmailAddress:
    return EmailAddress.objects.create(user=world.account, email=f"second{world.account.pk}@example.org", verified=True)


def _operator(world: World) -> Account:
    return Account.objects.create_superuser(f"operator{world.edition.pk}@example.org", "known")


def _withdrawn(world: World, row: Title) -> None:
    set_status(row, Title.Status.WITHDRAWN, by=world.organiser)


def _erased_world_holds(world: World, row: Person) -> bool:
    return Account.objects.filter(pk=world.account.pk, email__startswith="person").exists()


_MATERIAL = {"kind": "screener", "label": "Screener", "address": "https://screener.example/abc", "level": "badge"}
_SHOWING = {"event": "Busan", "place": "", "country": "KR", "on": "2026-01-02", "is_public": True}


def _with_rows(world: World) -> Title:
    names = [*world.title.names, {"text": "Working name", "tag": "en", "kind": "working", "level": "badge"}]
    Title.objects.filter(pk=world.title.pk).update(names=names, materials=[_MATERIAL], showings=[_SHOWING])
    return Title.objects.get(pk=world.title.pk)


def _rows(name: str, *rows: dict[str, Any]) -> Callable[[World, Any], object]:
    return lambda world, row: revise(row, {name: list(rows)}, by=world.organiser)


def _name_hidden(world: World, row: Title) -> None:
    names = Title.objects.get(pk=row.pk).names
    revise(row, {"names": [*names[:-1], {**names[-1], "level": "private"}]}, by=world.organiser)


def _shows(name: str, **wanted: Any) -> Callable[[World, Any], bool]:
    return lambda world, row: any(wanted.items() <= one.items() for one in getattr(Title.objects.get(pk=row.pk), name))


def _waiting(world: World) -> WaitingMerge:
    first, second = world.me.person, world.other.person
    pair = make.make_resemblance(world.edition, first, second)
    return WaitingMerge.objects.create(edition=world.edition, pair=pair, keep=second.pk, owner=world.account, mark="x")


def _merge_refused(world: World, row: WaitingMerge) -> None:
    agreeing.refuse(row, by=world.account)


SCENES = [
    Scene(
        "address of a screener kept to itself",
        ("core.title.materials",),
        _with_rows,
        _rows("materials", {**_MATERIAL, "level": "private"}),
        _shows("materials", level="badge"),
    ),
    Scene("material taken away", ("core.title.materials",), _with_rows, _rows("materials"), _shows("materials", level="badge")),
    Scene("name kept to itself", ("core.title.names",), _with_rows, _name_hidden, _shows("names", level="badge")),
    Scene(
        "showing closed",
        ("core.title.showings",),
        _with_rows,
        _rows("showings", {**_SHOWING, "is_public": False}),
        _shows("showings", is_public=True),
    ),
    Scene("merge refused", ("meet.waitingmerge.state",), _waiting, _merge_refused, row_is(WaitingMerge, state="waiting")),
    Scene(
        "merge withdrawn",
        ("meet.waitingmerge.state",),
        _waiting,
        lambda w, row: agreeing.withdraw(row, by=w.organiser),
        row_is(WaitingMerge, state="waiting"),
    ),
    Scene("title withdrawn", ("core.title.status",), lambda w: w.title, _withdrawn, row_is(Title, status="published")),
    Scene(
        "title kept to itself",
        ("core.title.level",),
        lambda w: w.title,
        lambda w, row: revise(row, {"level": "private"}, by=w.organiser),
        lambda w, row: not Title.objects.filter(pk=row.pk, level="private").exists(),
    ),
    Scene(
        "part of a title kept to itself",
        ("core.title.visibility",),
        lambda w: w.title,
        lambda w, row: revise(row, {"visibility": {"synopsis": "private"}}, by=w.organiser),
        lambda w, row: Title.objects.get(pk=row.pk).visibility.get("synopsis") != "private",
    ),
    *(
        Scene(
            f"{model.__name__} found by fewer",
            (f"{model._meta.label_lower}.level",),
            lambda w, model=model: w.me.person if model is Person else w.exhibitor.organisation,
            lambda w, row: revise(row, {"level": "buyer"}, by=w.account),
            lambda w, row, model=model: not model.objects.filter(pk=row.pk, level="buyer").exists(),
        )
        for model in (Person, Organisation)
    ),
    *(
        Scene(
            f"part of {model.__name__} kept to itself",
            (f"{model._meta.label_lower}.visibility",),
            lambda w, model=model: w.me.person if model is Person else w.exhibitor.organisation,
            lambda w, row: touched(row, visibility={"biography": "private"}),
            lambda w, row, model=model: model.objects.get(pk=row.pk).visibility != {"biography": "private"},
        )
        for model in (Person, Organisation)
    ),
    Scene(
        "address of a person changed",
        ("core.person.email",),
        lambda w: make.make_person(account=None),
        lambda w, row: touched(row, email="new@example.org"),
        lambda w, row: Person.objects.filter(pk=row.pk, email=row.email).exists(),
    ),
    Scene(
        "reading on request refused",
        ("core.grant.status",),
        lambda w: make.make_grant(w.title, w.account, status="granted"),
        lambda w, row: answer_grant(row, "refused", by=w.organiser),
        row_is(Grant, status="granted"),
    ),
    Scene(
        "picture removed",
        ("core.picture",),
        lambda w: make.make_picture(w.title),
        lambda w, row: remove_picture(row, by=None),
        row_is(Picture),
    ),
    Scene(
        "picture kept to itself",
        ("core.picture.level",),
        lambda w: make.make_picture(w.title),
        lambda w, row: change_picture(row, {"level": "private"}, by=None),
        row_is(Picture, level="public"),
    ),
    Scene(
        "photograph of a person removed",
        ("core.portrait",),
        lambda w: make.make_portrait(w.me.person),
        lambda w, row: remove_portrait(row, by=None),
        lambda w, row: Portrait.objects.filter(person=row.pk).exists() or Person.objects.get(pk=row.pk).portrait != "",
    ),
    Scene(
        "photograph of a person replaced",
        ("core.portrait",),
        lambda w: make.make_portrait(w.me.person),
        lambda w, row: keep_portrait(row, drawn((9, 9)), by=None),
        lambda w, row: Person.objects.get(pk=row.pk).portrait == row.portrait,
    ),
    Scene(
        "photograph of a person taken off by organisers",
        ("core.portrait.removed_at",),
        lambda w: make.make_portrait(w.me.person),
        lambda w, row: take_portrait_off(row, reason="unfit", by=None, at=AT),
        lambda w, row: Person.objects.get(pk=row.pk).portrait != "",
    ),
    Scene(
        "photograph of a person kept to itself",
        ("core.person.portrait_level",),
        lambda w: make.make_portrait(w.me.person),
        lambda w, row: keep_portrait(row, b"", level="private", by=None),
        lambda w, row: Person.objects.get(pk=row.pk).portrait_level != "private",
    ),
    Scene(
        "picture not approved",
        ("core.picture.is_approved",),
        lambda w: make.make_picture(w.title),
        lambda w, row: change_picture(row, {"is_approved": False}, by=None),
        row_is(Picture, is_approved=True),
    ),
    *(
        Scene(f"account {word}", (f"core.account.{word}",), _operator, set_to(**{word: False}), row_is(Account, **{word: True}))
        for word in ("is_active", "is_operator", "is_superuser")
    ),
    Scene(
        "password changed",
        ("core.account.password",),
        _operator,
        lambda w, row: (row.set_password("another"), row.save(update_fields=["password"])),
        lambda w, row: Account.objects.get(pk=row.pk).check_password("known"),
    ),
    Scene(
        "address of an account changed",
        ("core.account.email",),
        lambda w: w.account,
        lambda w, row: set_to(email=f"new{row.pk}@example.org")(w, Account.objects.get(pk=row.pk)),
        lambda w, row: Account.objects.filter(pk=row.pk, email=row.email).exists(),
    ),
    Scene(
        "second address removed",
        ("account.emailaddress",),
        _address,
        lambda w, row: EmailAddress.objects.filter(pk=row.pk).delete(),
        row_is(EmailAddress),
    ),
    Scene(
        "second address replaced",
        ("account.emailaddress.email",),
        _address,
        lambda w, row: set_to(email=f"third{row.pk}@example.org")(w, EmailAddress.objects.get(pk=row.pk)),
        row_is(EmailAddress, email__startswith="second"),
    ),
    Scene(
        "address no longer proved",
        ("account.emailaddress.verified",),
        _address,
        set_to(verified=False),
        row_is(EmailAddress, verified=True),
    ),
    Scene(
        "passkey removed",
        ("mfa.authenticator",),
        _second_key,
        lambda w, row: Authenticator.objects.filter(pk=row.pk).delete(),
        row_is(Authenticator),
    ),
    Scene(
        "person erased",
        ("erasure",),
        lambda w: w.me.person,
        lambda w, row: erase(subject_of(w.account), at=timezone.now()),
        _erased_world_holds,
    ),
]
