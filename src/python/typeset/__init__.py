"""Composes Chinese newspaper pages: a layout and its articles in, a PDF out.

    import typeset

    result = typeset.compose("layouts/page.toml")
    if result.pdf is None:
        for diagnostic in result.diagnostics:
            print(diagnostic)

A faulty job raises nothing: what is wrong with it stands in ``diagnostics``, as the command prints it. Misuse
raises ``TypeError`` or ``ValueError``, a layout that cannot be read ``OSError``. All of these functions
let the interpreter's lock go while they work, and give the bytes that the command gives.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, SupportsIndex, Union

from . import _native

__all__ = [
    "Arrangement",
    "Article",
    "Diagnostic",
    "Files",
    "Import",
    "Result",
    "Session",
    "arrange",
    "check",
    "compose",
    "import_article",
    "licences",
]
__version__ = _native.version

StrPath = Union[str, "os.PathLike[str]"]
Files = Union[Mapping[Any, Union[bytes, bytearray, memoryview]], Callable[[str], Union[bytes, None]]]
"""A dict of path to bytes, or a function from a path to its bytes, or to None for a file of the disk's."""

_Reader = Callable[[str], Union[bytes, None]]
_OUTPUTS = ("pdf", "pages", "map", "text", "html", "png")


@dataclass(frozen=True)
class Diagnostic:
    """A finding. `typeset explain CODE` tells more of each code."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    file: str | None = None
    """None when it is about no file; then `line` and `column` are None, too."""
    line: int | None = None
    """From 1."""
    column: int | None = None
    """From 1, in characters."""
    help: str | None = None
    """What to do about it."""
    label: str | None = None
    """What stands at the place."""
    notes: tuple[str, ...] = ()
    more: int = 0
    """Of a note that stands for findings which are counted and not shown: how many of this code."""
    allowed: bool = False
    """They are not shown because the layout allows them."""

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file}:{self.line}:{self.column}: "
        return f"{place}{self.severity}[{self.code}]: {self.message}"


@dataclass(frozen=True)
class Result:
    """What a job gave. What was not asked for, or is not given because of errors, is None or empty."""

    diagnostics: list[Diagnostic]
    page_count: int
    """The pages of the layout; 0 where it could not be read."""
    pdf: bytes | None = field(default=None, repr=False)
    pages: dict[str, bytes] = field(default_factory=dict, repr=False)
    """A PDF a page, by the page's id."""
    map: str | None = field(default=None, repr=False)
    """Which article stands where, as JSON."""
    text: dict[str, str] = field(default_factory=dict, repr=False)
    """The articles as plain text, by their names in the layout."""
    html: dict[str, str] = field(default_factory=dict, repr=False)
    """The articles as web pages that lie in the layout's folder."""
    png: dict[str, bytes] = field(default_factory=dict, repr=False)
    """The pages as pictures, by the page's id."""
    ledger: str | None = field(default=None, repr=False)
    """How every story fits, as JSON; of `check` alone."""

    @property
    def errors(self) -> list[Diagnostic]:
        """The findings for which there is no PDF."""
        return [found for found in self.diagnostics if found.severity == "error"]

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.errors


@dataclass(frozen=True)
class Arrangement:
    """What was made of a plan."""

    diagnostics: list[Diagnostic]
    layouts: list[str] = field(repr=False)
    """The layouts, the best first; none when the plan has errors."""
    explained: str = field(repr=False)
    """Why every story of the first stands where it does, and what was second best."""

    @property
    def layout(self) -> str | None:
        """The best layout."""
        return self.layouts[0] if self.layouts else None


@dataclass(frozen=True)
class Article:
    """An article as a file for a layout to name."""

    name: str
    """What its file is called, without `.md`."""
    text: str = field(repr=False)
    """The file: front matter and Markdown."""
    pictures: dict[str, bytes] = field(repr=False)
    """The pictures that it lists, by the paths under which it does."""


@dataclass(frozen=True)
class Import:
    """What a file of copy holds."""

    diagnostics: list[Diagnostic]
    articles: list[Article]


