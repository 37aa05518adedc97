"""Read a template into a tree of elements, blocks and words.

Elements and blocks need not nest in each other (an element may open in one branch and close in another): what has no
partner within its branch stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from praya.core.templating.whitespace import WORDS, WRITTEN_SPACE, Gap, Kind, Piece, is_space, is_trimmed, pieces_of

_VOID = "area base br col embed hr img input link meta source track wbr"
# Elements that begin and end a line on the page, or are never seen on it.
_BLOCKS = """
    address article aside blockquote body caption circle col colgroup dd defs details dialog div dl dt fieldset figcaption
    figure footer form g h1 h2 h3 h4 h5 h6 head header hr html legend li line link main marker meta nav noscript ol optgroup
    option p path pattern polygon polyline rect script section style summary svg table tbody td template text tfoot th thead
    title tr ul use
"""
VOID, BLOCKS = frozenset(_VOID.split()), frozenset(_BLOCKS.split())
MIDDLES = {
    "if": {"elif", "else"},
    "for": {"empty"},
    "ifchanged": {"else"},
    "pagehead": {"actions"},
}
# Of other blocks the end tells that they are blocks.
ALWAYS = {"if", "for", "with", "block"}
OWN_LINE = {"extends", "load", "include", "csrf_token", "sheets", "scripts"}


@dataclass
class Node:
    """Hold a tag, a word or a comment that stands alone; `gap` tells whether a space is meant before it."""

    text: str
    kind: Kind
    name: str = ""
    gap: bool = False

    @property
    def is_word(self) -> bool:
        """Tell whether a line break beside this is a space."""
        return self.kind in WORDS

    @property
    def is_block(self) -> bool:
        """Tell whether this always stands on a line of its own."""
        setter = self.kind is Kind.BLOCK and self.text.split()[-3:-2] == ["as"]
        return setter or self.kind in {Kind.COMMENT, Kind.REMARK} or self.name in BLOCKS | {"extends", "load", "crumb"}

    @property
    def is_element(self) -> bool:
        """Tell whether this puts an element on the page, which then has a line of its own beside another."""
        return (self.kind is Kind.MARKUP and self.name not in {"br", "wbr"}) or self.name in OWN_LINE


@dataclass
class Element(Node):
    """Hold an element with what is in it; `last_gap` tells whether a space is meant before its end."""

    children: list[Node] = field(default_factory=list)
    end: str = ""
    last_gap: bool = False


@dataclass
class Branch:
    """Hold one branch of a block: its tag and what follows."""

    tag: str
    children: list[Node] = field(default_factory=list)
    last_gap: bool = False


@dataclass
class Block(Node):
    """Hold a block of Django's with its branches."""

    branches: list[Branch] = field(default_factory=list)
    end: str = ""

    @property
    def is_block(self) -> bool:
        """Tell whether anything in it stands on a line of its own."""
        return self.name == "pagehead" or any(node.is_block for branch in self.branches for node in branch.children)

    @property
    def is_element(self) -> bool:
        """Tell whether any branch puts an element on the page."""
        return any(node.is_element for branch in self.branches for node in branch.children)


@dataclass
class _Open:
    """Hold what is open while reading: an element or a block, with the list that takes its children."""

    node: Element | Block | None
    children: list[Node]


def tree_of(source: str) -> list[Node]:
    """Return the top nodes of a template. Raises ValueError where a tag or block has no end."""
    return _Reader(source).read()


