"""The deployment, as far as it can be checked without an engine: what its files name exists, and what they promise holds."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.config import SETTINGS
from app.processes import NAMES

PROJECT = Path(__file__).parents[2]
OURS = {"migrate", *NAMES}
KNOWN = {setting.name for setting in SETTINGS} | {f"{setting.name}_FILE" for setting in SETTINGS}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    return found


def instructions() -> list[tuple[str, list[str]]]:
    """The Dockerfile's instructions with their words."""
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], shlex.split(line.split(maxsplit=1)[1])) for line in lines]


def words_of(name: str) -> list[str]:
    """The words of the one instruction `name`; its JSON form is read as YAML, of which it is a part."""
    (line,) = re.findall(rf"^{name} (.+)$", (PROJECT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    found: list[str] = yaml.safe_load(line)
    return found


def test_every_process_is_a_service_of_the_same_image(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert set(services) >= OURS
    assert {services[name]["image"] for name in OURS} == {"lumastack"}
    assert {tuple(services[name]["command"]) for name in NAMES} == {(name,) for name in NAMES}
    assert services["migrate"]["command"] == ["prepare"]
    for name in OURS - {"migrate"}:
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}, name
    assert services["bot"]["profiles"] == ["telegram"]


def test_replicas_can_be_asked_for_where_they_make_sense(compose: dict[str, Any]) -> None:
    services = compose["services"]

    for name in ("api", "worker", "git"):
        assert services[name]["deploy"]["replicas"] >= 1, name
        assert "container_name" not in services[name], name
    # One published port cannot serve several: a range can.
    assert re.search(r"\d-\d+\}?:8000$", services["api"]["ports"][0])


def test_state_is_kept_and_never_evicted(compose: dict[str, Any]) -> None:
    services = compose["services"]
    words = services["valkey"]["command"]

    assert words[words.index("--appendonly") + 1] == "yes"
    assert words[words.index("--maxmemory-policy") + 1] == "noeviction"
    named = {volume.partition(":")[0] for name in ("postgres", "valkey") for volume in services[name]["volumes"]}
    assert named <= set(compose["volumes"])
    for name in ("postgres", "valkey", "api"):
        assert services[name]["healthcheck"]["test"], name
    for name in ("postgres", "valkey"):
        assert "ports" not in services[name], "only the API is reached from outside"


def test_secrets_come_from_files(compose: dict[str, Any]) -> None:
    declared = set(compose["secrets"])
    for name, service in compose["services"].items():
        used = set(service.get("secrets", ()))
        assert used <= declared, name
        for variable, value in service.get("environment", {}).items():
            if str(value).startswith("/run/secrets/"):
                assert variable.endswith("_FILE"), variable
                assert value.rpartition("/")[2] in used, f"{name} does not get {value}"
            secret = next((s.secret for s in SETTINGS if s.name == variable), False) or "PASSWORD" in variable
            plain = not str(value).startswith(("/run/secrets/", "${", "redis://valkey:"))
            assert not (secret and plain), f"{variable} of {name} stands in the file"


def test_every_setting_exists(compose: dict[str, Any]) -> None:
    for name in OURS:
        unknown = set(compose["services"][name].get("environment", {})) - KNOWN
        assert not unknown, f"{name}: {unknown}"
    for instruction, words in instructions():
        if instruction == "ENV":
            assert {word.partition("=")[0] for word in words} <= KNOWN | {"PYTHONUNBUFFERED", "MALLOC_ARENA_MAX"}


def test_the_image_is_made_of_what_is_there_and_runs_as_an_ordinary_user() -> None:
    steps = instructions()
    for instruction, words in steps:
        if instruction == "COPY":
            for source in words[:-1]:
                assert (PROJECT / source).exists(), source
    users = [words[0] for instruction, words in steps if instruction == "USER"]
    assert users
    assert users[-1] not in ("root", "0")
    installed = " ".join(" ".join(words) for instruction, words in steps if instruction == "RUN")
    assert {"bubblewrap", "git"} <= set(installed.split())
    assert "--require-hashes" in installed
    assert words_of("ENTRYPOINT") == ["python", "-m", "app.cli"]
    assert words_of("CMD")[0] in NAMES


def test_no_secret_and_no_environment_gets_into_the_image() -> None:
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").split()

    assert {".git", ".venv", ".env", "secrets"} <= {name.strip("/") for name in ignored}


def test_the_example_names_every_setting_as_it_is() -> None:
    text = (PROJECT / ".env.example").read_text(encoding="utf-8")
    lines = re.findall(r"^# ([A-Z_]+)=(.*)$", text, re.MULTILINE)

    assert [name for name, _ in lines] == [setting.name for setting in SETTINGS]
    assert not re.findall(r"^[^#\n].*$", text, re.MULTILINE), "an example changes nothing"
    for setting in SETTINGS:
        assert f"# {setting.meaning}" in text, setting.name
        assert not (setting.secret and dict(lines)[setting.name]), setting.name


def test_the_secrets_of_the_example_can_be_made_as_it_says(tmp_path: Path) -> None:
    """The comment at the head of the file is a program: it is run as it stands."""
    head = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8").split("# Then:")[0]
    program = "\n".join(line.removeprefix("#").strip() for line in head.splitlines()[1:])
    subprocess.run(["sh", "-ec", program], cwd=tmp_path, check=True, capture_output=True, timeout=60)

    made = {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}
    assert set(made) == {"database_password", "database_url", "secret_key", "admin_password"}
    assert all(len(value) >= 32 and value == value.strip() for value in made.values())
