"""Know whose private data would come to another's sign-in by a merge, and so whose word it needs.

What a table holds of a person is declared by its room (`core/holding.py`); all of it is private but what the room calls open.
What it keeps for the people of one company is declared likewise (`core/keeping.py`), and what is not declared counts as kept.
Rows whose mere existence is a secret, such as blocks, decide nothing here: whether a merge waits would tell of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Model

from praya.core.actions.seeing import mark_of
from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.gathering import Record
from praya.core.duplicates.references import references_to
from praya.core.features.merging import is_secret
from praya.core.holding import Subject, personal_tables
from praya.core.keeping import Kept, declared, people_of_company


def sign_in_of(person: Person) -> str:
    """Return the address with which a person signs in, or would once they are approved."""
    return str(person.account.email if person.account is not None else person.email or "").lower()


def sign_in_after(keep: Person, other: Person) -> str:
    """Return the address that signs in for both once they are merged."""
    account = keep.account or other.account
    return str(account.email if account is not None else keep.email or other.email or "").lower()


def is_private(person: Person) -> bool:
    """Tell whether the market holds anything of a person, or at the address of their record, that not every organiser reads."""
    who = Subject(None, (person.pk,), (person.email.lower(),) if person.email else ())
    tables = [one for one in personal_tables() if one.columns and not one.is_open and not is_secret(one.model)]
    return any(one.model._base_manager.filter(one.of(who)).exists() for one in tables)


def sign_ins_of(company: Organisation) -> set[str]:
    """Return the addresses with which the people of a company sign in, or would once they are approved."""
    return {address for person in people_of_company(company.pk) if (address := sign_in_of(person))}


def kept_tables() -> Iterator[Kept]:
    """Yield every table that keeps something for companies: as declared, and those of which no room has spoken."""
    yield from (one for one in declared.kept if not is_secret(one.model))
    yield from undeclared_tables()


def undeclared_tables() -> Iterator[Kept]:
    """Yield the tables that refer to a company, or to what stands for one, and that no room has declared."""
    known = {one.model for one in declared.kept} | set(declared.unkept) | set(declared.standing) | {Organisation}
    standing: dict[type[Model], str] = {Organisation: "", **declared.standing}
    for model, path in standing.items():
        for reference in references_to(model):
            if reference.model not in known and not is_secret(reference.model):
                yield Kept(reference.model, f"{reference.column}__{path}" if path else reference.column)


def is_kept_for(company: Organisation) -> bool:
    """Tell whether anything is kept for the people of a company alone."""
    return any(table.rows(company.pk).exists() for table in kept_tables())


def exposed_by(keep: Record, other: Record) -> list[Record]:
    """Return whose private things somebody else would read once the two are merged; nobody's while nobody signs in for them."""
    if isinstance(keep, Organisation) and isinstance(other, Organisation):
        return _companies_exposed(keep, other)
    if not (isinstance(keep, Person) and isinstance(other, Person)):
        return []
    after = sign_in_after(keep, other)
    return [one for one in (keep, other) if after and sign_in_of(one) != after and is_private(one)]


def _companies_exposed(keep: Organisation, other: Organisation) -> list[Record]:
    """Return which of two companies is opened to the people of the other.

    Where both have people, both are: what is a secret, or comes tomorrow, is opened as well. What is kept for the one given up
    goes to whoever comes for the other one day.
    """
    staying, coming = sign_ins_of(keep), sign_ins_of(other)
    if staying and coming:
        return [other, keep] if staying != coming else []
    found: list[Record] = [other] if is_kept_for(other) else []
    return [*found, keep] if coming and is_kept_for(keep) else found


def mark_of_accounts(records: Sequence[Record]) -> str:
    """Return a mark of who signs in for some records, so that a word given once is not used for others later."""
    signs = {str(one.pk): [[who.pk, who.account_id, sign_in_of(who)] for who in people_behind(one)] for one in records}
    return mark_of(signs, sorted(signs))


def people_behind(record: Record) -> list[Person]:
    """Return the person of a record, or whoever comes for a company."""
    if isinstance(record, Person):
        return [record]
    return list(people_of_company(record.pk)) if isinstance(record, Organisation) else []
