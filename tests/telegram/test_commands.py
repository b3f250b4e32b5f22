"""Commands: each in several languages, with the person's rights only, and nothing private in a group."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.db import transaction, uuid7
from app.gitread.layout import Kind
from app.i18n import LANGUAGES, translate
from app.messages import ShowRuns
from app.projects.models import Project, ProjectCommit, Subscription
from app.scripts.models import Execution, ExecutionStatus, LogChunk
from app.telegram.models import TelegramGroup, TelegramMessage, TelegramRun
from tests.telegram.conftest import BOT_ID, rows
from tests.telegram.talking import Chat
from tests.telegram_server.driver import TelegramServer
from worker import telegram_answers as answers
from worker.telegram_commands import COMMANDS

ADA, BOB, GROUP = 5_000_000_001, 5_000_000_002, -1_000_000_000_001
SHA = "1234567890" * 4
THREE = ("es", "ru", "zh")


def make_project(name: str = "engine", **more: Any) -> UUID:
    """A project with two commits, as a scan leaves it."""
    with transaction() as session:
        project = Project(
            id=uuid7(), name=name, path=f"/srv/{name}", raw_path=f"/srv/{name}".encode(), kind=Kind.WORK_TREE,
            poll_group=0, **more,
        )  # fmt: skip
        session.add(project)
        session.flush()
        for number, sha in enumerate((SHA, "abcdef0123" * 4)):
            at = datetime(2026, 1, 2, 3, number, tzinfo=UTC)
            session.add(
                ProjectCommit(
                    project_id=project.id,
                    sha=sha,
                    parents=[],
                    author="Ada",
                    author_email="ada@example.org",
                    authored_at=at,
                    committed_at=at,
                    subject=f"Change <{number}>",
                    body="",
                    is_new=False,
                )
            )
        return project.id


def make_script(admin: Any, name: str = "deploy", **more: Any) -> str:
    body = {"name": name, "interpreter": "bash", "content": "echo hi", **more}
    answer = admin.post("/api/scripts", json=body)
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def executions() -> list[Execution]:
    with transaction() as session:
        found = list(session.scalars(select(Execution).order_by(Execution.queued_at)))
        session.expunge_all()
    return found


@pytest.mark.parametrize("language", THREE)
def test_every_command_answers_in_the_persons_language(
    chat: Chat, linked: Callable[..., Any], admin: Any, language: str
) -> None:
    ada = linked("ada", ADA, language=language)
    project_id = make_project()
    make_script(admin)

    def says(key: str, **params: Any) -> str:
        return translate(language, key, **params)

    tried = {
        "start": says("telegram-start-linked", username="ada"),
        "help": says("telegram-help-intro").splitlines()[0],
        "projects": says("telegram-projects"),
        "project engine": "engine",
        "commits engine": says("telegram-commits.title", project="engine"),
        "comment engine Hola": says("telegram-comment-done", project="engine"),
        "subscribe engine": says("telegram-subscription", project="engine"),
        "mute engine": says("telegram-muted", project="engine"),
        "run deploy": says("telegram-run-confirm", script="deploy", values="—").splitlines()[0],
        "cancel": says("telegram-stopped"),
        "block engine Porque": says("telegram-block-done", project="engine"),
        "pull engine": translate(language, "error-project-blocked", name="engine", reason="Porque"),
        "unblock engine": says("telegram-unblock-done", project="engine"),
        "login": says("telegram-login.title"),
        "timezone Madrid": says("telegram-timezone-done", zone="Europe/Madrid"),
        "language": says("telegram-language-ask"),
        "unlink": says("telegram-unlink-ask", username="ada"),
    }
    assert {words.partition(" ")[0] for words in tried} == set(COMMANDS)
    for words, expected in tried.items():
        assert expected in chat.say(ADA, f"/{words}"), words
    assert chat.say(ADA, "/pull engine") == says("telegram-pull-queued", project="engine")
    assert chat.say(ADA, "/pull nothing") == says("telegram-no-project", name="nothing")
    assert chat.say(ADA, "/nonsense") == says("telegram-unknown")
    (comment,) = ada.get(f"/api/projects/{project_id}/comments").json["items"]
    assert comment["body"] == "Hola"


def test_the_menu_is_told_in_ten_languages(chat: Chat, telegram_server: TelegramServer) -> None:
    chat.poller._begin()
    told = {
        call["params"].get("language_code"): call["params"]["commands"] for call in telegram_server.log("setMyCommands")
    }
    assert set(told) == {None, *LANGUAGES}
    assert [one["command"] for one in json.loads(told["ru"])] == list(COMMANDS)
    assert len({one for one in told.values()}) == len(LANGUAGES)


@pytest.mark.parametrize("words", [f"/{name}" for name in COMMANDS if name not in ("start", "help")])
def test_a_stranger_may_nothing(chat: Chat, words: str) -> None:
    make_project()
    assert chat.say(BOB, words) == translate("en", "telegram-not-linked")
    assert "engine" not in chat.say(BOB, f"{words} engine")


@pytest.mark.parametrize(
    "words", ["/project engine", "/commits engine", "/comment engine hi", "/subscribe engine", "/mute engine",
              "/pull engine", "/block engine x", "/unblock engine", "/projects", "/run"],
)  # fmt: skip
def test_a_private_project_is_not_there_for_who_is_no_member(
    chat: Chat, linked: Callable[..., Any], words: str
) -> None:
    linked("ada", ADA)
    make_project(visibility="private")
    said = chat.say(ADA, words)
    assert said
    assert "srv" not in said
    if "engine" in words:
        assert said == translate("en", "telegram-no-project", name="engine")


def test_buttons_are_asked_for_rights_as_well(chat: Chat, linked: Callable[..., Any], admin: Any) -> None:
    ada = linked("ada", ADA)
    hidden = make_project(visibility="private")
    shown = make_project("open", visibility="internal")
    for verb in ("project", "commits", "comment", "subs", "mute", "pull", "block", "unblock", "group"):
        assert chat.press(ADA, data=f"{verb}:{hidden}") == translate("en", "error-not-found"), verb
    for verb in ("pull", "block", "unblock", "group"):
        assert chat.press(ADA, data=f"{verb}:{shown}") == translate("en", "error-forbidden"), verb
    assert ada.get(f"/api/projects/{shown}").json["is_blocked"] is False
    script = make_script(admin, type="project", project_id=str(shown))
    assert chat.press(ADA, data=f"run:{script}") == translate("en", "error-forbidden")


def test_projects_are_paged_and_chosen_by_buttons(chat: Chat, linked: Callable[..., Any]) -> None:
    linked("ada", ADA)
    for number in range(10):
        make_project(f"lib-{number}")
    chat.say(ADA, "/projects")
    assert chat.labels() == [*(f"lib-{number}" for number in range(8)), "▶"]
    chat.press(ADA, data="page:8:")
    assert "lib-9" in chat.edited()["reply_markup"], "the same message shows the next page"
    assert "Which project" in chat.say(ADA, "/commits lib")
    assert "lib-0" in chat.press(ADA)
    assert "lib-3" in chat.say(ADA, "/project lib-3")
    assert chat.say(ADA, "/projects nothing") == translate("en", "telegram-no-projects")


def test_a_name_of_several_words_is_found_and_the_rest_is_the_comment(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    project_id = make_project("my big engine")
    chat.say(ADA, "/comment my big engine two\nlines & <b>")
    (comment,) = ada.get(f"/api/projects/{project_id}/comments").json["items"]
    assert comment["body"] == "two\nlines & <b>"
    chat.say(ADA, f"/comment my big engine {SHA[:7]} good")
    assert ada.get(f"/api/projects/{project_id}/comments").json["items"][0]["commit_sha"] == SHA


def test_a_comment_on_a_commit_step_by_step(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    project_id = make_project()
    said = chat.say(ADA, "/commits engine")
    assert "Change &lt;1&gt;" in said
    question = chat.press(ADA, 1)
    assert SHA[:7] in question
    assert "is there" in chat.say(ADA, "Well done")
    (comment,) = ada.get(f"/api/projects/{project_id}/comments", query_string={"commit_sha": SHA}).json["items"]
    assert comment["body"] == "Well done"
    assert chat.say(ADA, "more") == translate("en", "telegram-unknown"), "the question has been answered"


def test_a_reply_to_news_is_a_comment_on_what_they_are_about(
    chat: Chat, linked: Callable[..., Any], person: Callable[..., Any]
) -> None:
    from app.notifications.models import NotificationType
    from app.notifications.service import notify

    ada = linked("ada", ADA)
    project_id = make_project()
    with transaction() as session:
        notify(
            session, NotificationType.COMMIT, dedupe_key="c", key="notification-commit", project_id=project_id,
            params={"project": "engine", "author": "Bob", "branch": "main", "subject": "New"}, data={"sha": SHA},
        )  # fmt: skip
    chat.turn()
    news = chat.server.accepted(ADA)[-1]
    said = chat.say(ADA, "Looks good", reply_to_message={"message_id": news["message_id"]})
    assert said == translate("en", "telegram-comment-done", project="engine")
    (comment,) = ada.get(f"/api/projects/{project_id}/comments").json["items"]
    assert (comment["body"], comment["commit_sha"], comment["author"]) == ("Looks good", SHA, "ada")
    assert chat.say(ADA, "hm", reply_to_message={"message_id": 999_999}) == translate("en", "telegram-unknown")
    linked("bob", BOB)
    before = len(ada.get(f"/api/projects/{project_id}/comments").json["items"])
    chat.say(BOB, "I see what is not mine", reply_to_message={"message_id": news["message_id"]})
    assert len(ada.get(f"/api/projects/{project_id}/comments").json["items"]) == before


def test_a_subscription_is_changed_in_its_message(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    project_id = make_project()
    chat.say(ADA, "/subscribe engine")
    assert sum(label.startswith("✅") for label in chat.labels()) == 3
    chat.press(ADA, data=f"sub:{project_id}:pull:1")
    assert chat.edited()["reply_markup"].count("✅") == 4 or chat.edited()["reply_markup"].count("\\u2705") == 4
    assert set(ada.get(f"/api/projects/{project_id}/subscription").json["events"]) == {
        "commit", "mention", "alert", "pull",
    }  # fmt: skip
    chat.say(ADA, "/mute engine")
    assert ada.get(f"/api/projects/{project_id}/subscription").json["channels"] == ["web"]
    chat.press(ADA, data=f"unmute:{project_id}")
    assert ada.get(f"/api/projects/{project_id}/subscription").json["channels"] == ["web", "telegram"]
    for data in (f"sub:{project_id}:sleep:1", f"sub:{project_id}", "sub:x:commit:1"):
        assert chat.press(ADA, data=data) == translate("en", "error-not-found")
    with transaction() as session:
        assert len(list(session.scalars(select(Subscription)))) == 1


def test_blocking_asks_for_a_reason_and_refuses_pulls(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    project_id = make_project()
    chat.press(ADA, data=f"block:{project_id}")
    chat.say(ADA, "release today")
    assert ada.get(f"/api/projects/{project_id}").json["blocked_reason"] == "release today"
    assert "release today" in chat.say(ADA, "/pull engine")
    chat.press(ADA, data=f"unblock:{project_id}")
    chat.press(ADA, data=f"block:{project_id}")
    chat.press(ADA, data="skip")
    project = ada.get(f"/api/projects/{project_id}").json
    assert (project["is_blocked"], project["blocked_reason"]) == (True, None)


PARAMETERS = [
    {"name": "target", "type": "choice", "choices": ["staging", "production"], "required": True, "label": "Target"},
    {"name": "copies", "type": "number", "required": True},
    {"name": "dry", "type": "boolean", "required": True},
    {"name": "note", "type": "text"},
]


def test_a_run_is_asked_for_step_by_step_followed_and_its_log_sent(
    chat: Chat, linked: Callable[..., Any], admin: Any, telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    make_script(admin, parameters=PARAMETERS)
    assert "Target" in chat.say(ADA, "/run deploy")
    assert chat.labels()[:2] == ["staging", "production"]
    assert "does not fit" in chat.say(ADA, "nowhere")
    assert "copies" in chat.press(ADA, data="pick:1")
    assert "does not fit" in chat.say(ADA, "many")
    assert "does not fit" in chat.say(ADA, "inf")
    assert "dry" in chat.say(ADA, "3")
    assert "note" in chat.press(ADA, data="pick:1")
    confirm = chat.press(ADA, data="skip")
    assert "target = production" in confirm
    assert executions() == [], "nothing runs before the yes"
    assert "waits to run" in chat.press(ADA, data="go")
    (execution,) = executions()
    assert execution.parameters == {"target": "production", "copies": 3, "dry": True}
    assert chat.press(ADA, data="go") == translate("en", "telegram-too-late"), "one yes, one run"
    assert len(executions()) == 1

    _become(execution.id, ExecutionStatus.RUNNING, log=b"one\ntwo\n")
    answers.show_runs(ShowRuns())
    assert "is running" in chat.edited()["text"]
    _become(execution.id, ExecutionStatus.FAILED, exit_code=3, duration_ms=1500)
    _due()
    answers.show_runs(ShowRuns())
    shown = chat.edited()
    assert "exit code 3" in shown["text"]
    assert "two" in shown["text"], "the last lines of a run that failed"
    with transaction() as session:
        assert list(session.scalars(select(TelegramRun))) == []
    chat.press(ADA, data=f"log:{execution.id}")
    (sent,) = telegram_server.log("sendDocument")
    assert sent["params"]["document"]["text"] == "one\ntwo\n"
    assert sent["params"]["document"]["name"].endswith(".log")


def _due() -> None:
    with transaction() as session:
        session.execute(update(TelegramRun).values(next_at=datetime(2020, 1, 1, tzinfo=UTC)))
    from worker import telegram as sender

    sender.redis_client().flushdb()


def _become(execution_id: UUID, status: ExecutionStatus, log: bytes = b"", **more: Any) -> None:
    with transaction() as session:
        execution = session.get_one(Execution, execution_id)
        execution.status = status
        for name, value in more.items():
            setattr(execution, name, value)
        if log:
            execution.log_bytes, execution.log_lines = len(log), log.count(b"\n")
            session.add(
                LogChunk(execution_id=execution_id, byte_offset=0, size=len(log), first_line=0, codec="raw", data=log)
            )
    with transaction() as session:
        session.execute(update(TelegramRun).values(next_at=datetime(2020, 1, 1, tzinfo=UTC)))


def test_a_run_is_cancelled_from_its_message_and_by_command(chat: Chat, linked: Callable[..., Any], admin: Any) -> None:
    linked("ada", ADA)
    linked("bob", BOB)
    make_script(admin)
    chat.say(ADA, "/run deploy")
    chat.press(ADA, data="go")
    (execution,) = executions()
    assert chat.press(BOB, data=f"cancel:{execution.id}") == translate("en", "error-forbidden"), "it is not Bob's run"
    chat.say(ADA, "/cancel")
    assert chat.buttons() == [f"cancel:{execution.id}"]
    assert chat.press(ADA) == translate("en", "telegram-run-cancelling")
    assert executions()[0].status is ExecutionStatus.CANCELLED
    assert chat.press(ADA, data=f"cancel:{execution.id}") == translate("en", "error-not-cancellable")
    assert chat.say(ADA, "/cancel") == translate("en", "telegram-nothing-runs")


def test_a_disabled_script_is_not_offered_and_does_not_run(chat: Chat, linked: Callable[..., Any], admin: Any) -> None:
    linked("ada", ADA)
    script = make_script(admin, is_enabled=False)
    assert chat.say(ADA, "/run") == translate("en", "telegram-no-scripts")
    assert chat.press(ADA, data=f"run:{script}") == translate("en", "error-script-disabled", name="deploy")


def test_a_script_that_needs_files_asks_for_the_project(chat: Chat, linked: Callable[..., Any], admin: Any) -> None:
    linked("ada", ADA)
    project_id = make_project()
    make_script(admin, workdir_access="read")
    assert chat.say(ADA, "/run deploy") == translate("en", "telegram-run-project", script="deploy")
    chat.press(ADA)
    chat.press(ADA, data="go")
    assert executions()[0].project_id == project_id
    chat.press(ADA, data=f"runs:{project_id}")
    chat.press(ADA)
    chat.press(ADA, data="go")
    assert [one.project_id for one in executions()] == [project_id, project_id]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Europe/Berlin", "Europe/Berlin"), ("new york", "America/New_York"), ("UTC", "UTC"), ("tokyo", "Asia/Tokyo")],
)
def test_a_time_zone_is_found_by_its_city(chat: Chat, linked: Callable[..., Any], words: str, expected: str) -> None:
    ada = linked("ada", ADA)
    chat.say(ADA, "/timezone")
    chat.say(ADA, words)
    assert ada.get("/api/auth/me").json["timezone"] == expected


def test_an_unclear_or_unknown_time_zone_is_asked_again(chat: Chat, linked: Callable[..., Any]) -> None:
    ada = linked("ada", ADA)
    assert chat.say(ADA, "/timezone Atlantis") == translate("en", "telegram-timezone-unknown", name="Atlantis")
    chat.say(ADA, "/timezone Argentina")
    assert "zone:America/Argentina/Buenos_Aires" in chat.buttons()
    chat.press(ADA, data="zone:America/Argentina/Buenos_Aires")
    assert ada.get("/api/auth/me").json["timezone"] == "America/Argentina/Buenos_Aires"
    chat.press(ADA, data="zone:Mars/Olympus")
    assert ada.get("/api/auth/me").json["timezone"] == "America/Argentina/Buenos_Aires"


@pytest.mark.parametrize(
    "data",
    ["project:x", "commits:", "comment:", "run:", "run:x", "cancel:zzz", "log:1", "page:-1:", "page:99999999999:x",
     "on:x", "pick:9", "go", "skip", "zone:", "nonsense:1", "💥", ":" * 64],
)  # fmt: skip
def test_a_forged_button_breaks_nothing(chat: Chat, linked: Callable[..., Any], data: str) -> None:
    linked("ada", ADA)
    chat.press(ADA, data=data)
    assert "Hello" in chat.say(ADA, "/start")


@pytest.mark.parametrize(
    "words", ["/comment " + "x" * 9000, "/project " + "a b " * 3000, "/run " + "💥" * 2000, "/block \u202e"]
)
def test_very_long_and_odd_words_are_answered(chat: Chat, linked: Callable[..., Any], words: str) -> None:
    linked("ada", ADA)
    make_project()
    assert chat.say(ADA, words)


def test_a_group_is_bound_by_a_link_told_of_its_project_and_released(
    chat: Chat, linked: Callable[..., Any], telegram_server: TelegramServer
) -> None:
    from app.notifications.models import NotificationType
    from app.notifications.service import notify

    ada = linked("ada", ADA, language="es")
    project_id = make_project()
    chat.press(ADA, data=f"group:{project_id}")
    markup = json.loads(telegram_server.accepted()[-1]["params"]["reply_markup"])
    code = markup["inline_keyboard"][0][0]["url"].partition("startgroup=")[2]
    assert len(code) <= 64
    assert chat.say(ADA, f"/start {code}") == translate("es", "telegram-group-only")
    said = chat.say(BOB, f"/start@TestNameBot {code}", chat_id=GROUP)
    assert said == translate("es", "telegram-bind-done", project="engine")
    assert chat.say(BOB, f"/start@TestNameBot {code}", chat_id=GROUP - 1) == "", "a code works once"

    def tell(key: str) -> None:
        with transaction() as session:
            notify(
                session, NotificationType.COMMIT, dedupe_key=key, key="notification-commit", project_id=project_id,
                params={"project": "engine", "author": "Bob", "branch": "main", "subject": key}, data={"sha": SHA},
            )  # fmt: skip
        chat.turn()

    tell("first")
    news = telegram_server.accepted(GROUP)[-1]
    assert "first" in news["params"]["text"]
    assert "Bob" in news["params"]["text"]
    assert chat.say(BOB, "hm", chat_id=GROUP, reply_to_message={"message_id": news["message_id"]}) == ""
    chat.say(ADA, "yes", chat_id=GROUP, reply_to_message={"message_id": news["message_id"]})
    (comment,) = ada.get(f"/api/projects/{project_id}/comments").json["items"]
    assert (comment["body"], comment["commit_sha"]) == ("yes", SHA)
    assert chat.say(ADA, "/unbind", chat_id=GROUP) == translate("es", "telegram-unbind-done", project="engine")
    before = len(telegram_server.accepted(GROUP))
    tell("second")
    assert len(telegram_server.accepted(GROUP)) == before


def test_in_a_group_nobody_binds_what_they_may_not_and_names_are_not_told_apart(
    chat: Chat, linked: Callable[..., Any]
) -> None:
    linked("ada", ADA)
    make_project("secret", visibility="private")
    make_project("open", visibility="internal")
    answers_ = {chat.say(ADA, f"/bind {name}", chat_id=GROUP) for name in ("secret", "open", "nothing", "")}
    assert answers_ == {translate("en", "telegram-bind-how")}
    with transaction() as session:
        assert list(session.scalars(select(TelegramGroup))) == []


@pytest.mark.parametrize("words", [f"/{name}" for name in COMMANDS if name not in ("project", "commits")])
def test_private_commands_are_refused_in_a_group(chat: Chat, linked: Callable[..., Any], words: str) -> None:
    linked("ada", ADA)
    make_project()
    assert chat.say(ADA, f"{words}@TestNameBot", chat_id=GROUP) == translate(
        "en", "telegram-private-only", bot="TestNameBot"
    )


def test_a_group_that_becomes_a_supergroup_stays_bound(
    chat: Chat, linked: Callable[..., Any], telegram_server: TelegramServer
) -> None:
    linked("ada", ADA)
    make_project("mine", visibility="team")
    chat.say(ADA, "/bind mine", chat_id=GROUP)
    telegram_server.update(
        {"message": {"migrate_to_chat_id": GROUP - 5, "chat": {"id": GROUP, "type": "group"}, "from": {"id": ADA}}}
    )
    chat.turn()
    with transaction() as session:
        assert [one.chat_id for one in session.scalars(select(TelegramGroup))] == [GROUP - 5]
    telegram_server.update({"my_chat_member": {"chat": {"id": GROUP - 5}, "new_chat_member": {"status": "kicked"}}})
    chat.turn()
    with transaction() as session:
        assert list(session.scalars(select(TelegramGroup))) == []


def test_one_answer_for_one_update_however_often_it_is_dealt_with(chat: Chat, linked: Callable[..., Any]) -> None:
    linked("ada", ADA)
    chat.say(ADA, "/projects")
    assert [row.bot_id for row in rows(ADA)] == [BOT_ID]
    with transaction() as session:
        assert len(list(session.scalars(select(TelegramMessage)))) == 1
