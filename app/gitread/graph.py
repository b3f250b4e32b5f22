"""Parents as git shows them: cut where a shallow clone ends, changed where a graft says so."""

from __future__ import annotations

from app.gitread.commits import RawCommit, read_commit
from app.gitread.errors import GitReadError
from app.gitread.files import read_small
from app.gitread.layout import Layout
from app.gitread.objects import OID, ObjectStore

_LIMIT = 16 << 20


class Graph:
    """Commits with their effective parents. Replace refs are not followed: what an oid names is what is shown."""

    def __init__(self, store: ObjectStore, layout: Layout) -> None:
        self.store = store
        self._changed: dict[str, tuple[str, ...]] = {}
        for line in _lines(layout.common_dir + b"/info/grafts"):
            oid, *parents = line.split()
            if all(OID.fullmatch(name) for name in (oid, *parents)):
                self._changed[oid] = tuple(parents)
        for line in _lines(layout.common_dir + b"/shallow"):
            self._changed[line.strip()] = ()

    @property
    def is_changed(self) -> bool:
        """Whether any commit has other parents than it names."""
        return bool(self._changed)

    def read(self, oid: str) -> RawCommit:
        """The commit `oid`. Raises NotFound, Broken, TooLarge."""
        commit = read_commit(self.store, oid)
        if self._changed:
            commit.parents = self._changed.get(oid, commit.parents)
        return commit


def _lines(path: bytes) -> list[str]:
    try:
        content = read_small(path, _LIMIT)
    except (FileNotFoundError, GitReadError):
        return []
    return [line for line in content.decode("ascii", "replace").splitlines() if line and not line.startswith("#")]