def compose(
    layout: StrPath,
    *,
    root: StrPath | None = None,
    files: Files | None = None,
    outputs: Iterable[str] = ("pdf",),
    proof: bool = False,
    deny: Iterable[str] = (),
    threads: int | None = None,
    dpi: int = 150,
) -> Result:
    """Composes a layout.

    ``files`` goes before the disk; its paths, like the layout's, count from the working directory.
    ``outputs`` are of ``pdf``, ``pages``, ``map``, ``text``, ``html``, ``png``. ``proof`` marks what is
    wrong on the pages and writes them all the same. ``deny`` makes errors of the findings that it names.
    ``threads`` is 1 for callers that run many jobs at once, and as many as the machine has unless said.
    """
    return _compose(_shop(threads), layout, root, files, outputs, proof, deny, dpi)


def check(
    layout: StrPath,
    *,
    root: StrPath | None = None,
    files: Files | None = None,
    deny: Iterable[str] = (),
    threads: int | None = None,
) -> Result:
    """Does everything but writing: the findings, and the ledger of how every story fits."""
    return _check(_shop(threads), layout, root, files, deny)


def arrange(
    plan: StrPath,
    *,
    output: StrPath | None = None,
    standing: str | None = None,
    root: StrPath | None = None,
    files: Files | None = None,
    seed: int | None = None,
    alternatives: int = 1,
    threads: int | None = None,
) -> Arrangement:
    """Makes layouts of a plan, and writes none of them.

    What a layout names counts from ``output``, where it is to stand; unless said, beside the plan.
    ``standing`` is the text of the layout that stands there: its blocks with ``keep = true`` stay.
    """
    asked = {
        "output": None if output is None else _path("output", output),
        "standing": _of("standing", standing, (str, type(None))),
        "seed": None if seed is None else _whole("seed", seed, 0, 2**32 - 1),
        "alternatives": _whole("alternatives", alternatives, 1, 100),
    }
    made = _native.arrange(_shop(threads), _place("plan", plan, root, files), asked)
    return Arrangement(**_told(made))


def import_article(
    file: StrPath,
    *,
    files: Files | None = None,
    encoding: str | None = None,
) -> Import:
    """Reads copy of another program as articles: NITF, NewsML-G2, ninjs, DOCX, HTML and plain text.

    Pictures are read from beneath the file's folder. ``encoding`` is that of a text that does not say its own.
    """
    encoding = _of("encoding", encoding, (str, type(None)))
    made = _told(_native.import_article(_place("file", file, None, files), encoding))
    made["articles"] = [Article(**article) for article in made["articles"]]
    return Import(**made)


def licences() -> str:
    """The notices of the fonts and data that the package carries."""
    return _native.licences()


