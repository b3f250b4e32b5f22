"""Files shown safely: Markdown rendered and cleaned, source highlighted, images named; nothing of a stranger's runs."""

from __future__ import annotations

import html
import posixpath
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID

import nh3
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

from app.gitread.blobs import Blob, BlobKind
from app.gitread.text import decode

# Above this a file is downloaded, not shown; above the second it is shown without colours.
LIMIT = 1 << 20
_COLOUR_LIMIT = 256 << 10
_LONGEST_LINE = 20_000
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
IMAGES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".avif": "image/avif", ".svg": "image/svg+xml", ".ico": "image/x-icon",
}  # fmt: skip
_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "img", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"},
    "span": {"class"}, "pre": {"class"}, "code": {"class"}, "div": {"class"},
}  # fmt: skip
_PREFIX = "hl-"


def is_markdown(name: str) -> bool:
    """Whether a file of this name is shown as Markdown."""
    return name.lower().endswith(_MARKDOWN)


def image_type(name: str) -> str | None:
    """The media type of an image by its name; None for anything else."""
    return IMAGES.get(posixpath.splitext(name.lower())[1])


def render(project_id: UUID, ref: str, path: str, blob: Blob) -> dict[str, Any]:
    """How the file is shown: its `kind`, and `html` that is safe to be put into a page where there is any.

    `url` is where an image, or what is too large, is read.
    """
    name = posixpath.basename(path)
    raw = _raw(project_id, ref, path)
    about = {"path": path, "size": blob.size, "oid": blob.oid, "url": raw, "language": None, "html": None, "text": None}
    if blob.kind is BlobKind.LFS:
        return {**about, "kind": "lfs", "lfs_oid": blob.lfs_oid, "lfs_size": blob.lfs_size}
    if blob.kind is BlobKind.SYMLINK:
        return {**about, "kind": "symlink", "text": decode(blob.data or b"")}
    if blob.kind is BlobKind.SUBMODULE:
        return {**about, "kind": "submodule", "url": None}
    if image_type(name) is not None:
        return {**about, "kind": "image"}
    if blob.data is None:
        return {**about, "kind": "too_large"}
    if blob.kind is BlobKind.BINARY:
        return {**about, "kind": "binary"}
    text = decode(blob.data)
    if is_markdown(name):
        return {**about, "kind": "markdown", "html": markdown(text, project_id, ref, posixpath.dirname(path))}
    shown, language = source(text, name)
    return {**about, "kind": "source", "html": shown, "language": language}


def _raw(project_id: UUID, ref: str, path: str) -> str:
    return f"/api/projects/{project_id}/raw?ref={quote(ref, safe='')}&path={quote(path, safe='')}"


def source(text: str, name: str) -> tuple[str, str]:
    """Source as HTML with a class for each kind of word, and the name of its language."""
    lexer = _lexer_for(name) if len(text) <= _COLOUR_LIMIT else TextLexer()
    if max(map(len, text.split("\n")), default=0) > _LONGEST_LINE:
        # Patterns take very long over one endless line.
        lexer = TextLexer()
    return _coloured(text, lexer), str(lexer.name)


def _lexer_for(name: str) -> Lexer:
    try:
        return get_lexer_for_filename(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False, ensurenl=False)


def _coloured(text: str, lexer: Lexer) -> str:
    if isinstance(lexer, TextLexer):
        return f'<pre class="{_PREFIX}source">{html.escape(text)}</pre>'
    inner = highlight(text, lexer, HtmlFormatter(nowrap=True, classprefix=_PREFIX))
    return f'<pre class="{_PREFIX}source">{inner}</pre>'


@cache
def _parser() -> MarkdownIt:
    # Raw HTML of the document is shown as text, not taken over.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": 30, "highlight": _fence}).enable(
        ["table", "strikethrough"]
    )


def _fence(code: str, language: str, _: str) -> str:
    if not language or len(code) > _COLOUR_LIMIT:
        return ""
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return ""
    return _coloured(code, lexer)


def markdown(text: str, project_id: UUID, ref: str, directory: str) -> str:
    """Markdown as HTML: links inside the repository lead to its files, nothing is loaded from anywhere else."""

    def filter_attribute(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            kept = [word for word in value.split() if word.startswith((_PREFIX, "language-"))]
            return " ".join(kept) or None
        if attribute == "src":
            inside = _inside(value, directory)
            return None if inside is None else _raw(project_id, ref, inside)
        if attribute == "href":
            if value.startswith("#") or urlsplit(value).scheme:
                return value
            inside = _inside(value, directory)
            if inside is None:
                return None
            return f"/projects/{project_id}/files/{quote(inside)}?ref={quote(ref, safe='')}"
        return value

    rendered = _parser().render(text)
    cleaner = nh3.Cleaner(
        tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=filter_attribute, url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )  # fmt: skip
    return str(cleaner.clean(rendered))


def _inside(address: str, directory: str) -> str | None:
    """A relative address as a path of the repository; None for one that leads out of it, or elsewhere."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or "\0" in address:
        return None
    base = "" if parts.path.startswith("/") else directory
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
    return None if path.startswith("../") or path in ("..", ".", "") else path
