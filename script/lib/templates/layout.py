"""Write a tree of nodes as lines: what fits on a line stands on it, what is a block has lines of its own."""

from __future__ import annotations

import textwrap
from itertools import pairwise

from script.lib.templates.tags import broken_tag
from script.lib.templates.tree import BLOCKS, Block, Element, Node, is_raw, tree_of

from praya.core.templating.whitespace import WRITTEN_SPACE, Kind, compact

WIDTH = 120
STEP = "  "


class LayoutError(Exception):
    """Say that a template would mean something else, or cannot be laid out."""


def laid_out(source: str) -> str:
    """Return a template laid out. Raises LayoutError where that would change the page."""
    try:
        page = _Page()
        page.sequence(tree_of(source), 0, last_gap=False)
        text = "\n".join(line.rstrip() for line in page.lines).strip("\n") + "\n"
        before, after = compact(source).text, compact(text).text
    except ValueError as error:
        raise LayoutError(str(error)) from error
    if before != after:
        at = next((at for at, (one, other) in enumerate(zip(before, after)) if one != other), min(len(before), len(after)))
        raise LayoutError(f"would change: {before[max(at - 60, 0) : at + 40]!r} to {after[max(at - 60, 0) : at + 40]!r}")
    return text


def long_lines(text: str) -> list[int]:
    """Return the numbers of the lines that are longer than a line may be."""
    return [number for number, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH]


class _Page:
    """Hold the lines written so far; the last one is being written."""

    def __init__(self) -> None:
        self.lines = [""]

    def line(self, level: int) -> None:
        """Begin a line, unless one has just begun."""
        if self.lines[-1].strip():
            self.lines.append("")
        self.lines[-1] = STEP * level

    def put(self, text: str) -> None:
        """Write on the current line."""
        self.lines[-1] += text

    def fits(self, text: str) -> bool:
        """Tell whether a text ends within the current line."""
        return len(self.lines[-1]) + len(text) <= WIDTH

    def is_broken(self, node: Node) -> bool:
        """Tell whether the node that was written last has several lines."""
        if isinstance(node, Element | Block):
            return self.lines[-1].strip() == node.end
        return node.kind in {Kind.BLOCK, Kind.MARKUP} and _one_line(node.text) not in self.lines[-1]

    def sequence(self, nodes: list[Node], level: int, *, last_gap: bool) -> None:
        """Write nodes from the current line on, which has just begun."""
        previous: Node | None = None
        for chunk in _chunks(nodes):
            self._chunk(chunk, previous, level)
            previous = chunk[-1]
        if last_gap:
            if not self.fits(WRITTEN_SPACE):
                self.line(level)
            self.put(WRITTEN_SPACE)

    def _chunk(self, chunk: list[Node], previous: Node | None, level: int) -> None:
        """Write nodes between which no line may break, or only with a written space."""
        space = " " if chunk[0].gap else ""
        text = _flat_chunk(chunk)
        is_after_end = previous is not None and self.is_broken(previous)
        is_apart = previous is None or is_after_end or _is_apart(previous, chunk[0])
        if is_apart or text is None or not self.fits(space + text):
            self.line(level)
            space = WRITTEN_SPACE if space and (previous is None or not (previous.is_word and chunk[0].is_word)) else ""
        self.put(space)
        if text is not None and self.fits(text):
            self.put(text)
            return
        self.node(chunk[0], level)
        for before, node in pairwise(chunk):
            flat = flat_of(node)
            space = " " if node.gap else ""
            is_after_end = self.is_broken(before) and not node.is_word and (space or _may_break(before, node))
            if flat is None or is_after_end or not self.fits(space + flat):
                if space:
                    self.line(level)
                    self.put(WRITTEN_SPACE)
                self.node(node, level)
            else:
                self.put(space + flat)

    def node(self, node: Node, level: int) -> None:
        """Write one node from the current place on, over as many lines as it needs."""
        flat = flat_of(node)
        if flat is not None and self.fits(flat):
            self.put(flat)
        elif isinstance(node, Element):
            self._element(node, level)
        elif isinstance(node, Block):
            self._block(node, level)
        elif node.kind is Kind.COMMENT:
            self._comment(node, level)
        elif node.kind in {Kind.BLOCK, Kind.MARKUP}:
            self._tag(node.text, level)
        else:
            self.put(node.text)

    def _element(self, node: Element, level: int) -> None:
        if is_raw(node) or not node.children:
            tail = "".join(child.text for child in node.children) + node.end
            self._tag(node.text, level, tail.partition("\n")[0])
            self.put(tail)
            return
        self._tag(node.text, level)
        self.line(level + 1)
        self.sequence(node.children, level + 1, last_gap=node.last_gap)
        self.line(level)
        self.put(node.end)

    def _block(self, node: Block, level: int) -> None:
        if is_raw(node):
            self._tag(node.text, level)
            self.put("".join(child.text for child in node.branches[0].children) + node.end)
            return
        for at, branch in enumerate(node.branches):
            if at:
                self.line(level)
            self._tag(branch.tag, level)
            self.line(level + 1)
            if branch.children and branch.children[0].kind is Kind.RAW:
                self._translation(branch.children[0].text, level)
            else:
                self.sequence(branch.children, level + 1, last_gap=branch.last_gap)
        self.line(level)
        self.put(node.end)

    def _translation(self, text: str, level: int) -> None:
        """Fill lines with the words of a translation that is trimmed; its plural has a line of its own."""
        for at, part in enumerate(text.split("{% plural %}")):
            if at:
                self.line(level)
                self.put("{% plural %}")
            for words in textwrap.wrap(" ".join(part.split()), WIDTH - len(STEP) * (level + 1), **_WHOLE_WORDS):
                self.line(level + 1)
                self.put(words)

    def _comment(self, node: Node, level: int) -> None:
        """Break a comment between words; the lines of a longer one stay lines where they are not too long."""
        if not node.text.startswith("{#"):
            start, end = node.text.index("%}") + 2, node.text.rindex("{%")
            self.put(node.text[:start])
            for line in node.text[start:end].strip().splitlines():
                self.lines += textwrap.wrap(line, WIDTH, **_WHOLE_WORDS) or [""]
            self.lines.append(node.text[end:])
            return
        words = node.text.removeprefix("{#").removesuffix("#}").strip()
        for line in textwrap.wrap(words, WIDTH - len(STEP) * level - 6, **_WHOLE_WORDS):
            self.line(level)
            self.put(f"{{# {line} #}}")

    def _tag(self, tag: str, level: int, tail: str = "") -> None:
        """Write a tag; `tail` must stand on its last line."""
        flat = _one_line(tag)
        if self.fits(flat + tail):
            self.put(flat)
            return
        first, *rest = broken_tag(flat, indent=STEP * level, start=len(self.lines[-1]), tail=tail, width=WIDTH)
        self.put(first)
        self.lines += rest


