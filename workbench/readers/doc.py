"""Old Word, WordPerfect and RTF: made into DOCX by LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ..errors import InputError
from ..records import Block
from . import docx

#: First bytes of the formats that are left to LibreOffice, with the ending that it expects.
MAGIC = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc",
    b"\xffWPC": ".wpd",
    b"{\\rtf": ".rtf",
}
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


def blocks(path: Path) -> tuple[list[Block], list[str]]:
    """Blocks of an old Word, WordPerfect or RTF file, and what is odd about it."""
    office = program()
    with path.open("rb") as file:
        head = file.read(8)
    ending = next((e for magic, e in MAGIC.items() if head.startswith(magic)), ".doc")
    if not office:
        raise InputError(
            f"{path}: an old format ({ending[1:].upper()}); "
            "install LibreOffice, or save it as DOCX or PDF"
        )
    if path.stat().st_size > _LARGEST:
        raise InputError(f"{path}: larger than {_LARGEST // 1_000_000} MB; no resolution is")
    with tempfile.TemporaryDirectory() as folder:
        profile, source = Path(folder, "profile"), Path(folder, "document" + ending)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        shutil.copyfile(path, source)
        made = Path(folder, "made", "document.docx")
        command = [
            office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx", "--outdir", str(made.parent), str(source),
        ]  # fmt: skip
        try:
            subprocess.run(
                command, check=True, capture_output=True, timeout=_SECONDS, cwd=folder,
                env=os.environ | {"HOME": folder},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise InputError(
                f"{path}: not converted within {_SECONDS} seconds; save it as DOCX or PDF"
            ) from None
        except (subprocess.CalledProcessError, OSError):
            made.unlink(missing_ok=True)
        if not made.is_file():
            raise InputError(f"{path}: LibreOffice cannot read it; save it as DOCX or PDF")
        try:
            return docx.blocks(made)
        except InputError as error:
            reason = str(error).removeprefix(f"{made}: ")
            raise InputError(f"{path}: {reason}") from None
