"""Settings: read from the environment, refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import SETTINGS, SettingError, load_settings, read_dotenv


def test_everything_has_a_default() -> None:
    settings = load_settings({"HOME": "/home/somebody"})

    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.admin_password is None
    assert settings.secret_key is None
    assert settings.sandbox == "bubblewrap"
    assert settings.database_url == settings.redis_url == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LUMASTACK_PORT", "0"),
        ("LUMASTACK_PORT", "65536"),
        ("LUMASTACK_PORT", "http"),
        ("LUMASTACK_SANDBOX", "none"),
        ("LUMASTACK_SECRET_KEY", "short"),
        ("LUMASTACK_ADMIN_PASSWORD", "short"),
        ("LUMASTACK_SCAN_ROOTS", "relative"),
        ("LUMASTACK_SCAN_ROOTS", "/does/not/exist"),
        ("LUMASTACK_PUBLIC_URL", "ftp://x"),
        ("LUMASTACK_CORS_ORIGINS", "*"),
        ("LUMASTACK_POLL_SECONDS", "nan"),
        ("LUMASTACK_ACCESS_MINUTES", "1441"),
        ("DATABASE_URL", "mysql://x/y"),
        ("REDIS_URL", "http://x"),
        ("REDIS_URL", "redis://x:port/0"),
        ("TELEGRAM_BOT_TOKEN", "secret"),
        ("TELEGRAM_API_URL", "nowhere"),
    ],
)
def test_a_wrong_value_is_refused_in_one_line_that_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        load_settings({name: value})

    words = str(caught.value)
    assert words.startswith(f"{name}: ")
    assert "\n" not in words
    assert words.rstrip(".").count(". ") >= 1, "it says the remedy"


def test_a_secret_is_not_repeated_in_its_error() -> None:
    for name in ("LUMASTACK_SECRET_KEY", "LUMASTACK_ADMIN_PASSWORD", "TELEGRAM_BOT_TOKEN", "DATABASE_URL"):
        with pytest.raises(SettingError) as caught:
            load_settings({name: "hunter2"})
        assert "hunter2" not in str(caught.value)


def test_a_value_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("a secret key that is long enough, from a file\n")

    assert load_settings({"LUMASTACK_SECRET_KEY_FILE": str(file)}).secret_key == file.read_text().strip()
    with pytest.raises(SettingError, match="LUMASTACK_SECRET_KEY_FILE"):
        load_settings({"LUMASTACK_SECRET_KEY_FILE": str(tmp_path / "missing")})


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# comment\n\nA=1\nexport B='two words'\nC=\"x=y\"\n")

    assert read_dotenv(file) == {"A": "1", "B": "two words", "C": "x=y"}
    file.write_text("A=1\nnonsense\n")
    with pytest.raises(SettingError, match="line 2"):
        read_dotenv(file)
    assert read_dotenv(tmp_path / "missing") == {}


def test_a_plain_postgresql_address_names_our_driver() -> None:
    assert load_settings({"DATABASE_URL": "postgres://h/d"}).database_url == "postgresql+psycopg2://h/d"


def test_keys_of_two_redis_numbers_never_meet() -> None:
    one, two = (load_settings({"REDIS_URL": f"redis://h:1/{number}"}) for number in (1, 2))

    assert one.redis_prefix != two.redis_prefix


def test_every_setting_is_documented_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

    missing = [setting.name for setting in SETTINGS if f"`{setting.name}`" not in readme]
    assert missing == []
