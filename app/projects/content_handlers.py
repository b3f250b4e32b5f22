"""What is in a project's repository, over HTTP: commits, refs, directories, files."""

from __future__ import annotations

import mimetypes
from typing import Any
from urllib.parse import quote
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, make_response, request

from app.db import read_only
from app.gitread.blobs import Blob, BlobKind
from app.gitread.text import decode
from app.http import Page
from app.projects import reading, service
from app.projects.schemas import (
    AtQuery,
    CommitDetailOut,
    CommitOut,
    CommitQuery,
    DiffQuery,
    PreviewOut,
    RefOut,
    RefQuery,
    TreeOut,
    TreeQuery,
)
from app.projects.service import Place
from app.security import authenticated, current_principal

blueprint = APIBlueprint("content", __name__, url_prefix="/api/projects/<uuid:project_id>", tag="Repositories")

_FOREVER = "private, max-age=31536000, immutable"
_CHECK = "private, no-cache"
# A stranger's bytes: whatever they are, a browser runs none of them and asks nobody for anything.
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
_SHOWN = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml", "image/x-icon"}
)
_INLINE_LIMIT = 5 << 20


def _place(project_id: UUID) -> Place:
    with read_only() as session:
        return service.place(session, current_principal(), project_id)


def _keep(answer: Any, *, forever: bool) -> Response:
    response = make_response(answer)
    response.headers["Cache-Control"] = _FOREVER if forever else _CHECK
    return response


@blueprint.get("/commits")
@authenticated()
@blueprint.input(CommitQuery, location="query")
@blueprint.output(Page[CommitOut])
def list_commits(project_id: UUID, query_data: CommitQuery) -> Any:
    """Commits, newest first: of `ref`, of HEAD without one, or of every branch and tag with `all`."""
    items, cursor = reading.list_commits(_place(project_id), query_data)
    return Page(items=items, next_cursor=cursor)


@blueprint.get("/commits/<string:sha>")
@authenticated()
@blueprint.output(CommitDetailOut)
def get_commit(project_id: UUID, sha: str) -> Any:
    """One commit with the files it changed against its first parent."""
    commit = reading.get_commit(_place(project_id), sha)
    return _keep(commit.dump(), forever=reading.is_immutable(sha))


@blueprint.get("/commits/<string:sha>/diff")
@authenticated()
@blueprint.input(DiffQuery, location="query")
@blueprint.doc(responses={200: "The patch, as text/x-diff."})
def get_diff(project_id: UUID, sha: str, query_data: DiffQuery) -> Any:
    """The patch of a commit, as `git diff` writes it. `X-Diff-Truncated: true` where parts were left out."""
    text, oid, cut = reading.get_diff(_place(project_id), sha, query_data.parent)
    response = _keep(text, forever=reading.is_immutable(sha))
    response.content_type = "text/x-diff; charset=utf-8"
    response.headers["X-Diff-Truncated"] = "true" if cut else "false"
    response.set_etag(reading.etag(oid, str(query_data.parent), "diff-1"))
    return response.make_conditional(request)


@blueprint.get("/refs")
@authenticated()
@blueprint.input(RefQuery, location="query")
@blueprint.output(Page[RefOut])
def list_refs(project_id: UUID, query_data: RefQuery) -> Any:
    """Branches, tags and remote branches, by full name."""
    items, cursor = reading.list_refs(_place(project_id), query_data)
    return Page(items=items, next_cursor=cursor)


@blueprint.get("/tree")
@authenticated()
@blueprint.input(TreeQuery, location="query")
@blueprint.output(TreeOut)
def get_tree(project_id: UUID, query_data: TreeQuery) -> Any:
    """A directory at a ref, by default the root at HEAD. With `recursive` all files below it."""
    tree = reading.get_tree(_place(project_id), query_data)
    # What is not whole yet will be more when it is asked for again.
    forever = reading.is_immutable(query_data.ref) and tree.last_commits != "partial"
    return _keep(tree.dump(), forever=forever)


@blueprint.get("/preview")
@authenticated()
@blueprint.input(AtQuery, location="query")
@blueprint.output(PreviewOut)
def get_preview(project_id: UUID, query_data: AtQuery) -> Any:
    """A file as it is shown: Markdown rendered, source highlighted, images and everything else named."""
    shown, oid = reading.show_file(_place(project_id), query_data)
    response = _keep(shown.dump(), forever=reading.is_immutable(query_data.ref))
    response.set_etag(reading.etag(oid, query_data.ref, query_data.path, str(query_data.path_b64), "preview-1"))
    return response.make_conditional(request)


@blueprint.get("/raw")
@authenticated()
@blueprint.input(AtQuery, location="query")
@blueprint.doc(responses={200: "The bytes of the file."})
def get_raw(project_id: UUID, query_data: AtQuery) -> Any:
    """The bytes of a file. A symbolic link gives its target, a Git LFS pointer itself; `X-File-Kind` says which."""
    place = _place(project_id)
    entry = reading.find_file(place, query_data)
    forever = reading.is_immutable(query_data.ref)
    tag = reading.etag(entry.oid, entry.mode, query_data.path, "raw-1")
    if request.if_none_match.contains(tag):
        response = _keep(("", 304), forever=forever)
        response.set_etag(tag)
        return response
    blob = reading.read_file(place, entry)
    response = _keep(blob.data, forever=forever)
    response.set_etag(tag)
    _label(response, query_data.raw_path(), blob)
    return response.make_conditional(request, accept_ranges=True, complete_length=blob.size)


def _label(response: Response, path: bytes, blob: Blob) -> None:
    """Say what the bytes are, without ever letting a browser take them for a page or a script."""
    name = decode(path.rstrip(b"/").rpartition(b"/")[2])
    guessed = mimetypes.guess_type(name)[0]
    kind = "application/octet-stream"
    if blob.kind is BlobKind.BINARY or guessed == "image/svg+xml":
        kind = guessed if guessed in _SHOWN else kind
    else:
        kind = "text/plain; charset=utf-8"
    inline = kind != "application/octet-stream" and blob.size <= _INLINE_LIMIT
    response.content_type = kind
    headers = response.headers
    headers["X-File-Kind"] = blob.kind.value
    headers["Content-Security-Policy"] = _FILE_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    # RFC 6266 with the encoding of RFC 8187.
    headers["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