class _Reader:
    """Read pieces into nodes."""

    def __init__(self, source: str) -> None:
        self.pieces = list(pieces_of(source))
        tags = [piece.name for piece in self.pieces if piece.kind is Kind.BLOCK]
        self.ends = ALWAYS | {name[3:] for name in tags if name.startswith("end")}
        self.open: list[_Open] = [_Open(None, [])]

    def read(self) -> list[Node]:
        """Return the top nodes."""
        for piece, gap in self._gaps():
            if piece.kind is Kind.BLOCK:
                self._block(piece, gap)
            elif piece.kind is Kind.MARKUP:
                self._markup(piece, gap)
            else:
                self._add(Node(piece.text, piece.kind, gap=gap))
        self._leave_elements()
        if len(self.open) > 1:
            raise ValueError(f"a block has no end: {self.open[-1].node}")
        return self.open[0].children

    def _gaps(self) -> Iterator[tuple[Piece, bool]]:
        """Yield each piece that is not white space, with whether a space is meant before it."""
        gap, previous = Gap.NONE, None
        for piece in self.pieces:
            if piece.gap:
                gap = max(gap, piece.gap)
            elif piece.kind is Kind.COMMENT:
                yield piece, False
            else:
                yield piece, is_space(gap, previous, piece)
                gap, previous = Gap.NONE, piece

    def _add(self, node: Node) -> None:
        self.open[-1].children.append(node)

    def _markup(self, piece: Piece, gap: bool) -> None:
        name = piece.name
        if not piece.is_closing:
            node = Element(piece.text, piece.kind, name, gap)
            if name in VOID or not name or piece.text.endswith("/>"):
                self._add(Node(piece.text, piece.kind, name, gap))
            else:
                self._add(node)
                self.open.append(_Open(node, node.children))
            return
        depth = next((at for at, one in enumerate(reversed(self.open)) if not _is_element(one, "") or _is_element(one, name)), 0)
        if not _is_element(self.open[-1 - depth], name):
            self._add(Node(piece.text, piece.kind, name, gap))
            return
        for _ in range(depth):
            self._leave_element()
        element = self.open.pop().node
        if isinstance(element, Element):
            element.end, element.last_gap = piece.text, gap

    def _block(self, piece: Piece, gap: bool) -> None:
        name = piece.name
        if name in self.ends:
            block = Block(piece.text, piece.kind, name, gap, branches=[Branch(piece.text)])
            self._add(block)
            self.open.append(_Open(block, block.branches[0].children))
        elif name.startswith("end") and self._leave_elements() and (block := self._innermost()).name == name[3:]:
            block.branches[-1].last_gap, block.end = gap, piece.text
            self.open.pop()
        elif (block := self._block_of_middle(name)) is not None:
            self._leave_elements()
            block.branches[-1].last_gap = gap
            block.branches.append(Branch(piece.text))
            self.open[-1] = _Open(block, block.branches[-1].children)
        else:
            self._add(Node(piece.text, piece.kind, name, gap))

    def _innermost(self) -> Block:
        block = self.open[-1].node
        if not isinstance(block, Block):
            raise ValueError("a block ends that was not begun")
        return block

    def _block_of_middle(self, name: str) -> Block | None:
        for one in reversed(self.open):
            if isinstance(one.node, Block):
                return one.node if name in MIDDLES.get(one.node.name, ()) else None
        return None

    def _leave_elements(self) -> bool:
        """Leave the elements that were opened since the innermost block began."""
        while isinstance(self.open[-1].node, Element):
            self._leave_element()
        return True

    def _leave_element(self) -> None:
        """Let an element without an end stand alone: what seemed to be in it follows it."""
        left = self.open.pop().node
        if isinstance(left, Element):
            around = self.open[-1].children
            around[-1] = Node(left.text, left.kind, left.name, left.gap)
            around.extend(left.children)


def _is_element(one: _Open, name: str) -> bool:
    return isinstance(one.node, Element) and name in {"", one.node.name}


def is_raw(node: Node) -> bool:
    """Tell whether what is in an element or block keeps its white space, so that nothing may break beside it."""
    children = node.children if isinstance(node, Element) else node.branches[0].children if isinstance(node, Block) else []
    is_free = isinstance(node, Block) and is_trimmed(Piece(Kind.BLOCK, node.text, 0))
    return any(child.kind is Kind.RAW for child in children) and not is_free


__all__ = ["BLOCKS", "WRITTEN_SPACE", "Block", "Branch", "Element", "Node", "is_raw", "tree_of"]
