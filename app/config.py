"""Settings: read once from the environment, typed, and refused in one line where they are wrong."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

LANGUAGE_DEFAULT = "en"


class SettingError(ValueError):
    """A setting has a value that cannot be used.

    Its text is one line: the setting's name, the value's fault and the remedy. The value itself is not repeated where
    the setting holds a secret.
    """

    def __init__(self, name: str, fault: str, remedy: str) -> None:
        super().__init__(f"{name}: {fault}. {remedy}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table of settings: the documentation and the reader are made from it."""

    name: str
    meaning: str
    default: str = ""
    secret: bool = False


# The order is that of the table in the README.
SETTINGS: tuple[Setting, ...] = (
    Setting("LUMASTACK_HOST", "address that the API listens on", "127.0.0.1"),
    Setting("LUMASTACK_PORT", "port that the API listens on", "8000"),
    Setting(
        "LUMASTACK_DATA_DIR", "state of the embedded servers, keys, spools and logs", "chosen at start, and printed"
    ),
    Setting("DATABASE_URL", "PostgreSQL 15 or newer, as postgresql://…", "embedded", secret=True),
    Setting("REDIS_URL", "Redis 6.2 or Valkey 8 or newer, as redis://…", "embedded", secret=True),
    Setting("LUMASTACK_ADMIN_USERNAME", "name of the first administrator, made where there is none", "admin"),
    Setting("LUMASTACK_ADMIN_PASSWORD", "that administrator's password", "generated, shown once", secret=True),
    Setting("LUMASTACK_SCAN_ROOTS", "colon-separated directories, registered at start"),
    Setting("LUMASTACK_SECRET_KEY", "encryption at rest, 32 characters or more", "generated", secret=True),
    Setting("LUMASTACK_PUBLIC_URL", "address that people reach the console under", "http://HOST:PORT"),
    Setting("TELEGRAM_BOT_TOKEN", "token of the bot that people talk to", secret=True),
    Setting("TELEGRAM_API_URL", "another Bot API server", "https://api.telegram.org"),
    Setting(
        "TELEGRAM_MODE", "how bots hear: polling, webhook (needs an https LUMASTACK_PUBLIC_URL), or off", "polling"
    ),
    Setting("TELEGRAM_CHANNEL_ID", "channel whose members may be asked for, as @name or -100…"),
    Setting(
        "TELEGRAM_CHANNEL_FOR",
        "comma-separated, what only its members may: commands, notifications, run, sky",
        "nothing",
    ),
    Setting("LUMASTACK_SANDBOX", "bubblewrap, or a weaker level by choice: landlock, process", "bubblewrap"),
    Setting("LUMASTACK_RUN_UID_BASE", "first of the user ids that scripts run as under a root worker", "64200"),
    Setting("LUMASTACK_RUN_SLOTS", "scripts that run at the same time, on one worker", "4"),
    Setting("LUMASTACK_RUN_LIMIT", "scripts that run at the same time in all, 0 for as many as fit", "0"),
    Setting("LUMASTACK_RUN_LIMIT_PROJECT", "of them those of one project, 0 for as many as fit", "0"),
    Setting("LUMASTACK_LOG_KEEP_DAYS", "age at which logs and artifacts of runs are deleted, days", "90"),
    Setting("LUMASTACK_LOG_KEEP_MIB", "size of all logs above which the oldest are deleted, MiB", "10240"),
    Setting("LUMASTACK_ARTIFACTS_MIB", "files that one run may leave, MiB", "64"),
    Setting("LUMASTACK_LOG_LIMIT_MIB", "stored output of one run, MiB", "256"),
    Setting("LUMASTACK_POLL_SECONDS", "interval of polling for local changes, seconds", "2"),
    Setting("LUMASTACK_REMOTE_SECONDS", "shortest interval of asking a remote, seconds; it grows up to an hour", "60"),
    Setting("LUMASTACK_ACCESS_MINUTES", "life of an access token, minutes (1 to 1440)", "15"),
    Setting("LUMASTACK_LOGIN_ATTEMPTS", "logins a minute for an account and for an address", "5"),
    Setting(
        "LUMASTACK_OLD_SECRET_KEY",
        "key that LUMASTACK_SECRET_KEY replaces, until all is encrypted anew",
        secret=True,
    ),
    Setting("LUMASTACK_REGISTRATION", "who makes an account: closed (administrators), invitation, open", "closed"),
    Setting("LUMASTACK_AUDIT_DAYS", "age at which entries of the audit log are forgotten, days; 0 keeps them", "0"),
    Setting(
        "LUMASTACK_PROJECT_VISIBILITY",
        "what people are in projects that they are no members of: team (maintainers), internal (viewers), private",
        "team",
    ),
    Setting("LUMASTACK_PROXIES", "own reverse proxies in front whose X-Forwarded-* is believed", "0"),
    Setting("LUMASTACK_CORS_ORIGINS", "comma-separated origins that browsers may call the API from"),
    Setting("LUMASTACK_API_PROCESSES", "API processes", "2"),
    Setting("LUMASTACK_API_THREADS", "request threads of each API process", "8"),
    Setting("LUMASTACK_LOG_LEVEL", "debug, info, warning or error", "info"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. Sizes and times carry their unit in the name."""

    host: str
    port: int
    data_dir: Path
    database_url: str
    redis_url: str
    admin_username: str
    admin_password: str | None
    scan_roots: tuple[Path, ...]
    secret_key: str | None
    old_secret_key: str | None
    public_url: str
    telegram_bot_token: str | None
    telegram_api_url: str
    telegram_mode: str
    telegram_channel_id: str | None
    telegram_channel_for: frozenset[str]
    sandbox: str
    run_uid_base: int
    run_slots: int
    run_limit: int
    run_limit_project: int
    log_keep_days: int
    log_keep_bytes: int
    artifacts_bytes: int
    log_limit_bytes: int
    poll_seconds: float
    remote_seconds: float
    access_minutes: int
    login_attempts: int
    project_visibility: str
    registration: str
    audit_days: int
    proxies: int
    cors_origins: tuple[str, ...]
    api_processes: int
    api_threads: int
    log_level: str

    @property
    def redis_prefix(self) -> str:
        """The start of every key and channel; publish/subscribe knows no database numbers, so it carries one."""
        number = urlsplit(self.redis_url).path.strip("/") or "0"
        return f"luma:{number}:"

    @property
    def secure(self) -> bool:
        """Whether people reach this installation over https: cookies are then Secure and HSTS is sent."""
        return self.public_url.startswith("https://")


def _default_data_dir(environ: Mapping[str, str]) -> str:
    if os.geteuid() == 0:
        return "/var/lib/lumastack"
    base = environ.get("XDG_DATA_HOME") or os.path.join(environ.get("HOME") or os.path.expanduser("~"), ".local/share")
    return os.path.join(base, "lumastack")


def read_dotenv(path: Path) -> dict[str, str]:
    """Read `NAME=value` lines; blank lines and `#` lines are skipped, one pair of quotes around a value is removed.

    Raises SettingError for a line that is neither.
    """
    values: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return values
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.removeprefix("export ").partition("=")
        if not equals or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name.strip()):
            raise SettingError(str(path), f"line {number} is not NAME=value", "Correct or remove that line")
        value = value.strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        values[name.strip()] = value
    return values


class _Reader:
    """Reads one setting at a time and turns each fault into a SettingError."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.defaults = {setting.name: setting.default for setting in SETTINGS}

    def text(self, name: str, default: str | None = None) -> str:
        """The value of NAME, or of the file that NAME_FILE names (how Docker hands over secrets), or the default."""
        file = self.environ.get(f"{name}_FILE")
        if file:
            try:
                return Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise SettingError(f"{name}_FILE", f"cannot be read ({error})", "Name a readable file") from error
        value = self.environ.get(name, "").strip()
        if value:
            if "\0" in value or "\n" in value:
                raise SettingError(name, "holds a line break or a NUL", "Give one line")
            return value
        return self.defaults[name] if default is None else default

    def number(self, name: str, low: float, high: float, convert: Callable[[str], float] = int) -> float:
        text = self.text(name)
        try:
            value = convert(text)
        except ValueError:
            raise SettingError(name, f"{text!r} is not a number", f"Give one from {low} to {high}") from None
        if not low <= value <= high:
            raise SettingError(name, f"{text} is out of range", f"Give a number from {low} to {high}")
        return value

    def integer(self, name: str, low: int, high: int) -> int:
        return int(self.number(name, low, high))

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name).lower()
        if value not in choices:
            raise SettingError(name, f"{value!r} is not known", f"Give one of {', '.join(choices)}")
        return value

    def url(self, name: str, schemes: tuple[str, ...], default: str = "") -> str:
        value = self.text(name, default)
        if value == default:
            return value
        try:
            parts = urlsplit(value)
            valid = parts.scheme in schemes and (bool(parts.netloc) or bool(parts.path)) and (parts.port or 1) > 0
        except ValueError:
            valid = False
        if not valid:
            raise SettingError(name, "is not such an address", f"Give one that begins with {schemes[0]}://")
        return value.rstrip("/")


_GATES = frozenset({"commands", "notifications", "run", "sky"})


def _channel(read: _Reader) -> tuple[str, frozenset[str]]:
    """The channel whose members may be asked for, and what only they may."""
    channel, asked = read.text("TELEGRAM_CHANNEL_ID"), read.text("TELEGRAM_CHANNEL_FOR", "")
    if channel and not re.fullmatch(r"@[A-Za-z]\w{3,62}|-\d{5,19}", channel):
        raise SettingError("TELEGRAM_CHANNEL_ID", "is not a channel", "Give its @name, or its number as -1001234567890")
    gates = frozenset(part.strip() for part in asked.split(",") if part.strip())
    if gates - _GATES:
        wrong = ", ".join(sorted(gates - _GATES))
        raise SettingError(
            "TELEGRAM_CHANNEL_FOR", f"{wrong!r} is not known", f"Give some of {', '.join(sorted(_GATES))}"
        )
    if gates and not channel:
        raise SettingError("TELEGRAM_CHANNEL_FOR", "asks for members of no channel", "Set TELEGRAM_CHANNEL_ID as well")
    return channel, gates


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check all settings.

    `environ` defaults to the process environment over the `.env` file of the current directory. Raises SettingError
    at the first setting that cannot be used.
    """
    if environ is None:
        environ = {**read_dotenv(Path(".env")), **os.environ}
    read = _Reader(environ)
    host = read.text("LUMASTACK_HOST")
    port = read.integer("LUMASTACK_PORT", 1, 65535)
    secret_key = read.text("LUMASTACK_SECRET_KEY", "")
    if secret_key and len(secret_key) < 32:
        raise SettingError(
            "LUMASTACK_SECRET_KEY", "is too short", "Give 32 random characters or more, or leave it unset"
        )
    password = read.text("LUMASTACK_ADMIN_PASSWORD", "")
    if password and not 8 <= len(password) <= 1024:
        raise SettingError("LUMASTACK_ADMIN_PASSWORD", "is shorter than 8 or longer than 1024 characters", "Change it")
    token = read.text("TELEGRAM_BOT_TOKEN")
    if token and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{10,}", token):
        raise SettingError("TELEGRAM_BOT_TOKEN", "is not a bot token", "Copy it from @BotFather, as 123456:ABC…")
    public_url = read.url("LUMASTACK_PUBLIC_URL", ("https", "http"), "")
    telegram_mode = read.choice("TELEGRAM_MODE", ("polling", "webhook", "off"))
    if telegram_mode == "webhook" and not public_url.startswith("https://"):
        raise SettingError(
            "TELEGRAM_MODE", "webhook needs an address that Telegram reaches", "Set LUMASTACK_PUBLIC_URL to https://…"
        )
    channel, gates = _channel(read)
    roots = []
    for part in read.text("LUMASTACK_SCAN_ROOTS").split(":"):
        if part:
            path = Path(part)
            if not path.is_absolute() or not path.is_dir():
                raise SettingError("LUMASTACK_SCAN_ROOTS", f"{part!r} is not a directory", "Give absolute directories")
            roots.append(path)
    origins = tuple(part.strip() for part in read.text("LUMASTACK_CORS_ORIGINS").split(",") if part.strip())
    for origin in origins:
        if not re.fullmatch(r"https?://[^/\s*]+", origin):
            raise SettingError("LUMASTACK_CORS_ORIGINS", f"{origin!r} is not an origin", "Give https://host[:port]")
    database_url = read.url("DATABASE_URL", ("postgresql", "postgresql+psycopg2", "postgres"))
    shown_host = f"[{host}]" if ":" in host else host
    return Settings(
        host=host,
        port=port,
        data_dir=Path(read.text("LUMASTACK_DATA_DIR", "") or _default_data_dir(environ)).absolute(),
        database_url=re.sub(r"^(postgresql|postgres)://", "postgresql+psycopg2://", database_url),
        redis_url=read.url("REDIS_URL", ("redis", "rediss", "unix")),
        admin_username=read.text("LUMASTACK_ADMIN_USERNAME"),
        admin_password=password or None,
        scan_roots=tuple(roots),
        secret_key=secret_key or None,
        old_secret_key=read.text("LUMASTACK_OLD_SECRET_KEY") or None,
        public_url=public_url or f"http://{shown_host}:{port}",
        telegram_bot_token=token or None,
        telegram_api_url=read.url("TELEGRAM_API_URL", ("https", "http"), "https://api.telegram.org"),
        telegram_mode=telegram_mode,
        telegram_channel_id=channel or None,
        telegram_channel_for=gates,
        sandbox=read.choice("LUMASTACK_SANDBOX", ("bubblewrap", "landlock", "process")),
        run_uid_base=read.integer("LUMASTACK_RUN_UID_BASE", 1, 2**31 - 1000),
        run_slots=read.integer("LUMASTACK_RUN_SLOTS", 1, 100),
        run_limit=read.integer("LUMASTACK_RUN_LIMIT", 0, 10000),
        run_limit_project=read.integer("LUMASTACK_RUN_LIMIT_PROJECT", 0, 10000),
        log_keep_days=read.integer("LUMASTACK_LOG_KEEP_DAYS", 1, 36500),
        log_keep_bytes=read.integer("LUMASTACK_LOG_KEEP_MIB", 1, 2**30) * 1024 * 1024,
        artifacts_bytes=read.integer("LUMASTACK_ARTIFACTS_MIB", 1, 1024) * 1024 * 1024,
        log_limit_bytes=read.integer("LUMASTACK_LOG_LIMIT_MIB", 1, 65536) * 1024 * 1024,
        poll_seconds=read.number("LUMASTACK_POLL_SECONDS", 0.5, 3600, float),
        remote_seconds=read.number("LUMASTACK_REMOTE_SECONDS", 1, 3600, float),
        access_minutes=read.integer("LUMASTACK_ACCESS_MINUTES", 1, 1440),
        login_attempts=read.integer("LUMASTACK_LOGIN_ATTEMPTS", 1, 1000),
        project_visibility=read.choice("LUMASTACK_PROJECT_VISIBILITY", ("team", "internal", "private")),
        registration=read.choice("LUMASTACK_REGISTRATION", ("closed", "invitation", "open")),
        audit_days=read.integer("LUMASTACK_AUDIT_DAYS", 0, 36500),
        proxies=read.integer("LUMASTACK_PROXIES", 0, 10),
        cors_origins=origins,
        api_processes=read.integer("LUMASTACK_API_PROCESSES", 1, 64),
        api_threads=read.integer("LUMASTACK_API_THREADS", 2, 256),
        log_level=read.choice("LUMASTACK_LOG_LEVEL", ("debug", "info", "warning", "error")),
    )


@cache
def version() -> str:
    """This program's version."""
    project = Path(__file__).parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


@cache
def settings() -> Settings:
    """The settings of this process, read at the first call.

    The supervisor passes what it chose (the addresses of embedded servers, the data directory) to its children
    through the environment, so every process reads the same. Tests clear this cache.
    """
    return load_settings()