class Session:
    """Keeps what it made for the next run: articles, stories, pictures, pages, by what they were made from.

    For jobs that come again with a word changed. The functions of this module keep fonts and the press alone.
    Any number of threads may use one; runs at one time find nothing of each other.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        self._shop = _native.Shop(_threads(threads), True)

    def compose(
        self,
        layout: StrPath,
        *,
        root: StrPath | None = None,
        files: Files | None = None,
        outputs: Iterable[str] = ("pdf",),
        proof: bool = False,
        deny: Iterable[str] = (),
        dpi: int = 150,
    ) -> Result:
        """As `typeset.compose`."""
        return _compose(self._shop, layout, root, files, outputs, proof, deny, dpi)

    def check(
        self,
        layout: StrPath,
        *,
        root: StrPath | None = None,
        files: Files | None = None,
        deny: Iterable[str] = (),
    ) -> Result:
        """As `typeset.check`."""
        return _check(self._shop, layout, root, files, deny)


_shops: dict[int, _native.Shop] = {}
"""Sessions of this process, by how many threads each works on."""


def _shop(threads: int | None) -> _native.Shop:
    count = _threads(threads)
    return _shops.get(count) or _shops.setdefault(count, _native.Shop(count, False))


def _threads(threads: int | None) -> int:
    return 0 if threads is None else _whole("threads", threads, 1, 1024)


def _compose(
    shop: _native.Shop,
    layout: StrPath,
    root: StrPath | None,
    files: Files | None,
    outputs: Iterable[str],
    proof: bool,
    deny: Iterable[str],
    dpi: int,
) -> Result:
    wanted = _words("outputs", outputs)
    for name in wanted:
        if name not in _OUTPUTS:
            raise ValueError(f"outputs are of {', '.join(_OUTPUTS)}: {name!r} is none of them")
    dpi = _whole("dpi", dpi, 10, 2400)
    asked = {
        "pdf": "pdf" in wanted,
        "pages": "pages" in wanted,
        "map": "map" in wanted,
        "text": "text" in wanted,
        "html": "html" in wanted,
        "png": dpi if "png" in wanted else None,
        "proof": _of("proof", proof, (bool,)),
        "deny": _words("deny", deny),
    }
    made = _native.compose(shop, _place("layout", layout, root, files), asked)
    return Result(**_told(made))


def _check(
    shop: _native.Shop,
    layout: StrPath,
    root: StrPath | None,
    files: Files | None,
    deny: Iterable[str],
) -> Result:
    place = _place("layout", layout, root, files)
    return Result(**_told(_native.check(shop, place, _words("deny", deny))))


def _told(made: dict[str, Any]) -> dict[str, Any]:
    made["diagnostics"] = [Diagnostic(**found) for found in made["diagnostics"]]
    return made


def _place(
    name: str, path: StrPath, root: StrPath | None, files: Files | None
) -> tuple[str, str | None, _Reader | None]:
    root = None if root is None else _path("root", root)
    return _path(name, path), root, _reader(files)


def _reader(files: Files | None) -> _Reader | None:
    """One function, whatever the caller has its files in."""
    if files is None:
        return None
    if not isinstance(files, Mapping):
        if not callable(files):
            raise TypeError(f"files are a dict or a function, not {_kind(files)}")
        return files
    at_hand: dict[str, bytes] = {}
    for path, content in files.items():
        if not isinstance(content, (bytes, bytearray, memoryview)):
            raise TypeError(f"files[{path!r}] are bytes, not {_kind(content)}")
        at_hand[os.path.abspath(_path("a path of files", path))] = bytes(content)
    return lambda path: at_hand.get(os.path.abspath(path))


def _path(name: str, path: object) -> str:
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"{name} is a path, not {_kind(path)}")
    written = os.fspath(path)
    if not isinstance(written, str):
        raise TypeError(f"{name} is a path of str, not of {_kind(written)}")
    if "\0" in written:
        raise ValueError(f"{name} holds a null character: {written!r}")
    os.fsencode(written)  # Half a surrogate pair is the name of no file.
    return written


def _words(name: str, words: Iterable[str]) -> list[str]:
    if isinstance(words, str):
        raise TypeError(f"{name} are a list of names, not a str: {name}=({words!r},)")
    try:
        words = list(words)
    except TypeError:
        raise TypeError(f"{name} are a list of names, not {_kind(words)}") from None
    for word in words:
        _of(f"one of {name}", word, (str,))
    return words


def _whole(name: str, number: object, least: int, most: int) -> int:
    if isinstance(number, bool) or not isinstance(number, SupportsIndex):
        raise TypeError(f"{name} is a whole number, not {_kind(number)}")
    whole = number.__index__()
    if not least <= whole <= most:
        raise ValueError(f"{name} is {least} to {most}")
    return whole


def _of(name: str, value: Any, kinds: tuple[type, ...]) -> Any:
    if not isinstance(value, kinds):
        raise TypeError(f"{name} is {kinds[0].__name__}, not {_kind(value)}")
    if isinstance(value, str):
        value.encode()  # UnicodeEncodeError is a ValueError.
    return value


def _kind(value: object) -> str:
    return type(value).__name__
