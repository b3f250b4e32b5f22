"""Repositories that are odd, broken or strange without meaning harm. Each maker says what reading must come to:
`ok`, `broken`, `refused`, `unsupported`, or `absent` where no repository is to be found."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.gitrepos import START, Repo

Maker = Callable[[Path], None]
AWKWARD: dict[str, tuple[str, Maker]] = {}


def awkward(expected: str) -> Callable[[Maker], Maker]:
    """Registers a maker by its name."""

    def register(maker: Maker) -> Maker:
        AWKWARD[maker.__name__] = (expected, maker)
        return maker

    return register


def case(name: str, expected: str, change: Callable[[Repo], object]) -> None:
    """A repository of two commits, changed in one way."""

    def maker(path: Path) -> None:
        change(_two(path))

    AWKWARD[name] = (expected, maker)


def _two(path: Path) -> Repo:
    made = Repo(path)
    made.commit("Begin", {"README.md": "# Read me\n", "src/a.py": "print('a')\n"})
    made.commit("Go on", {"src/b.py": "print('b')\n"})
    return made


def _dot(repo: Repo, name: str) -> Path:
    return repo.path / ".git" / name


def _write(repo: Repo, name: str, content: str | bytes) -> None:
    path = _dot(repo, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() or path.is_symlink():
        path.unlink()
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _fifo(repo: Repo, name: str) -> None:
    path = _dot(repo, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _rm(repo: Repo, name: str) -> None:
    import shutil

    path = _dot(repo, name)
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _link(repo: Repo, name: str, target: str) -> None:
    path = _dot(repo, name)
    if path.is_dir():
        _rm(repo, name)
    else:
        path.unlink(missing_ok=True)
    path.symlink_to(target)


def _object(repo: Repo, kind: str, content: bytes, *, check: bool = True) -> str:
    literal = [] if check else ["--literally"]
    return repo.raw("hash-object", "-w", "-t", kind, *literal, "--stdin", stdin=content).decode().strip()


def _commit(repo: Repo, content: bytes, ref: str = "refs/heads/odd") -> str:
    tree = repo.git("rev-parse", "HEAD^{tree}")
    oid = _object(repo, "commit", content.replace(b"TREE", tree.encode()), check=False)
    _write(repo, ref, oid + "\n")
    return oid


def _header(extra: bytes = b"", who: bytes = b"Ada <ada@example.org> 1700000000 +0000") -> bytes:
    return b"tree TREE\nauthor " + who + b"\ncommitter " + who + b"\n" + extra + b"\n"


def _tree(repo: Repo, *entries: tuple[str, bytes]) -> None:
    blob = bytes.fromhex(_object(repo, "blob", b"x\n"))
    content = b"".join(mode.encode() + b" " + name + b"\0" + blob for mode, name in entries)
    tree = _object(repo, "tree", content, check=False)
    _write(
        repo, "refs/heads/odd", _object(repo, "commit", _header().replace(b"TREE", tree.encode()), check=False) + "\n"
    )


def _config(repo: Repo, text: str) -> None:
    with _dot(repo, "config").open("a") as file:
        file.write(text)


# Where the parts are, and of what kind.
case("plain", "ok", lambda r: None)
case("head_missing", "broken", lambda r: _rm(r, "HEAD"))
case("head_empty", "broken", lambda r: _write(r, "HEAD", ""))
case("head_garbage", "broken", lambda r: _write(r, "HEAD", "garbage\n"))
case("head_huge", "broken", lambda r: _write(r, "HEAD", "x" * 3_000_000))
case("head_fifo", "refused", lambda r: _fifo(r, "HEAD"))
case("head_is_a_link_to_a_ref", "ok", lambda r: _link(r, "HEAD", "refs/heads/main"))
case("head_is_a_link_to_passwd", "broken", lambda r: _link(r, "HEAD", "/etc/passwd"))
case("head_with_blanks", "ok", lambda r: _write(r, "HEAD", "ref:   refs/heads/main  \n"))
case("head_to_nothing", "ok", lambda r: _write(r, "HEAD", "ref: refs/heads/nothing\n"))
case("head_outside_refs", "broken", lambda r: _write(r, "HEAD", "ref: ../../etc/passwd\n"))
case("head_climbs", "ok", lambda r: _write(r, "HEAD", "ref: refs/heads/../../../x\n"))
case("head_detached", "ok", lambda r: r.git("checkout", "-q", "--detach"))
case("head_to_missing_commit", "broken", lambda r: _write(r, "HEAD", "1" * 40 + "\n"))
case("config_missing", "ok", lambda r: _rm(r, "config"))
case("config_garbage", "broken", lambda r: _write(r, "config", "]]]["))
case("config_fifo", "refused", lambda r: _fifo(r, "config"))
case("config_link", "refused", lambda r: _link(r, "config", "/etc/passwd"))
case("config_huge", "broken", lambda r: _write(r, "config", "# " + "x" * 2_000_000 + "\n"))
case("config_byte_order_mark", "ok", lambda r: _write(r, "config", b"\xef\xbb\xbf" + _dot(r, "config").read_bytes()))
case("config_not_utf8", "ok", lambda r: _config(r, '[remote "\udcff"]\n' if False else "[x]\n\ty = caf\u00e9\n"))
case("config_crlf", "ok", lambda r: _write(r, "config", _dot(r, "config").read_bytes().replace(b"\n", b"\r\n")))
case("config_included_fifo", "ok", lambda r: (os.mkfifo(_dot(r, "pipe")), _config(r, "[include]\n\tpath = pipe\n")))
case("objects_missing", "broken", lambda r: _rm(r, "objects"))
case("objects_elsewhere", "refused", lambda r: _link(r, "objects", "/usr"))
case("refs_missing", "broken", lambda r: _rm(r, "refs"))
case("refs_elsewhere", "refused", lambda r: _link(r, "refs", "/usr"))
case("worktree_elsewhere", "refused", lambda r: _config(r, "[core]\n\tworktree = /etc\n"))
case("worktree_here", "ok", lambda r: _config(r, "[core]\n\tworktree = ..\n"))
case("format_version_99", "unsupported", lambda r: r.git("config", "core.repositoryformatversion", "99"))
case(
    "unknown_extension",
    "unsupported",
    lambda r: _config(r, "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnew = 1\n"),
)
case(
    "reftable",
    "unsupported",
    lambda r: _config(r, "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n"),
)
case(
    "partial_clone",
    "ok",
    lambda r: _config(r, "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n"),
)
case("alternates_elsewhere", "refused", lambda r: _write(r, "objects/info/alternates", "/usr\n"))
case("alternates_missing", "refused", lambda r: _write(r, "objects/info/alternates", "/nothing/there\n"))
case("alternates_to_itself", "ok", lambda r: _write(r, "objects/info/alternates", str(_dot(r, "objects")) + "\n"))
case("index_missing", "ok", lambda r: _rm(r, "index"))
case("index_garbage", "ok", lambda r: _write(r, "index", "garbage"))
case(
    "locks_everywhere",
    "ok",
    lambda r: [
        _write(r, name, "")
        for name in ("index.lock", "HEAD.lock", "refs/heads/main.lock", "packed-refs.lock", "config.lock")
    ],
)
case("reflogs_missing", "ok", lambda r: _rm(r, "logs"))
case("reflog_garbage", "ok", lambda r: _write(r, "logs/HEAD", b"\xff\0garbage\n" * 100))
case("reflog_fifo", "ok", lambda r: _fifo(r, "logs/HEAD"))
case("merging", "ok", lambda r: _write(r, "MERGE_HEAD", r.head() + "\n"))
case("rebasing", "ok", lambda r: _write(r, "rebase-merge/head-name", "refs/heads/main\n"))
case("bisecting", "ok", lambda r: _write(r, "BISECT_LOG", ""))
case("dirty", "ok", lambda r: r.write("README.md", "changed\n"))
case("untracked", "ok", lambda r: r.write("new", "x\n"))
case("files_gone", "ok", lambda r: [path.unlink() for path in r.path.glob("src/*")])

# Refs.
case(
    "many_refs",
    "ok",
    lambda r: r.raw(
        "update-ref", "--stdin", stdin="".join(f"create refs/heads/b{n} {r.head()}\n" for n in range(300)).encode()
    ),
)
case("packed_refs_only", "ok", lambda r: r.git("pack-refs", "--all"))
case("packed_refs_garbage", "broken", lambda r: _write(r, "packed-refs", "garbage\n"))
case("packed_refs_fifo", "refused", lambda r: _fifo(r, "packed-refs"))
case(
    "packed_refs_cut",
    "broken",
    lambda r: (r.git("pack-refs", "--all"), _write(r, "packed-refs", _dot(r, "packed-refs").read_bytes()[:-30])),
)
case("ref_garbage", "ok", lambda r: _write(r, "refs/heads/bad", "garbage\n"))
case("ref_empty", "ok", lambda r: _write(r, "refs/heads/empty", ""))
case("ref_fifo", "ok", lambda r: _fifo(r, "refs/heads/pipe"))
case("ref_link_out", "ok", lambda r: _link(r, "refs/heads/out", "/etc/passwd"))
case("ref_to_missing_commit", "ok", lambda r: _write(r, "refs/heads/gone", "2" * 40 + "\n"))
case(
    "ref_symbolic_loop",
    "ok",
    lambda r: (_write(r, "refs/heads/l1", "ref: refs/heads/l2\n"), _write(r, "refs/heads/l2", "ref: refs/heads/l1\n")),
)
case("ref_symbolic", "ok", lambda r: r.git("symbolic-ref", "refs/heads/alias", "refs/heads/main"))
case("ref_deep", "ok", lambda r: _write(r, "refs/heads/" + "/".join("d" * 15) + "/x", r.head() + "\n"))
case("ref_unicode", "ok", lambda r: r.git("branch", "ветка/枝/ճյուղ"))
case(
    "ref_not_utf8",
    "ok",
    lambda r: r.raw("update-ref", "--stdin", stdin=b"create refs/heads/caf\xe9 " + r.head().encode() + b"\n"),
)
case("ref_like_an_option", "ok", lambda r: _write(r, "refs/heads/--output=x", r.head() + "\n"))
case("ref_called_head", "ok", lambda r: _write(r, "refs/heads/HEAD", r.head() + "\n"))
case(
    "tag_of_tag_of_tag",
    "ok",
    lambda r: [r.git("tag", "-a", "-m", "x", f"t{n}", "HEAD" if n == 0 else f"t{n - 1}") for n in range(3)],
)
case("tag_of_blob", "ok", lambda r: r.git("tag", "blob", _object(r, "blob", b"x")))
case("tag_of_tree", "ok", lambda r: r.git("tag", "-a", "-m", "x", "tree", "HEAD^{tree}"))
case(
    "tag_broken",
    "ok",
    lambda r: _write(r, "refs/tags/bad", _object(r, "tag", b"object " + b"3" * 40 + b"\n", check=False) + "\n"),
)
case(
    "notes_and_stash",
    "ok",
    lambda r: (r.git("notes", "add", "-m", "note"), r.write("README.md", "y\n"), r.git("stash")),
)
case("remote_refs", "ok", lambda r: _write(r, "refs/remotes/origin/main", r.head() + "\n"))
case("replace_refs", "ok", lambda r: r.git("replace", "HEAD", "HEAD~1"))

# Commits.
case("message_huge", "ok", lambda r: _commit(r, _header() + b"x" * 2_000_000))
case("message_empty", "ok", lambda r: r.commit(""))
case("message_nul", "ok", lambda r: _commit(r, _header() + b"a\0b\n"))
case("message_latin1", "ok", lambda r: _commit(r, _header(b"encoding ISO-8859-1\n") + b"caf\xe9\n"))
case("message_unknown_encoding", "ok", lambda r: _commit(r, _header(b"encoding x-no-such\n") + b"caf\xe9\n"))
case("message_not_utf8", "ok", lambda r: _commit(r, _header() + b"\xff\xfe\n"))
case("message_controls", "ok", lambda r: _commit(r, _header() + b"\x1b[31mred\x07\r\n\x00\n"))
case("author_not_utf8", "ok", lambda r: _commit(r, _header(who=b"\xff\xfe <x@y> 1700000000 +0000") + b"x\n"))
case("author_nameless", "ok", lambda r: _commit(r, _header(who=b"<> 1700000000 +0000") + b"x\n"))
case("author_no_mail", "ok", lambda r: _commit(r, _header(who=b"Ada 1700000000 +0000") + b"x\n"))
case("author_brackets", "ok", lambda r: _commit(r, _header(who=b"A <b> <c> <d> 1700000000 +0000") + b"x\n"))
case("date_none", "ok", lambda r: _commit(r, _header(who=b"Ada <a@b>") + b"x\n"))
case("date_endless", "ok", lambda r: _commit(r, _header(who=b"Ada <a@b> 99999999999999999999 +0000") + b"x\n"))
case("date_negative", "ok", lambda r: _commit(r, _header(who=b"Ada <a@b> -5 +0000") + b"x\n"))
case(
    "date_zero",
    "ok",
    lambda r: r.git(
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "old",
        env={"GIT_COMMITTER_DATE": "@0 +0000", "GIT_AUTHOR_DATE": "@0 +0000"},
    ),
)
case("date_future", "ok", lambda r: r.commit("future", at=4_000_000_000))
case("zone_odd", "ok", lambda r: _commit(r, _header(who=b"Ada <a@b> 1700000000 +9999") + b"x\n"))
case("zone_garbage", "ok", lambda r: _commit(r, _header(who=b"Ada <a@b> 1700000000 -xyz") + b"x\n"))
case("headers_long", "ok", lambda r: _commit(r, _header(b"gpgsig x\n" + b" y\n" * 5000) + b"x\n"))
case("commit_without_author", "ok", lambda r: _commit(r, b"tree TREE\n\nx\n"))
case("commit_garbage", "ok", lambda r: _commit(r, b"garbage"))
case("commit_of_missing_tree", "ok", lambda r: _commit(r, _header().replace(b"TREE", b"4" * 40) + b"x\n"))
case(
    "commit_of_missing_parent",
    "ok",
    lambda r: _commit(r, b"tree TREE\nparent " + b"5" * 40 + b"\n" + _header()[10:] + b"x\n"),
)
case("commit_is_a_blob", "ok", lambda r: _write(r, "refs/heads/odd", _object(r, "blob", b"x") + "\n"))
case(
    "parent_twice",
    "ok",
    lambda r: _commit(r, f"tree TREE\nparent {r.head()}\nparent {r.head()}\n".encode() + _header()[10:] + b"x\n"),
)
case(
    "sixty_parents",
    "ok",
    lambda r: _commit(r, b"tree TREE\n" + f"parent {r.head()}\n".encode() * 60 + _header()[10:] + b"x\n"),
)
case("badly_dated", "ok", lambda r: [r.commit(f"c{n}", at=START - n * 100_000) for n in range(20)])

# Trees and files.
case("tree_dot_git", "ok", lambda r: _tree(r, ("100644", b".git")))
case("tree_dots", "ok", lambda r: _tree(r, ("100644", b".."), ("100644", b".")))
case("tree_slash", "ok", lambda r: _tree(r, ("100644", b"a/b")))
case(
    "tree_names",
    "ok",
    lambda r: _tree(r, ("100644", b"a\nb"), ("100644", b'c\td"e'), ("100644", b"\xff\xfe"), ("100644", b" ")),
)
case("tree_same_name_twice", "ok", lambda r: _tree(r, ("100644", b"a"), ("100644", b"a")))
case("tree_unsorted", "ok", lambda r: _tree(r, ("100644", b"z"), ("100644", b"a")))
case("tree_odd_modes", "ok", lambda r: _tree(r, ("100664", b"a"), ("0100644", b"b"), ("777777", b"c"), ("1", b"d")))
case(
    "tree_cut",
    "ok",
    lambda r: _write(
        r,
        "refs/heads/odd",
        _object(
            r,
            "commit",
            _header().replace(b"TREE", _object(r, "tree", b"100644 a\0xyz", check=False).encode()),
            check=False,
        )
        + "\n",
    ),
)
case(
    "tree_of_itself_as_submodule",
    "ok",
    lambda r: (r.git("update-index", "--add", "--cacheinfo", f"160000,{r.head()},sub"), r.git("commit", "-qm", "sub")),
)
case(
    "tree_wide",
    "ok",
    lambda r: r.raw(
        "fast-import",
        "--quiet",
        "--force",
        stdin=b"commit refs/heads/wide\ncommitter A <a@b> 1 +0000\ndata 1\nx\n"
        + b"".join(b"M 100644 inline f%d\ndata 1\nx\n" % n for n in range(3000)),
    ),
)
case(
    "links_in_the_tree",
    "ok",
    lambda r: (
        (r.path / "loop").symlink_to("loop"),
        (r.path / "out").symlink_to("/etc/passwd"),
        r.git("add", "-A"),
        r.git("commit", "-qm", "links"),
    ),
)
case(
    "lfs_pointer",
    "ok",
    lambda r: r.commit(
        "lfs", {"big": "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 5\n"}
    ),
)
case("blob_large", "ok", lambda r: r.commit("large", {"large": b"x" * 6_000_000}))
case("line_long", "ok", lambda r: r.commit("line", {"line": b"x" * 1_500_000 + b"\n"}))
case(
    "line_ends",
    "ok",
    lambda r: (r.write(".gitattributes", "* text=auto eol=crlf\n"), r.commit("crlf", {"a.txt": "a\r\nb\r\n"})),
)
case("binary", "ok", lambda r: r.commit("binary", {"b": bytes(range(256)) * 100}))
case("commit_empty_tree", "ok", lambda r: (r.git("rm", "-rq", "."), r.commit("empty")))

# The object store.
case("packed", "ok", lambda r: r.git("gc", "-q", "--aggressive"))
case("many_packs", "ok", lambda r: [(r.commit(f"p{n}", {"p": f"{n}\n"}), r.git("repack", "-q")) for n in range(4)])
case("multi_pack_index", "ok", lambda r: (r.git("gc", "-q"), r.git("multi-pack-index", "write")))
case("commit_graph", "ok", lambda r: r.git("commit-graph", "write", "--reachable"))
case("commit_graph_garbage", "ok", lambda r: _write(r, "objects/info/commit-graph", b"garbage" * 100))
case(
    "pack_garbage",
    "ok",
    lambda r: (
        _write(r, "objects/pack/pack-" + "0" * 40 + ".pack", b"garbage"),
        _write(r, "objects/pack/pack-" + "0" * 40 + ".idx", b"garbage" * 300),
    ),
)
case("loose_fifo", "ok", lambda r: (_fifo(r, "objects/66/" + "6" * 38), _write(r, "refs/heads/pipe", "6" * 40 + "\n")))
case(
    "loose_garbage",
    "ok",
    lambda r: (_write(r, "objects/77/" + "7" * 38, b"garbage"), _write(r, "refs/heads/garbage", "7" * 40 + "\n")),
)
case(
    "loose_bomb",
    "ok",
    lambda r: (
        _write(r, "objects/88/" + "8" * 38, zlib.compress(b"blob 500000000\0" + b"\0" * 50_000_000)),
        _write(r, "refs/heads/bomb", "8" * 40 + "\n"),
    ),
)
case(
    "loose_lies_about_its_size",
    "ok",
    lambda r: (
        _write(r, "objects/99/" + "9" * 38, zlib.compress(b"commit 3\0" + b"x" * 1000)),
        _write(r, "refs/heads/liar", "9" * 40 + "\n"),
    ),
)


@awkward("broken")
def pack_cut(path: Path) -> None:
    repo = _two(path)
    repo.git("gc", "-q")
    [pack] = (path / ".git/objects/pack").glob("*.pack")
    pack.chmod(0o644)
    pack.write_bytes(pack.read_bytes()[:-60])


@awkward("broken")
def objects_empty(path: Path) -> None:
    repo = _two(path)
    _rm(repo, "objects")
    _dot(repo, "objects").mkdir()


@awkward("ok")
def empty(path: Path) -> None:
    Repo(path)


@awkward("ok")
def bare(path: Path) -> None:
    _two(path.with_name("source_of_bare")).git("clone", "-q", "--bare", ".", str(path))


@awkward("ok")
def bare_empty(path: Path) -> None:
    Repo(path, "--bare")


@awkward("ok")
def linked(path: Path) -> None:
    _two(path.with_name("source_of_linked")).git("worktree", "add", "-q", str(path))


@awkward("refused")
def submodule_whose_files_are_elsewhere(path: Path) -> None:
    module = _two(path.with_name("source_of_module"))
    above = _two(path.with_name("above_module"))
    above.git("submodule", "--quiet", "add", str(module.path), "lib")
    path.mkdir()
    (path / ".git").write_text(f"gitdir: {above.path}/.git/modules/lib\n")


@awkward("ok")
def submodule(path: Path) -> None:
    module = _two(path.with_name("source_of_module"))
    above = _two(path)
    above.git("submodule", "--quiet", "add", str(module.path), "lib")
    above.git("commit", "-qm", "lib")


@awkward("ok")
def shallow(path: Path) -> None:
    source = _two(path.with_name("source_of_shallow"))
    source.git("clone", "-q", "--depth", "1", f"file://{source.path}", str(path))


@awkward("ok")
def grafted(path: Path) -> None:
    repo = _two(path)
    _write(repo, "info/grafts", repo.head() + "\n")


@awkward("ok")
def octopus(path: Path) -> None:
    repo = _two(path)
    for name in ("one", "two", "three"):
        repo.git("switch", "-q", "-c", name, "main")
        repo.commit(name, {name: "x\n"})
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "-m", "octopus", "one", "two", "three")


@awkward("ok")
def criss_cross(path: Path) -> None:
    repo = _two(path)
    repo.git("switch", "-q", "-c", "side")
    side = repo.commit("side", {"s": "x\n"})
    repo.git("switch", "-q", "main")
    main = repo.commit("main", {"m": "x\n"})
    repo.git("merge", "-q", "-m", "a", side)
    repo.git("switch", "-q", "side")
    repo.git("merge", "-q", "-m", "b", main)


@awkward("ok")
def two_roots(path: Path) -> None:
    repo = _two(path)
    repo.git("switch", "-q", "--orphan", "other")
    repo.commit("another root", {"o": "x\n"})


@awkward("unsupported")
def sha256(path: Path) -> None:
    Repo(path, "--object-format=sha256").commit("x", {"a": "x\n"})


@awkward("broken")
def gitfile_garbage(path: Path) -> None:
    path.mkdir()
    (path / ".git").write_text("garbage\n")


@awkward("broken")
def gitfile_to_nothing(path: Path) -> None:
    path.mkdir()
    (path / ".git").write_text("gitdir: /nothing/there\n")


@awkward("broken")
def gitfile_to_itself(path: Path) -> None:
    path.mkdir()
    (path / ".git").write_text("gitdir: .git\n")


@awkward("refused")
def git_is_a_fifo(path: Path) -> None:
    path.mkdir()
    os.mkfifo(path / ".git")


@awkward("broken")
def git_is_empty(path: Path) -> None:
    (path / ".git").mkdir(parents=True)


@awkward("ok")
def git_is_a_link_inside(path: Path) -> None:
    source = _two(path.with_name("source_of_link"))
    path.mkdir()
    (path / ".git").symlink_to(source.path / ".git")


@awkward("refused")
def git_is_a_link_outside(path: Path) -> None:
    source = _two(path.parent.with_name("outside") / "repo")
    path.mkdir()
    (path / ".git").symlink_to(source.path / ".git")


@awkward("absent")
def nothing(path: Path) -> None:
    path.mkdir()


@awkward("absent")
def only_a_head(path: Path) -> None:
    path.mkdir()
    (path / "HEAD").write_text("ref: refs/heads/main\n")


@awkward("ok")
def name_with_a_newline(path: Path) -> None:
    _two(path)
