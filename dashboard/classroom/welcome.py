"""What the terminal of a class says: where to go, by which code, as text and as a QR code."""

from __future__ import annotations

import io
from pathlib import Path

import segno

from core.classroom import addresses, authority
from core.classroom.join import CERTIFICATE, link
from core.classroom.setting import Setting


def words(setting: Setting, code: str, teacher_code: str, trusted: Path) -> str:
    """The whole text.  teacher_code: "" when whoever started it has chosen it."""
    plain = addresses.urls("http", setting.port, setting.host)
    secure = addresses.urls("https", setting.port, setting.host)
    first = (secure if setting.tls_only else plain)[0]
    drawn = io.StringIO()
    segno.make(link(first, code), micro=False).terminal(drawn, border=2, compact=True)
    lines = ["", "  Transfer Learning Lab, for a class", "", drawn.getvalue().rstrip("\n"), ""]
    if not addresses.addresses():
        lines += ["  No network: only this computer can join. Connect it, then start again."]
    if not setting.tls_only:
        lines += ["  For everybody           " + "  ".join(plain)]
    lines += ["  Encrypted, with camera  " + "  ".join(secure)]
    lines += [f"  Code for learners       {code}", ""]
    lines += [
        f"  For the teacher         http://localhost:{setting.port}/teacher (on this computer)"
    ]
    lines += [f"  The teacher's code      {teacher_code or '(the one that you chose)'}", ""]
    lines += [f"  Certificate to trust    {first}{CERTIFICATE}"]
    lines += [f"                          SHA-256 {authority.fingerprint(trusted)}"]
    lines += ["                          how: docs/trust-the-certificate.md", ""]
    lines += ["  Ctrl-C ends the class; what was done is kept.", ""]
    return "\n".join(lines)
