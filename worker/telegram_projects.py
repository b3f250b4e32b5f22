"""Commands about projects: lists, commits, comments, subscriptions, pulls, blocking, groups."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

from app.errors import AppError
from app.projects import blocks, lookup
from app.projects.lookup import Named
from app.projects.models import Channel, Event
from app.projects.subscriptions import Choice
from app.security import Action
from app.telegram import groups, outbox
from app.telegram.groups import Place
from worker import telegram_acts as acts
from worker.telegram_talk import Conversation, button, plain_button, rows_of

PAGE = 8
COMMITS = 5
# A project's name has hardly more words than this.
MOST_WORDS = 6
_SHORT = 7

EVENT_KEYS = {
    Event.COMMIT: "telegram-event-commit",
    Event.PULL: "telegram-event-pull",
    Event.COMMENT: "telegram-event-comment",
    Event.MENTION: "telegram-event-mention",
    Event.EXECUTION: "telegram-event-execution",
    Event.ALERT: "telegram-event-alert",
}


def uuid_of(text: str) -> UUID:
    """An identifier out of a button; raises AppError `not_found` for any other text."""
    try:
        return UUID(text)
    except ValueError:
        raise AppError("not_found") from None


def with_project(c: Conversation, argument: str, verb: str, act: Callable[[UUID, str], None]) -> None:
    """Call `act` with the project that `argument` begins with, and the rest; ask which one where that is not clear.

    `verb` is what a button for a project begins with. The name may be of several words, or its beginning.
    """
    if not argument:
        _choose(c, verb, acts.projects_named(c.session, c.principal, "", limit=PAGE + 1))
        return
    spans = [match.span() for match in re.finditer(r"\S+", argument)]
    for count in range(min(len(spans), MOST_WORDS), 0, -1):
        end = spans[count - 1][1]
        name = " ".join(argument[:end].split())[:200]
        found = acts.projects_named(c.session, c.principal, name, limit=PAGE + 1)
        same = [one for one in found if one.name.lower() == name.lower()]
        if len(same) == 1 or (len(found) == 1 and count == 1):
            act((same or found)[0].id, argument[end:].strip())
            return
        if found and count == 1:
            _choose(c, verb, found)
            return
    c.say("telegram-no-project", name=argument[slice(*spans[0])][:100])


def _choose(c: Conversation, verb: str, found: list[Named]) -> None:
    if not found:
        c.say("telegram-no-projects")
        return
    buttons = [plain_button(one.name, f"{verb}:{one.id}") for one in found[:PAGE]]
    key = "telegram-which-project-more" if len(found) > PAGE else "telegram-which-project"
    c.say(key, buttons=rows_of(buttons))


def list_projects(c: Conversation, argument: str) -> None:
    """/projects, or those whose name holds a text."""
    show_projects(c, argument, 0)


def show_projects(c: Conversation, text: str, offset: int) -> None:
    """A page of the list of projects."""
    found = acts.projects_named(c.session, c.principal, text, limit=PAGE + 1, offset=max(0, offset))
    if not found:
        c.show("telegram-no-projects")
        return
    rows = rows_of([plain_button(one.name, f"project:{one.id}") for one in found[:PAGE]])
    turns = []
    if offset > 0:
        turns.append(plain_button("◀", f"page:{max(0, offset - PAGE)}:{text[:20]}"))
    if len(found) > PAGE:
        turns.append(plain_button("▶", f"page:{offset + PAGE}:{text[:20]}"))
    c.show("telegram-projects", buttons=[*rows, *([turns] if turns else [])])


def project(c: Conversation, argument: str) -> None:
    """/project: one project and what can be done with it."""
    with_project(c, argument, "project", lambda project_id, _: show_project(c, project_id))


def show_project(c: Conversation, project_id: UUID) -> None:
    """A project's card."""
    found = acts.find_project(c.session, c.principal, project_id)
    blocked = blocks.is_blocked(found)
    last = found.last_commit or {}
    text = [found.name]
    if found.description:
        text.append(found.description[:500])
    if last:
        text.append(f"{str(last['sha'])[:_SHORT]} {last['subject']} — {last['author']}")
    text.append(c.words("telegram-project-blocked", reason=found.blocked_reason or "—") if blocked else "")
    rows = [
        [button("telegram-button-commits", f"commits:{project_id}"),
         button("telegram-button-comment", f"comment:{project_id}")],
        [button("telegram-button-subscribe", f"subs:{project_id}"),
         button("telegram-button-run", f"runs:{project_id}")],
    ]  # fmt: skip
    change = []
    if acts.may(c.session, c.principal, Action.PULL, project_id) and not blocked:
        change.append(button("telegram-button-pull", f"pull:{project_id}"))
    if acts.may(c.session, c.principal, Action.BLOCK, project_id):
        verb = "unblock" if blocked else "block"
        change.append(button("telegram-button-unblock" if blocked else "telegram-button-block",
                             f"{verb}:{project_id}"))  # fmt: skip
    if acts.may(c.session, c.principal, Action.UPDATE, project_id):
        change.append(button("telegram-button-group", f"group:{project_id}"))
    c.send(
        "telegram-text",
        {"text": "\n".join(line for line in text if line)},
        buttons=[*rows, *rows_of(change, 2)],
        about={"project_id": str(project_id)},
        path=f"/projects/{project_id}",
    )


