"""Read from a page what its reader can press: links, forms with what they would send, and what htmx asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

# Another program's business: a letter, a call, a picture that stands in the page itself.
OTHERS = ("mailto", "tel", "data", "javascript", "blob", "intent")
OWN_HOST = "testserver"
TYPED = frozenset({"file", "image", "reset", "button"})
Attributes = dict[str, str | None]


@dataclass(frozen=True)
class Control:
    """Name what is sent when something is pressed: the method, the address with its query, and the fields of a form."""

    method: str
    address: str
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        """Return the address without its query."""
        return urlsplit(self.address).path


@dataclass
class _Form:
    method: str = "GET"
    action: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    presses: list[tuple[str, str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    is_typed: bool = False  # something can be typed into it, so that it is sent without a button


class _Reader(HTMLParser):
    """Collect the links and the forms of a page; a field may name its form from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.forms: dict[str, _Form] = {}
        self.open = ""
        self.choice = ""
        self.chosen: str | None = None
        self.writing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag lets its reader do."""
        one: Attributes = dict(attrs)
        if tag in {"a", "area"} and one.get("href"):
            self.links.append(("GET", str(one["href"])))
        if tag == "img" and one.get("src"):
            self.links.append(("GET", str(one["src"])))
        if tag == "form":
            self.open = one.get("id") or f"form {len(self.forms)}"
            held = self.forms.setdefault(self.open, _Form())
            held.method, held.action = (one.get("method") or "get").upper(), one.get("action") or ""
        elif "disabled" not in one:
            self._field(tag, one)
        self._htmx(tag, one)

    def _field(self, tag: str, one: Attributes) -> None:
        form = self.forms.setdefault(one.get("form") or self.open, _Form()) if one.get("form") or self.open else None
        kind, name = (one.get("type") or ("submit" if tag == "button" else "text")).lower(), one.get("name") or ""
        if form is None:
            return
        if tag == "button" or (tag == "input" and kind == "submit"):
            if kind == "submit":
                pressed = ((name, one.get("value") or ""),) if name else ()
                form.presses.append((one.get("formaction") or "", (one.get("formmethod") or "").upper(), pressed))
        elif tag == "input" and name and kind not in TYPED and (kind not in {"checkbox", "radio"} or "checked" in one):
            form.fields.append((name, one.get("value") or ("on" if kind == "checkbox" else "")))
            form.is_typed = form.is_typed or kind not in {"hidden", "checkbox", "radio"}
        elif tag == "select" and name:
            self.choice, self.chosen = name, None
        elif tag == "option" and self.choice and (self.chosen is None or "selected" in one):
            self.chosen = one.get("value") or ""
        elif tag == "textarea" and name:
            self.writing = name

    def _htmx(self, tag: str, one: Attributes) -> None:
        for method in ("GET", "POST"):
            address = one.get(f"hx-{method.lower()}")
            if not address:
                continue
            form = self.forms.get(self.open)
            if method == "GET" or form is None:
                self.links.append((method, address))
            elif tag == "form":
                form.method, form.action = method, address  # sent by its buttons, as without htmx
            else:
                form.presses.append((address, method, ((one["name"], one.get("value") or ""),) if one.get("name") else ()))

    def handle_data(self, data: str) -> None:
        """Note what stands in a box for text."""
        if self.writing and self.open:
            self.forms[self.open].fields.append((self.writing, data))
            self.writing = ""

    def handle_endtag(self, tag: str) -> None:
        """Close a form, a choice or a box for text."""
        if tag == "select" and self.choice:
            if self.open and self.chosen is not None:
                self.forms[self.open].fields.append((self.choice, self.chosen))
            self.choice = ""
        elif tag == "textarea":
            self.writing = ""
        elif tag == "form":
            self.open = ""


def controls_of(page: str, path: str) -> set[Control]:
    """Return what the reader of a page at a path can press, as far as it stays in this house.

    >>> sorted(one.address for one in controls_of('<a href="x/">x</a><a href="https://example.org/">y</a>', "/e/"))
    ['/e/x/']
    """
    reader = _Reader()
    reader.feed(page)
    found = {Control(method, own) for method, address in reader.links if (own := _own(address, path))}
    for form in reader.forms.values():
        found.update(_sent(form, path))
    return found


def _sent(form: _Form, path: str) -> Iterator[Control]:
    for action, method, pressed in form.presses or [("", "", ())] * form.is_typed:
        own, how = _own(action or form.action or path, path), method or form.method
        if own and how == "GET":
            yield Control("GET", own)
        elif own:
            yield Control(how, own, (*form.fields, *pressed))


def _own(address: str, path: str) -> str:
    """Return the path and query of an address of ours; nothing for another's, a file that lies ready, or a place on the page."""
    parts = urlsplit(address)
    if parts.scheme in OTHERS or (parts.netloc and parts.hostname != OWN_HOST) or address.startswith("#"):
        return ""
    whole = urlsplit(urljoin(path, f"{parts.path or path}?{parts.query}" if parts.query else parts.path or path))
    is_ready = whole.path.startswith("/static/")
    return "" if is_ready else whole.path + (f"?{whole.query}" if whole.query else "")


def words_asked(control: Control) -> tuple[str, ...]:
    """Return the names of what an address asks for beside its path."""
    return tuple(sorted({name for name, _value in parse_qsl(urlsplit(control.address).query, keep_blank_values=True)}))