_WHOLE_WORDS = {"break_long_words": False, "break_on_hyphens": False}


def _chunks(nodes: list[Node]) -> list[list[Node]]:
    """Group the nodes that stay together: without a space between words, or with one beside a tag."""
    chunks: list[list[Node]] = []
    for node in nodes:
        previous = chunks[-1][-1] if chunks else None
        if previous is None or _may_break(previous, node) or _is_apart(previous, node):
            chunks.append([])
        chunks[-1].append(node)
    return chunks


def _may_break(before: Node, after: Node) -> bool:
    are_words = before.is_word and after.is_word
    return after.gap == are_words


def _is_apart(before: Node, after: Node) -> bool:
    """Tell whether two neighbours stand on lines of their own."""
    if before.is_block or after.is_block or before.name == after.name == "block":
        return True
    return before.is_element and after.is_element and not after.gap


def flat_of(node: Node) -> str | None:
    """Return a node on one line; None when it must have several."""
    if isinstance(node, Element):
        inner = _flat_inner(node.children, is_raw=is_raw(node), last_gap=node.last_gap)
        if inner is None or any(isinstance(child, Element) and child.name in BLOCKS for child in node.children):
            return None
        return _one_line(node.text) + inner + node.end
    if isinstance(node, Block):
        parts = []
        for branch in node.branches:
            inner = _flat_inner(branch.children, is_raw=is_raw(node), last_gap=branch.last_gap)
            if inner is None or any(child.is_block for child in branch.children):
                return None
            parts.append(_one_line(branch.tag) + inner)
        return "".join(parts) + node.end
    if node.kind in {Kind.COMMENT, Kind.REMARK}:
        return None if "\n" in node.text else node.text
    return node.text if node.kind is Kind.RAW else _one_line(node.text)


def _flat_inner(children: list[Node], *, is_raw: bool, last_gap: bool) -> str | None:
    if children and children[0].kind is Kind.RAW:
        text = children[0].text
        return text if is_raw else " ".join(text.split()).replace(" {% plural %} ", "{% plural %}")
    if any(_is_apart(one, other) for one, other in pairwise(children)):
        return None
    parts = [flat_of(child) for child in children]
    if any(part is None for part in parts):
        return None
    spaced = [(" " if child.gap else "") + part for child, part in zip(children, parts) if part is not None]
    return "".join(spaced) + (" " if last_gap else "")


def _flat_chunk(chunk: list[Node]) -> str | None:
    text = _flat_inner(chunk, is_raw=False, last_gap=False)
    return text[1:] if text and chunk[0].gap else text


def _one_line(text: str) -> str:
    return compact(text).text if "\n" in text else text
