"""What a written program is: pieces of Python, and the files that it reads and writes (light)."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from core import notebook
from core.messages import Message, msg
from core.transfer.program_network import comment
from core.translations import words

NETWORK, PHOTO, MASK = "network.keras", "photo.png", "mask.png"


@dataclass(frozen=True)
class Program:
    """A program in one language; `beside`: the files it reads besides the network."""

    backbone: str
    title: Message
    pieces: tuple[str, ...]
    picture: str  # the PNG that it writes
    language: str
    beside: dict[str, bytes] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole program."""
        return "\n\n".join(self.pieces) + "\n"

    @property
    def notebook(self) -> str:
        """The same program as an .ipynb file, the picture below its last cell."""
        say = words(self.language)
        said = msg(
            "It needs `tensorflow` and `pillow`, and {files} beside it: nothing of the Transfer "
            "Learning Lab.",
            files=[f"`{name}`" for name in (NETWORK, *self.beside)],
        )
        opening = f"# {say(self.title)}\n\n{say(said)}"
        *most, last = self.pieces
        cells = [notebook.code(piece) for piece in (*most, f"{last}\npicture")]
        return notebook.book([notebook.text(opening), *cells])

    def bundle(self, network: Path) -> bytes:
        """Notebook, program, and all they read, as one ZIP."""
        out = io.BytesIO()
        stem = Path(self.picture).stem
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(f"{stem}.ipynb", self.notebook)
            archive.writestr(f"{stem}.py", self.text)
            for name, content in self.beside.items():
                archive.writestr(name, content)
            archive.write(network, NETWORK)
        return out.getvalue()

    def write(self, path: Path) -> None:
        """Write it to `path` (.py, or else a notebook), and the files of `beside` next to it."""
        path.write_text(self.text if path.suffix == ".py" else self.notebook, encoding="utf-8")
        for name, content in self.beside.items():
            (path.parent / name).write_bytes(content)


def loading(language: str) -> str:
    """The piece that opens the network."""
    said = msg("The trained network: pixels from 0 to 255 in, 1,000 logits out. It stands still.")
    return f"""{comment(words(language), said)}
network = keras.saving.load_model("{NETWORK}")
network.trainable = False"""
