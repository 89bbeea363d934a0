"""Settings: environment variables with the prefix MENTORMATCH_, then instance/config.py, then defaults.

Everything that can be set is a field here, checked once at the start. No other module reads the environment.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo, available_timezones

PREFIX = "MENTORMATCH_"
PACKAGE = Path(__file__).resolve().parent
MAIL_SCHEMES = ("file", "smtp", "smtps", "smtp+insecure")
QUEUE_SCHEMES = ("sqlite", "redis", "rediss", "postgresql")
DATABASE_SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg")
SECRETS = ("secret_key", "secret_key_fallbacks", "lot_key", "database_url", "queue_url", "mail_url", "rate_limit_url")
"""What may stand in a file of its own, which `<NAME>_FILE` names: each holds a key or a password."""
LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")
SHORTEST_KEY = 32


class BadSetting(Exception):
    """A setting cannot be used; the message is one finished sentence for the person who starts the app."""


@dataclass(frozen=True)
class Settings:
    """Every setting, checked. Field names in upper case are the names of the environment variables."""

    instance_path: Path
    database_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    lot_key: str = field(default="", repr=False)
    queue_url: str = field(default="", repr=False)
    mail_url: str = field(default="", repr=False)
    mail_from: str = "mentormatch <no-reply@localhost>"
    base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 5000
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    allowed_domains: tuple[str, ...] = ()
    rate_limit_url: str = field(default="", repr=False)
    time_zone: str = "Europe/Berlin"
    session_idle_minutes: int = 120
    session_days: int = 14
    grace_days: int = 7
    upload_megabytes: int = 8
    worker_threads: int = 2
    web_processes: int = 1
    web_threads: int = 8
    security_contact: str = ""
    development: bool = False
    log_format: str = "console"
    security_log: Path | None = None

    @property
    def is_https(self) -> bool:
        """Whether people reach the app by https, as BASE_URL says; it decides Secure cookies and HSTS."""
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str] | None = None, instance_path: Path | None = None) -> Settings:
    """Read and check all settings.

    Raises BadSetting, with a sentence that names the variable and what it may be.
    """
    environ = os.environ if environ is None else environ
    folder = instance_path or Path(environ.get(PREFIX + "INSTANCE_PATH") or default_instance_path())
    _ensure_writable(folder)
    values: dict[str, Any] = _from_file(folder / "config.py")
    for item in fields(Settings):
        name = PREFIX + item.name.upper()
        text = _text_of(name, environ, may_be_file=item.name in SECRETS)
        if item.name != "instance_path" and text is not None:
            values[item.name] = _parse(name, text, item.type)
    return _checked(Settings(instance_path=folder, **values))


def default_instance_path(package: Path = PACKAGE) -> Path:
    """The folder `instance` of a checkout; of the current directory where mentormatch is installed as a package."""
    is_checkout = (package.parent / "pyproject.toml").exists()
    return (package.parent if is_checkout else Path.cwd()) / "instance"


def _ensure_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        raise BadSetting(
            f"The instance folder {folder} cannot be written to ({problem.strerror}). "
            f"Make it writable, or name another with {PREFIX}INSTANCE_PATH."
        ) from problem


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    scope: dict[str, Any] = {}
    try:
        exec(compile(path.read_text("utf-8"), str(path), "exec"), scope)
    except (SyntaxError, NameError, ValueError, TypeError) as problem:
        raise BadSetting(f"{path} cannot be read as Python: {problem}.") from problem
    known = {item.name for item in fields(Settings)} - {"instance_path"}
    named = {name.lower(): value for name, value in scope.items() if name.isupper()}
    unknown = sorted(name.upper() for name in named if name not in known)
    if unknown:
        raise BadSetting(f"{path} sets {', '.join(unknown)}, which is no setting of mentormatch.")
    return named


def _text_of(name: str, environ: Mapping[str, str], *, may_be_file: bool) -> str | None:
    """What a variable says; for a secret also what the file holds that `<name>_FILE` names."""
    path = environ.get(f"{name}_FILE") if may_be_file else None
    if path is None:
        return environ.get(name)
    if name in environ:
        raise BadSetting(f"{name} and {name}_FILE are both set. Keep one of them.")
    try:
        text = Path(path).read_text("utf-8").strip()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "it isn't text"
        raise BadSetting(f"{name}_FILE names {path or 'no file'}, which can't be read ({reason}).") from problem
    if not text:  # the default would be taken, such as another key or an empty database
        raise BadSetting(f"{name}_FILE names {path}, which is empty. Put the value into it, or unset {name}_FILE.")
    return text


def _parse(name: str, text: str, kind: Any) -> Any:
    if kind is int or kind == "int":
        try:
            return int(text)
        except ValueError as problem:
            raise BadSetting(f"{name} must be a whole number, not “{text}”.") from problem
    if kind is bool or kind == "bool":
        if text.lower() in ("1", "yes", "true", "on"):
            return True
        if text.lower() in ("0", "no", "false", "off", ""):
            return False
        raise BadSetting(f"{name} must be yes or no, not “{text}”.")
    if "Path" in str(kind):
        return Path(text.strip()).resolve() if text.strip() else None
    if "tuple" in str(kind):
        parts = tuple(part.strip() for part in re.split("[,\\n]", text) if part.strip())
        return parts if name == PREFIX + "SECRET_KEY_FALLBACKS" else tuple(part.lower() for part in parts)
    return text.strip()


def _checked(raw: Settings) -> Settings:
    for name, low, high in (
        ("port", 1, 65535), ("proxies", 0, 5), ("session_idle_minutes", 5, 1440), ("session_days", 1, 90),
        ("grace_days", 0, 60), ("upload_megabytes", 1, 64), ("worker_threads", 1, 32), ("web_processes", 1, 32),
        ("web_threads", 1, 64),
    ):
        if not low <= (value := getattr(raw, name)) <= high:
            raise BadSetting(f"{PREFIX}{name.upper()} must be between {low} and {high}, not {value}.")
    if raw.log_format not in ("console", "json"):
        raise BadSetting(f"{PREFIX}LOG_FORMAT must be console or json, not “{raw.log_format}”.")
    _check_appendable(raw.security_log)
    _check_zone(raw.time_zone)
    base_url = (raw.base_url or f"http://{raw.host}:{raw.port}").rstrip("/")
    where = urlsplit(base_url)
    if where.scheme not in ("http", "https") or not where.hostname or where.query or where.fragment:
        raise BadSetting(
            f"{PREFIX}BASE_URL must look like https://mentormatch.company.com, not “{raw.base_url}”."
        )
    changes: dict[str, Any] = {
        "base_url": base_url,
        "database_url": _database_url(raw),
        "queue_url": _with_tls(_url(raw.queue_url or f"sqlite:///{raw.instance_path}/queue.sqlite3", "QUEUE_URL",
                                    QUEUE_SCHEMES), "QUEUE_URL"),
        "mail_url": _url(raw.mail_url or f"file://{raw.instance_path}/mail", "MAIL_URL", MAIL_SCHEMES),
        "secret_key": raw.secret_key or _kept_secret(raw.instance_path, "secret-key"),
        "lot_key": raw.lot_key or _kept_secret(raw.instance_path, "lot-key"),
        "trusted_hosts": raw.trusted_hosts or _own_hosts(where.hostname),
    }
    _check_keys(changes["secret_key"], changes["lot_key"], raw.secret_key_fallbacks)
    _check_reach(raw, where.hostname)
    return Settings(**{item.name: changes.get(item.name, getattr(raw, item.name)) for item in fields(raw)})


def _check_keys(secret_key: str, lot_key: str, fallbacks: tuple[str, ...]) -> None:
    for name, key in (("SECRET_KEY", secret_key), ("LOT_KEY", lot_key)):
        if len(key) < SHORTEST_KEY:
            raise BadSetting(f"{PREFIX}{name} must have at least {SHORTEST_KEY} characters.")
    if any(len(key) < SHORTEST_KEY for key in fallbacks):
        raise BadSetting(f"{PREFIX}SECRET_KEY_FALLBACKS must be keys of at least {SHORTEST_KEY} characters each, "
                         "separated by commas.")


def _check_reach(raw: Settings, hostname: str) -> None:
    if raw.development and (raw.proxies or not {raw.host, hostname, *raw.trusted_hosts} <= set(LOOPBACK)):
        raise BadSetting(f"{PREFIX}DEVELOPMENT shows emails with working links, so it's only for an address no one "
                         f"else can reach. Switch it off, or set {PREFIX}HOST, {PREFIX}BASE_URL and "
                         f"{PREFIX}TRUSTED_HOSTS to this machine, with no {PREFIX}PROXIES.")
    if raw.security_contact and not re.fullmatch(r"(mailto:[^\s@]+@|https://|tel:\+)\S+", raw.security_contact):
        raise BadSetting(f"{PREFIX}SECURITY_CONTACT must look like mailto:security@company.com or "
                         f"https://company.com/security, not “{raw.security_contact}”.")


def _check_appendable(path: Path | None) -> None:
    try:
        if path is not None:
            os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    except OSError as problem:
        raise BadSetting(
            f"{PREFIX}SECURITY_LOG names {path}, which cannot be written to ({problem.strerror}).") from problem


def _database_url(raw: Settings) -> str:
    url = raw.database_url or f"sqlite:///{raw.instance_path}/mentormatch.sqlite3"
    return _with_tls(_url(url, "DATABASE_URL", DATABASE_SCHEMES), "DATABASE_URL")


def _url(url: str, name: str, schemes: tuple[str, ...]) -> str:
    if url.partition(":")[0] not in schemes or "://" not in url:
        raise BadSetting(f"{PREFIX}{name} must begin with one of {', '.join(s + '://' for s in schemes)}.")
    return url


def _with_tls(url: str, name: str) -> str:
    """A PostgreSQL on another machine is spoken to by TLS, unless `sslmode=disable` says otherwise in so many words."""
    where = urlsplit(url)
    query = dict(parse_qsl(where.query))
    if not where.scheme.startswith("postgresql") or _is_on_this_machine(where.netloc, query):
        return url
    mode = query.get("sslmode")
    if mode is None:
        return f"{url}{'&' if where.query else '?'}sslmode=require"
    if mode in ("allow", "prefer"):
        raise BadSetting(f"{PREFIX}{name} says sslmode={mode}, which may go without TLS unnoticed. Use sslmode=require "
                         "or verify-full, or sslmode=disable if the network between the machines is yours alone.")
    return url


def _is_on_this_machine(netloc: str, query: Mapping[str, str]) -> bool:
    """Whether every server that libpq would try is here: there may be several, and the query may name them instead."""
    servers = [server for text in (netloc.rpartition("@")[2], query.get("host", ""), query.get("hostaddr", ""))
               for server in text.split(",") if server]
    names = (server if server == "::1" else re.sub(r":\d*$", "", server).lower() for server in servers)
    return "service" not in query and all(name in LOOPBACK or name.startswith(("/", "@")) for name in names)


@cache  # the names are read from hundreds of files
def _check_zone(name: str) -> None:
    if name not in available_timezones():
        raise BadSetting(f"{PREFIX}TIME_ZONE must be a zone such as Europe/Berlin, not “{name}”.")
    ZoneInfo(name)


def _own_hosts(hostname: str) -> tuple[str, ...]:
    loopback = ("localhost", "127.0.0.1", "[::1]")
    return tuple(dict.fromkeys((hostname, *loopback))) if hostname in loopback else (hostname,)


def _kept_secret(folder: Path, name: str) -> str:
    """A key generated once for this installation; two starts at once end with one and the same key."""
    path = folder / name
    if not path.exists():
        draft = folder / f".{name}-{os.getpid()}-{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), "utf-8")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text("utf-8").strip()


def own_files(folder: Path) -> list[Path]:
    """The instance folder and what we wrote into it, as far as it's there; anything else in there is none of ours."""
    names = ("secret-key", "lot-key", "setup-code", "config.py", "start.lock", "mail")
    databases = (path for pattern in ("mentormatch.sqlite3*", "queue.sqlite3*") for path in folder.glob(pattern))
    return [path for path in (folder, *(folder / name for name in names), *databases) if path.exists()]


def is_open_to_others(path: Path) -> bool:
    """Whether anyone but its owner may read or write a file."""
    return bool(path.stat().st_mode & 0o077)


def close_to_others(folder: Path) -> None:
    """Put the modes of the instance folder right: 700 for folders, 600 for files. What isn't ours to change stays."""
    for path in own_files(folder):
        with suppress(PermissionError, FileNotFoundError):
            if is_open_to_others(path):
                path.chmod(0o700 if path.is_dir() else 0o600)
