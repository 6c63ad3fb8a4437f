"""A whole installation in one file, and back: the database and the documents, nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from catalogue.errors import DomainError
from catalogue.messages import N_

FORMAT = 1
DATABASE, MANIFEST, DOCUMENTS = "normes.sqlite3", "manifest.json", "documents"
BLOCK = 1024 * 1024
_DIGEST_LENGTH = 64


def database_file(url: sa.URL) -> Path:
    """Give the SQLite file of an installation; another database is copied by its own tools."""
    if url.get_backend_name() != "sqlite" or not url.database:
        raise DomainError(
            N_(
                "Cette commande copie une base SQLite. Avec PostgreSQL, utilisez pg_dump pour la "
                "base et copiez le dossier « documents » des données."
            )
        )
    return Path(url.database)


def back_up(database: Path, data_dir: Path, target: Path, *, at: datetime) -> int:
    """Write the database and the documents to a new tar file; give how many documents it holds.

    Consistent while people work: the database is copied by SQLite's own backup, and a document is
    on disk before a row names it. Refuses to overwrite. The installation's key is left out, so that
    a stolen copy opens no session.
    """
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise DomainError(
            N_("%(path)s existe déjà : choisissez un autre nom.", path=str(target))
        ) from error
    try:
        with (
            os.fdopen(descriptor, "wb") as file,
            tempfile.TemporaryDirectory(dir=data_dir) as folder,
            tarfile.open(fileobj=file, mode="w") as archive,
        ):
            copy = Path(folder) / DATABASE
            with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as to:
                source.backup(to)
            documents = sorted((data_dir / DOCUMENTS).glob("??/*"))
            manifest = {
                "format": FORMAT,
                "made_at": at.isoformat(),
                "database_sha256": _digest(copy),
                "documents": len(documents),
            }
            _add_text(archive, MANIFEST, json.dumps(manifest, indent=1))
            archive.add(copy, DATABASE, filter=_plain)
            for path in documents:
                archive.add(path, f"{DOCUMENTS}/{path.parent.name}/{path.name}", filter=_plain)
            archive.close()
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return len(documents)


def restore(source: Path, database: Path, data_dir: Path) -> Mapping[str, Any]:
    """Put a backup back in an empty data folder; give what its manifest says.

    Everything is unpacked and checked beside its place first; nothing is put in place unless the
    whole backup is sound. Refuses a folder that already has a database or documents.
    """
    remains = database.with_name(f"{database.name}-wal")
    if database.exists() or remains.exists() or any((data_dir / DOCUMENTS).glob("*")):
        raise DomainError(
            N_(
                "Le dossier de données %(path)s n’est pas vide. Arrêtez le service, déplacez ce "
                "dossier ou donnez un autre DATA_DIR, puis recommencez.",
                path=str(data_dir),
            )
        )
    with tempfile.TemporaryDirectory(dir=data_dir) as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        _require_sound(folder, manifest)
        if (folder / DOCUMENTS).is_dir():
            (data_dir / DOCUMENTS).mkdir(mode=0o700, exist_ok=True)
            for part in (folder / DOCUMENTS).iterdir():
                part.replace(data_dir / DOCUMENTS / part.name)
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Last: an installation is there once its database is.
        (folder / DATABASE).replace(database)
    return manifest


def _unpack(source: Path, folder: Path) -> Mapping[str, Any]:
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                if not member.isreg() or not _expected(member.name):
                    raise _broken()
                place = folder / member.name
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                content = archive.extractfile(member)
                if content is None:
                    raise _broken()
                with content, place.open("xb") as file:
                    while block := content.read(BLOCK):
                        file.write(block)
        manifest: Mapping[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise _broken() from error
    return manifest


def _require_sound(folder: Path, manifest: Mapping[str, Any]) -> None:
    database = folder / DATABASE
    if not database.is_file() or _digest(database) != manifest.get("database_sha256"):
        raise _broken()
    documents = list((folder / DOCUMENTS).glob("??/*"))
    if len(documents) != manifest.get("documents"):
        raise _broken()
    if any(_digest(path) != path.name for path in documents):
        raise _broken()
    with closing(sqlite3.connect(database)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise _broken()


def _expected(name: str) -> bool:
    """Tell whether a member is one of ours: nothing else is ever written to disk."""
    if name in {DATABASE, MANIFEST}:
        return True
    parts = name.split("/")
    return (
        len(parts) == 3  # noqa: PLR2004 - documents/ab/abcd…
        and parts[0] == DOCUMENTS
        and len(parts[2]) == _DIGEST_LENGTH
        and set(parts[2]) <= set("0123456789abcdef")
        and parts[1] == parts[2][:2]
    )


def _broken() -> DomainError:
    return DomainError(
        N_("Ce fichier n’est pas une sauvegarde entière de ce produit : rien n’a été restauré.")
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owned the file and what its rights were."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(_plain(member), io.BytesIO(content))