def commits(c: Conversation, argument: str) -> None:
    """/commits: the newest commits of a project."""
    with_project(c, argument, "commits", lambda project_id, _: show_commits(c, project_id))


def show_commits(c: Conversation, project_id: UUID) -> None:
    """The newest commits, each with a button to comment on it."""
    found = acts.find_project(c.session, c.principal, project_id)
    newest = acts.commits(c.session, c.principal, project_id, COMMITS)
    if not newest:
        c.say("telegram-no-commits", project=found.name)
        return
    lines = [
        c.words("telegram-commit-line", sha=one.sha[:_SHORT], subject=one.subject[:200], author=one.author[:80],
                at=one.committed_at)
        for one in newest
    ]  # fmt: skip
    buttons = [plain_button(f"💬 {one.sha[:_SHORT]}", f"comment:{project_id}:{one.sha[:_SHORT]}") for one in newest]
    c.send(
        "telegram-commits",
        {"project": found.name, "text": "\n\n".join(lines)},
        buttons=rows_of(buttons, 3) if c.heard.private else [],
        about={"project_id": str(project_id)},
        path=f"/projects/{project_id}",
    )


def comment(c: Conversation, argument: str) -> None:
    """/comment PROJECT [COMMIT] TEXT, or step by step."""
    with_project(c, argument, "comment", lambda project_id, rest: _comment(c, project_id, rest))


def _comment(c: Conversation, project_id: UUID, rest: str) -> None:
    first, _, text = rest.partition(" ")
    if not rest:
        ask_comment(c, project_id, None)
    elif text and _is_sha(first) and _is_known(c, project_id, first):
        add_comment(c, project_id, text, sha=first)
    else:
        add_comment(c, project_id, rest)


def _is_sha(text: str) -> bool:
    return 6 <= len(text) <= 40 and all(character in "0123456789abcdefABCDEF" for character in text)


def _is_known(c: Conversation, project_id: UUID, sha: str) -> bool:
    return lookup.find_commit(c.session, project_id, sha) is not None


def ask_comment(c: Conversation, project_id: UUID, sha: str | None) -> None:
    """Ask for the text of a comment."""
    found = acts.find_project(c.session, c.principal, project_id, Action.COMMENT)
    state = {"kind": "comment", "project": str(project_id), "sha": sha}
    where = f"{found.name} {sha}" if sha else found.name
    c.ask("telegram-comment-ask", state, project=where)


def add_comment(
    c: Conversation, project_id: UUID, text: str, *, sha: str | None = None, execution_id: UUID | None = None
) -> None:
    """Comment, and say that it was kept."""
    acts.comment(c.session, c.principal, project_id, text, sha=sha, execution_id=execution_id)
    name = acts.find_project(c.session, c.principal, project_id).name
    c.say("telegram-comment-done", project=name)


def reply(c: Conversation) -> bool:
    """A reply to one of our messages: a comment on what that was about. False where it is none."""
    if c.heard.reply_to is None or not c.heard.text.strip():
        return False
    message = outbox.sent_message(c.session, c.bot_id, c.heard.chat_id, c.heard.reply_to)
    if message is None:
        return False
    about = message.about
    if "project_id" not in about:
        if c.heard.private:
            c.say("telegram-comment-on-what")
        return c.heard.private
    add_comment(
        c,
        uuid_of(about["project_id"]),
        c.heard.text,
        sha=about.get("sha"),
        execution_id=uuid_of(about["execution_id"]) if "execution_id" in about else None,
    )
    return True


def subscribe(c: Conversation, argument: str) -> None:
    """/subscribe: which events of a project one is told of here."""
    with_project(c, argument, "subs", lambda project_id, _: show_subscription(c, project_id))


def show_subscription(c: Conversation, project_id: UUID, choice: Choice | None = None) -> None:
    """The person's choice for a project, with a button for each event."""
    found = acts.find_project(c.session, c.principal, project_id)
    chosen = choice or acts.choice(c.session, c.principal, project_id)
    here = Channel.TELEGRAM in chosen.channels
    buttons = []
    for event, key in EVENT_KEYS.items():
        on = here and event in chosen.events
        buttons.append(plain_button(f"{'✅' if on else '⬜'} {c.words(key)}",
                                    f"sub:{project_id}:{event.value}:{0 if on else 1}"))  # fmt: skip
    c.show("telegram-subscription", project=found.name, buttons=rows_of(buttons, 2))


