"""Making shells obey the blocks of projects that ask for it, and seeing whether they do."""

from __future__ import annotations

from uuid import UUID

import structlog

from app.db import read_only, transaction
from app.gitread import layout as layouts
from app.gitread.errors import GitReadError
from app.gitread.layout import Layout
from app.messages import GuardProject
from app.projects import blocks
from app.projects.models import BlockState, Project, ProjectStatus
from app.projects.service import all_roots
from worker.git import hooks
from worker.handles import handles

log = structlog.get_logger(__name__)


@handles(GuardProject)
def guard_project(message: GuardProject) -> None:
    """Bring the hooks of one project's repository to what its row says."""
    guard(UUID(message.project_id))


def guard(project_id: UUID) -> None:
    """Write, mend or remove the hooks of the project, and note what the block now comes to in shells.

    Safe to be done again and by several at a time: the row says what is wanted, the repository what there is.
    """
    with read_only() as session:
        project = session.get(Project, project_id)
        roots = tuple(bytes(root.raw_path) for root in all_roots(session))
    if project is None:
        return
    wanted = blocks.is_blocked(project) and project.block_enforced
    layout = _layout(project, roots)
    state: BlockState | None = None
    if wanted:
        found = hooks.Guard.NOT_ENFORCED if layout is None else hooks.install(layout, blocks.message(project))
        state = BlockState(found.value)
    elif layout is not None and project.block_state is not None:
        hooks.remove(layout)
    with transaction() as session:
        if blocks.note_state(session, project_id, state):
            log.info("block_guarded", project_id=str(project_id), state=state.value if state else None)


def _layout(project: Project, roots: tuple[bytes, ...]) -> Layout | None:
    if project.status is not ProjectStatus.ACTIVE:
        return None
    try:
        layout = layouts.find(bytes(project.raw_path))
        layouts.check(layout, roots)
    except GitReadError:
        return None
    return layout
