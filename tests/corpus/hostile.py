"""Repositories that try to have a program run. Each leaves a canary when it worked, and names a command of plain git
that makes it work: who reads them with git has lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.gitrepos import Repo

Maker = Callable[[Repo, str], None]
# By name: how it is made (with the command that leaves the canary), and the git command that springs it.
HOSTILE: dict[str, tuple[Maker, list[list[str]]]] = {}


def _config(name: str, key: str, *commands: list[str], value: str = "{canary}", before: Maker | None = None) -> None:
    def make(repo: Repo, canary: str) -> None:
        if before is not None:
            before(repo, canary)
        repo.git("config", "--add", key, value.format(canary=canary))

    HOSTILE[name] = (make, list(commands))


def _hook(name: str, *commands: list[str], before: Maker | None = None) -> None:
    def make(repo: Repo, canary: str) -> None:
        if before is not None:
            before(repo, canary)
        hook = repo.path / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{canary}\nexit 0\n")
        hook.chmod(0o755)

    HOSTILE[f"hook_{name.replace('-', '_')}"] = (make, list(commands))


def _attribute(line: str) -> Maker:
    def make(repo: Repo, canary: str) -> None:
        repo.write(".gitattributes", line + "\n")
        repo.git("add", ".gitattributes")
        repo.git("commit", "-qm", "attributes")
        repo.write("README.md", "changed\n")

    return make


def _dirty(repo: Repo, canary: str) -> None:
    repo.write("README.md", "changed\n")


def _remote(url: str) -> Maker:
    return lambda repo, canary: repo.git("config", "remote.origin.url", url.format(canary=canary)) and None


def _included(key: str) -> Maker:
    def make(repo: Repo, canary: str) -> None:
        (repo.path / ".git/more").write_text(f"[core]\n\tfsmonitor = {canary}\n")
        repo.git("config", key, "more" if key == "include.path" else str(repo.path / ".git/more"))

    return make


def _worktree_config(repo: Repo, canary: str) -> None:
    repo.git("config", "core.repositoryformatversion", "1")
    repo.git("config", "extensions.worktreeConfig", "true")
    (repo.path / ".git/config.worktree").write_text(f"[core]\n\tfsmonitor = {canary}\n")


def _hooks_elsewhere(repo: Repo, canary: str) -> None:
    hook = repo.path / "evil-hooks" / "post-index-change"
    hook.parent.mkdir()
    hook.write_text(f"#!/bin/sh\n{canary}\n")
    hook.chmod(0o755)
    repo.git("config", "core.hooksPath", "evil-hooks")


def _embedded(repo: Repo, canary: str) -> None:
    inner = Repo(repo.path / "fixtures/inner", "--bare")
    inner.git("config", "core.bare", "false")
    inner.git("config", "core.worktree", str(repo.path))
    inner.git("config", "core.fsmonitor", canary)


def _signed(repo: Repo, canary: str) -> None:
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "gpg.program", canary)
    content = repo.raw("cat-file", "commit", "HEAD")
    head, _, body = content.partition(b"\n\n")
    signed = head + b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\n" + body
    repo.git(
        "reset", "-q", "--soft", repo.raw("hash-object", "-w", "-t", "commit", "--stdin", stdin=signed).decode().strip()
    )


def _promisor(repo: Repo, canary: str) -> None:
    repo.git("config", "core.repositoryformatversion", "1")
    repo.git("config", "extensions.partialClone", "origin")
    repo.git("config", "remote.origin.promisor", "true")
    repo.git("config", "remote.origin.uploadpack", canary)


def _submodule(repo: Repo, canary: str) -> None:
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{repo.head()},sub")
    repo.write(".gitmodules", f'[submodule "sub"]\n\tpath = sub\n\turl = {repo.path}\n')
    repo.git("add", ".gitmodules")
    repo.git("commit", "-qm", "sub")
    repo.git("config", "submodule.sub.url", str(repo.path))
    repo.git("config", "submodule.sub.update", f"!{canary}")


def _alternates(repo: Repo, canary: str) -> None:
    (repo.path / ".git/objects/info").mkdir(exist_ok=True)
    (repo.path / ".git/objects/info/alternates").write_text(
        str(repo.path.with_name("upstream") / ".git/objects") + "\n"
    )
    repo.git("config", "core.alternateRefsCommand", canary + ";:")


STATUS = ["status"]
FETCH = ["-c", "protocol.ext.allow=always", "fetch"]
_config("fsmonitor", "core.fsmonitor", STATUS)
HOSTILE["hooks_path"] = (_hooks_elsewhere, [["update-index", "--refresh"], STATUS, ["add", "-A"], ["reset", "-q"]])
HOSTILE["include"] = (_included("include.path"), [STATUS])
HOSTILE["include_if"] = (_included("includeIf.gitdir:/.path"), [STATUS])
HOSTILE["worktree_config"] = (_worktree_config, [STATUS])
HOSTILE["embedded_bare"] = (_embedded, [["-C", "fixtures/inner", "status"]])
HOSTILE["signature"] = (_signed, [["log", "-1"]])
HOSTILE["promisor"] = (_promisor, [["cat-file", "-p", "1" * 40]])
HOSTILE["submodule_update"] = (_submodule, [["-c", "protocol.file.allow=always", "submodule", "update"]])
HOSTILE["alternate_refs"] = (_alternates, [FETCH])
_config("filter_clean", "filter.x.clean", ["add", "-A"], before=_attribute("* filter=x"))
_config("filter_process", "filter.x.process", ["add", "-A"], before=_attribute("* filter=x"))
_config("filter_smudge", "filter.x.smudge", ["checkout", "-f", "HEAD", "--", "."], before=_attribute("* filter=x"))
_config("diff_external", "diff.external", ["diff"], before=_dirty)
_config("diff_command", "diff.x.command", ["diff"], before=_attribute("* diff=x"))
_config("diff_textconv", "diff.x.textconv", ["diff"], ["show"], before=_attribute("* diff=x"))
_config("ssh_command", "core.sshCommand", FETCH, before=_remote("ssh://127.0.0.1/x"))
_config("upload_pack", "remote.origin.uploadpack", FETCH)
_config("receive_pack", "remote.origin.receivepack", ["push", "origin", "HEAD:x"])
_config("git_proxy", "core.gitProxy", FETCH, before=_remote("git://127.0.0.1:1/x"))
_config(
    "ext_url",
    "remote.origin.fetch",
    FETCH,
    value="+refs/heads/*:refs/remotes/origin/*",
    before=_remote("ext::{canary} %S"),
)
_config("credential_helper", "credential.helper", ["credential", "fill"], value="!{canary};:")
_config("credential_helper_of_host", "credential.https://h.helper", ["credential", "fill"], value="!{canary};:")
_config("ask_pass", "core.askPass", ["credential", "fill"])
_config("editor", "core.editor", ["commit", "--amend"])
_config("sequence_editor", "sequence.editor", ["rebase", "-i", "HEAD~1"])
_config("alias", "alias.zz", ["zz"], value="!{canary}")
_config("tar_command", "tar.tar.gz.command", ["archive", "--format=tar.gz", "HEAD"])
_config("trailer", "trailer.x.command", ["interpret-trailers", "--trailer", "x=y", "README.md"])
_config("difftool", "difftool.x.cmd", ["difftool", "-y", "-t", "x"], before=_dirty)
_hook("pre-commit", ["commit", "--allow-empty", "-m", "x"])
_hook("commit-msg", ["commit", "--allow-empty", "-m", "x"])
_hook("prepare-commit-msg", ["commit", "--allow-empty", "-m", "x"])
_hook("post-commit", ["commit", "--allow-empty", "-m", "x"])
_hook("post-checkout", ["checkout", "-b", "x"])
_hook("post-merge", ["pull"])
_hook("reference-transaction", ["fetch"], ["branch", "x"])
_hook("post-index-change", ["update-index", "--force-write-index"], ["add", "-A"])
_hook("pre-rebase", ["rebase", "--force-rebase", "HEAD~1"])
_hook("post-rewrite", ["commit", "--amend", "--allow-empty", "-m", "x"])
_hook("pre-push", ["push", "origin", "HEAD:x"])


def canary_command(path: Path) -> str:
    """What a victim runs: it leaves the file `path`, and reads nothing."""
    return f"touch {path}"
