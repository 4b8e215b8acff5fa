"""Old Word, WordPerfect and RTF: made into DOCX by LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ..errors import InputError
from . import content, docx
from .formats import OLD
from .protocol import Blocks

_SECONDS = 120
_LARGEST = 40_000_000

# No macro runs and nothing is fetched while a file is only converted.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """LibreOffice, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read(path: Path) -> Blocks:
    """Blocks of an old Word, WordPerfect or RTF file."""
    office = program()
    head = content.head(path, 8)
    ending = next((e for start, e in OLD.items() if head.startswith(start)), ".doc")
    if not office:
        raise InputError(
            f"an old format ({ending[1:].upper()}); install LibreOffice, or save it as DOCX or PDF"
        )
    data = content.data(path, _LARGEST)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document" + ending)
        source.write_bytes(data)
        return docx.read(_converted(office, source, Path(folder)))


def _converted(office: str, source: Path, folder: Path) -> Path:
    """The DOCX that LibreOffice makes of a file, with a profile of its own."""
    profile, made = folder / "profile", folder / "made" / "document.docx"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "docx", "--outdir", str(made.parent), str(source),
    ]  # fmt: skip
    try:
        subprocess.run(
            command, check=True, capture_output=True, timeout=_SECONDS, cwd=folder,
            env=os.environ | {"HOME": str(folder)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise InputError(
            f"not converted within {_SECONDS} seconds; save it as DOCX or PDF"
        ) from None
    except (subprocess.CalledProcessError, OSError):
        made.unlink(missing_ok=True)
    if not made.is_file():
        raise InputError("LibreOffice cannot read it; save it as DOCX or PDF")
    return made
