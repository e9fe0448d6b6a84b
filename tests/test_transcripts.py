"""The commands in the documents run, and give what the documents say they give.

A document is run from top to bottom in an empty folder, on 22 November 2026. In a ```console block every line with
`$ ` is a command and the lines under it are what it prints; a line `...` stands for any lines, and `...` in a line for
any text. A block whose first line names a file writes that file (`title="model/a.ttl"`), or replaces in it the
paragraphs that begin with the same word and adds the others (`change="model/a.ttl"`). Other blocks are not run.
"""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from the_command import AS_OF, ROOT, clean_environment, started_from_copy

FILES = ROOT / "tests" / "transcripts" / "files"
DOCUMENTS = sorted(
    [
        *ROOT.glob("docs/tutorial*.md"),
        *ROOT.glob("docs/how-to/*.md"),
        *ROOT.glob("tests/transcripts/*.md"),
    ]
)
_BLOCK = re.compile(r"^```(\w+)(?: (title|change)=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, what to do with which file, its text, and the line on which the text begins."""

    language: str
    deed: str
    path: str
    text: str
    line: int


def blocks(document: str) -> list[Block]:
    return [
        Block(found[1], found[2] or "", found[3] or "", found[4], document.count("\n", 0, found.start(4)) + 1)
        for found in _BLOCK.finditer(document)
    ]


def agrees(expected: str, printed: str) -> bool:
    """Tell whether what is printed is what is expected, with `...` for anything."""
    pattern = []
    for line in expected.rstrip("\n").split("\n"):
        if line.strip() == "...":
            pattern.append(r"(?:.*\n)*")
        else:
            parts = (re.escape(part) for part in line.rstrip().split("..."))
            pattern.append(".*".join(parts) + r"[ ]*\n")
    return re.fullmatch("".join(pattern), printed.rstrip("\n") + "\n") is not None


def changed(text: str, changes: str) -> str:
    """Return the file with each paragraph of `changes` in the place of the one that begins with the same word."""
    paragraphs = text.rstrip("\n").split("\n\n")
    for change in changes.rstrip("\n").split("\n\n"):
        same = [index for index, old in enumerate(paragraphs) if old.split()[0] == change.split()[0]]
        if same:
            paragraphs[same[0]] = change
        else:
            paragraphs.append(change)
    return "\n\n".join(paragraphs) + "\n"


class Reader:
    """Does what a reader of the document does: types the commands and writes the files."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.code = 0
        self.environment = clean_environment(ARCHREPO_AS_OF=AS_OF, LANG=language)

    def types(self, command: str) -> str:
        """Return what the command prints, stdout and stderr together."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return ""
        if words == ["echo", "$?"]:
            return f"{self.code}\n"
        assert words[0] == "archrepo", f"a document may only use cd, echo $? and archrepo, not {command}"
        done = started_from_copy(tuple(words[1:]), self.folder, self.environment, is_merged=True)
        self.code = done.returncode
        return done.stdout

    def writes(self, block: Block) -> None:
        path = self.folder / block.path
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if block.deed == "change" else ""
        path.write_text(changed(before, block.text) if before else block.text, encoding="utf-8")


def commands(block: Block) -> list[tuple[int, str, str]]:
    """Return the commands of a console block: the line, the command, and what it prints."""
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        if line.startswith("$ "):
            found.append((number, line.removeprefix("$ "), ""))
        else:
            assert found, f"line {number}: a console block begins with a command"
            found[-1] = (*found[-1][:2], f"{found[-1][2]}{line}\n")
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_of_the_document_print_what_it_says(document: Path, tmp_path: Path, shared: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for file in FILES.iterdir():
        shutil.copyfile(file, tmp_path / file.name)
    (tmp_path / "gemma.archimate").unlink(missing_ok=True)
    (tmp_path / "gemma.archimate").symlink_to(shared / "data/gemma/gemma.archimate")
    reader = Reader(tmp_path, "en_GB.UTF-8" if document.stem.endswith(".en") else "nl_NL.UTF-8")

    for block in blocks(text):
        if block.deed:
            reader.writes(block)
        elif block.language == "console":
            for line, command, expected in commands(block):
                printed = reader.types(command)

                assert agrees(expected, printed), (
                    f"{document.relative_to(ROOT)}:{line}: {command}\n--- printed\n{printed}\n--- expected\n{expected}"
                )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_of_the_document_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))

    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


def test_wildcard_stands_for_lines_and_for_text_and_for_nothing_else() -> None:
    assert agrees("a\n...\nz\n", "a\nz\n")
    assert agrees("a\n...\nz\n", "a\nb\nc\nz\n")
    assert agrees("took ... s\n", "took 0,3 s\n")
    assert not agrees("a\nz\n", "a\nb\nz\n")
    assert not agrees("a.c\n", "abc\n")


def test_change_replaces_the_paragraph_with_the_same_first_word() -> None:
    assert changed(":a 1 .\n\n:b 2 .\n", ":a 3 .\n\n:c 4 .\n") == ":a 3 .\n\n:b 2 .\n\n:c 4 .\n"