def set_event(c: Conversation, rest: str) -> None:
    """A button of a subscription."""
    identifier, _, more = rest.partition(":")
    name, _, wanted = more.partition(":")
    if name not in list(Event):
        raise AppError("not_found")
    project_id = uuid_of(identifier)
    chosen = acts.choose(c.session, c.principal, project_id, Event(name), wanted == "1")
    show_subscription(c, project_id, chosen)


def mute(c: Conversation, argument: str) -> None:
    """/mute: hear nothing of a project here."""
    with_project(c, argument, "mute", lambda project_id, _: set_mute(c, project_id, True))


def set_mute(c: Conversation, project_id: UUID, muted: bool) -> None:
    """Mute a project, or end that."""
    acts.mute(c.session, c.principal, project_id, muted)
    name = acts.find_project(c.session, c.principal, project_id).name
    if muted:
        c.show("telegram-muted", project=name, buttons=[[button("telegram-button-unmute", f"unmute:{project_id}")]])
    else:
        show_subscription(c, project_id)


def pull(c: Conversation, argument: str) -> None:
    """/pull: have a project pulled."""
    with_project(c, argument, "pull", lambda project_id, _: do_pull(c, project_id))


def do_pull(c: Conversation, project_id: UUID) -> None:
    """Queue a pull; how it ends is told as news."""
    c.say("telegram-pull-queued", project=acts.pull(c.session, c.principal, project_id).name)


def block(c: Conversation, argument: str) -> None:
    """/block PROJECT [REASON]: refuse pulls."""
    with_project(c, argument, "block", lambda project_id, reason: do_block(c, project_id, reason))


def do_block(c: Conversation, project_id: UUID, reason: str | None) -> None:
    """Block; where no reason is given one is asked for."""
    if not reason:
        found = acts.find_project(c.session, c.principal, project_id, Action.BLOCK)
        c.ask("telegram-block-ask", {"kind": "block", "project": str(project_id)}, project=found.name,
              buttons=[[button("telegram-skip", "skip")]])  # fmt: skip
        return
    found = acts.block(c.session, c.principal, project_id, blocked=True, reason="" if reason == "-" else reason)
    c.say("telegram-block-done", project=found.name)


def unblock(c: Conversation, argument: str) -> None:
    """/unblock: allow pulls again."""
    with_project(c, argument, "unblock", lambda project_id, _: do_unblock(c, project_id))


def do_unblock(c: Conversation, project_id: UUID) -> None:
    """Unblock."""
    c.say("telegram-unblock-done", project=acts.block(c.session, c.principal, project_id, blocked=False).name)


def offer_group(c: Conversation, project_id: UUID) -> None:
    """A link that adds the bot to a group, which is then told of the project."""
    found = acts.find_project(c.session, c.principal, project_id, Action.UPDATE)
    code = groups.issue_code(c.session, c.principal.user_id, project_id)
    address = f"https://t.me/{c.username}?startgroup={code}"
    c.say("telegram-group-offer", project=found.name, buttons=[[{"key": "telegram-button-add", "url": address}]])


def join_group(c: Conversation, code: str) -> None:
    """A code said in a group: the group is told of the project from now on."""
    spent = groups.spend_code(c.session, code)
    if spent is None:
        return
    c.user = spent[0]
    _bind(c, spent[1])


def bind(c: Conversation, argument: str) -> None:
    """/bind PROJECT in a group. Names that do not fit are answered alike, so that a group learns of no project."""
    found = acts.projects_named(c.session, c.principal, argument, limit=2) if argument else []
    same = [one for one in found if one.name.lower() == argument.lower()]
    if len(same) != 1 or not acts.may(c.session, c.principal, Action.UPDATE, same[0].id):
        c.say("telegram-bind-how")
        return
    _bind(c, same[0].id)


def _bind(c: Conversation, project_id: UUID) -> None:
    found = acts.find_project(c.session, c.principal, project_id, Action.UPDATE)
    assert c.user is not None
    groups.bind(c.session, Place(c.bot_id, c.heard.chat_id, c.heard.thread_id, c.heard.title), project_id, c.user)
    c.say("telegram-bind-done", project=found.name)


def unbind(c: Conversation, argument: str) -> None:
    """/unbind in a group: all its projects, or the one named, as far as the person may."""
    for project_id in groups.projects_of(c.session, c.bot_id, c.heard.chat_id):
        if not acts.may(c.session, c.principal, Action.UPDATE, project_id):
            continue
        name = acts.find_project(c.session, c.principal, project_id).name
        if argument and argument.lower() != name.lower():
            continue
        groups.unbind(c.session, c.bot_id, c.heard.chat_id, project_id)
        c.say("telegram-unbind-done", project=name)


def in_group(c: Conversation, act: Callable[[Conversation, UUID], None]) -> None:
    """A command of a group about its projects: said of each of them, as far as the person may see them."""
    for project_id in groups.projects_of(c.session, c.bot_id, c.heard.chat_id)[:3]:
        if acts.may(c.session, c.principal, Action.READ, project_id):
            act(c, project_id)
