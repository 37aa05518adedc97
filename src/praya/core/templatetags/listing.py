"""Write the heads of a list's table."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from praya.core.templatetags.frame import address_with

register = template.Library()


@register.simple_tag(takes_context=True)
def heads(context: Context, *names: str) -> SafeString:
    """Write the heads of some columns, as far as the visitor may read them; one that sorts links to its order, then back."""
    columns = {column.name: column for column in context["columns"]}
    return format_html_join("", "{}", ((_head(context, columns[name]),) for name in names if name in columns))


def _head(context: Context, column: Any) -> SafeString:
    sort, look = context["sort"], SafeString(' class="num"' if column.type == "whole" else "")
    if not column.sort:
        return format_html('<th scope="col"{}>{}</th>', look, column.heading)
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "none")
    address = address_with(context, sort=f"-{column.name}" if order == "ascending" else column.name, page="")
    link = format_html('<a class="sort" href="{}">{}</a>', address, column.heading)
    return format_html('<th scope="col"{} aria-sort="{}">{}</th>', look, order, link)


@register.simple_tag(takes_context=True)
def tab(context: Context, name: str, key: str, word: Any, count: int | None) -> SafeString:
    """Lead to the rows of one choice of a filter; the present one says so."""
    here = SafeString(' aria-current="true"' if context["wanted"].get(name, "") == key else "")
    number = "" if count is None else format_html(" <small>{}</small>", count)
    return format_html('<a href="{}"{}>{}{}</a>', address_with(context, **{name: key, "page": ""}), here, word, number)
