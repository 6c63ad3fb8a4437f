"""Settings from the environment, typed, and refused at start-up when they are unsafe."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINIMUM_SECRET_LENGTH = 32
MAXIMUM_PORT = 65535
SEARCH_ENGINES = frozenset({"whoosh", "postgresql"})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class UnsafeSettings(Exception):  # noqa: N818 - read aloud at start-up
    """A setting that would make the product unsafe or unable to start; the text says which."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation chooses; OPERATIONS.md documents each (a test checks)."""

    data_dir: Path
    database_url: str
    secret_key: str
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 0  # 0: as many as processors, at most four
    threads: int = 8
    public_url: str = ""
    trusted_proxies: int = 0
    mail_mode: str = "folder"
    mail_from: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    upload_max_mb: int = 25
    open_data_max_mb: int = 200
    locales: tuple[str, ...] = ("fr",)
    timezone: str = "Africa/Bamako"
    search_engine: str = "whoosh"
    demo: bool = False

    @property
    def secure_cookies(self) -> bool:
        """Tell whether people reach the product over HTTPS."""
        return self.public_url.startswith("https://")


def package_path(name: str) -> Path:
    """Give the folder of the shipped templates or seed lists.

    In a checkout they stand at the top; in an installed wheel, inside the package.
    """
    here = Path(__file__).resolve().parent
    installed = here / f"_{name}"
    return installed if installed.is_dir() else here.parent / name


def translated_locales() -> frozenset[str]:
    """Give the languages whose translation file is shipped."""
    folder = Path(__file__).resolve().parent / "translations"
    return frozenset(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.mo"))


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise :class:`UnsafeSettings` with one French sentence per fault."""
    env = os.environ if environment is None else environment
    data_dir = Path(env.get("DATA_DIR") or "data").expanduser().resolve()
    _private_folder(data_dir)
    settings = Settings(
        data_dir=data_dir,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'normes.sqlite3'}",
        secret_key=env.get("SECRET_KEY") or _kept_secret(data_dir),
        host=env.get("HOST") or "127.0.0.1",
        port=_whole(env, "PORT", 8000, 0, MAXIMUM_PORT),
        processes=_whole(env, "PROCESSES", 0, 0, 32),
        threads=_whole(env, "THREADS", 8, 1, 64),
        public_url=(env.get("PUBLIC_URL") or "").rstrip("/"),
        trusted_proxies=_whole(env, "TRUSTED_PROXIES", 0, 0, 5),
        mail_mode=env.get("MAIL_MODE") or "folder",
        mail_from=env.get("MAIL_FROM") or "",
        smtp_host=env.get("SMTP_HOST") or "",
        smtp_port=_whole(env, "SMTP_PORT", 587, 1, MAXIMUM_PORT),
        smtp_user=env.get("SMTP_USER") or "",
        smtp_password=env.get("SMTP_PASSWORD") or "",
        upload_max_mb=_whole(env, "UPLOAD_MAX_MB", 25, 1, 500),
        open_data_max_mb=_whole(env, "OPEN_DATA_MAX_MB", 200, 1, 900),
        locales=tuple((env.get("LOCALES") or "fr").replace(" ", "").split(",")),
        timezone=env.get("TIMEZONE") or "Africa/Bamako",
        search_engine=env.get("SEARCH_ENGINE") or "whoosh",
        demo=env.get("DEMO") == "1",
    )
    faults = list(_faults(settings))
    if faults:
        raise UnsafeSettings("\n".join(faults))
    return settings


def _faults(settings: Settings) -> list[str]:
    return [*_access_faults(settings), *_mail_faults(settings), *_place_faults(settings)]


def _access_faults(settings: Settings) -> list[str]:
    faults = []
    if len(settings.secret_key) < MINIMUM_SECRET_LENGTH:
        faults.append(
            f"SECRET_KEY est trop court : donnez au moins {MINIMUM_SECRET_LENGTH} caractères "
            "tirés au hasard, ou retirez-le pour qu’une clé soit créée dans le dossier de données."
        )
    if settings.host not in LOOPBACK and not settings.public_url:
        faults.append(
            f"HOST={settings.host} ouvre le service au réseau : donnez aussi PUBLIC_URL, "
            "l’adresse https:// que les personnes utiliseront."
        )
    if settings.public_url:
        parts = urlsplit(settings.public_url)
        local = (parts.hostname or "") in LOOPBACK
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            faults.append(
                "PUBLIC_URL doit être une adresse complète, par exemple https://normes.ml."
            )
        elif parts.scheme == "http" and not local:
            faults.append("PUBLIC_URL doit commencer par https:// : les mots de passe y circulent.")
    return faults


def _mail_faults(settings: Settings) -> list[str]:
    faults = []
    if settings.mail_mode not in {"folder", "smtp"}:
        faults.append("MAIL_MODE vaut « folder » (fichiers) ou « smtp ».")
    if settings.mail_mode == "smtp" and not (settings.smtp_host and settings.mail_from):
        faults.append("MAIL_MODE=smtp demande SMTP_HOST et MAIL_FROM.")
    return faults


def _place_faults(settings: Settings) -> list[str]:
    faults = []
    shipped = translated_locales()
    if "fr" not in settings.locales or not set(settings.locales) <= shipped:
        faults.append(
            "LOCALES contient « fr », et au choix d’autres langues traduites. "
            f"Traductions présentes : {', '.join(sorted(shipped))}."
        )
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        faults.append("TIMEZONE n’est pas un fuseau connu, par exemple Africa/Bamako.")
    scheme = settings.database_url.split(":", 1)[0]
    if scheme not in {"sqlite", "postgresql+psycopg"}:
        faults.append("DATABASE_URL commence par sqlite:/// ou postgresql+psycopg://.")
    if settings.search_engine not in SEARCH_ENGINES:
        faults.append("SEARCH_ENGINE vaut « whoosh » ou « postgresql ».")
    elif settings.search_engine == "postgresql" and scheme != "postgresql+psycopg":
        faults.append(
            "SEARCH_ENGINE=postgresql demande une base PostgreSQL : donnez DATABASE_URL="
            "postgresql+psycopg://…, ou retirez SEARCH_ENGINE."
        )
    return faults


def _whole(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name) or str(default)
    try:
        value = int(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        message = f"{name}={text} : donnez un nombre entier de {low} à {high}."
        raise UnsafeSettings(message)
    return value


def _private_folder(path: Path) -> None:
    """Create the data folder for its owner only; refuse one that others may write to."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.stat().st_mode & stat.S_IWOTH:
        message = f"DATA_DIR={path} peut être modifié par tout le monde : chmod 700 d’abord."
        raise UnsafeSettings(message)


def _kept_secret(data_dir: Path) -> str:
    """Read the installation's own key, made once and readable by its owner only."""
    path = data_dir / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
