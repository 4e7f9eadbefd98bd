"""Misuse is answered by an exception that says what was meant, whatever Python hands over."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

import typeset
from typeset import _native

HUGE = 10**40


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"outputs": ["pdf", "docx"]}, ValueError, "'docx' is none of them"),
        ({"outputs": "pdf"}, TypeError, "a list of names, not a str"),
        ({"outputs": 7}, TypeError, "not int"),
        ({"outputs": [b"pdf"]}, TypeError, "not bytes"),
        ({"outputs": ["\udc80"]}, ValueError, "surrogates not allowed"),
        ({"deny": "notes"}, TypeError, "a list of names"),
        ({"deny": ["lose-line"]}, ValueError, "was loose-line meant"),
        ({"deny": ["\ud800"]}, ValueError, "surrogates not allowed"),
        ({"threads": 0}, ValueError, "1 to 1024"),
        ({"threads": -1}, ValueError, "1 to 1024"),
        ({"threads": HUGE}, ValueError, "1 to 1024"),
        ({"threads": "2"}, TypeError, "not str"),
        ({"threads": 1.5}, TypeError, "not float"),
        ({"threads": True}, TypeError, "not bool"),
        ({"dpi": 5}, ValueError, "10 to 2400"),
        ({"dpi": -HUGE}, ValueError, "10 to 2400"),
        ({"proof": "yes"}, TypeError, "not str"),
        ({"root": 3}, TypeError, "root is a path"),
        ({"root": b"x"}, TypeError, "root is a path"),
        ({"files": 3}, TypeError, "a dict or a function"),
        ({"files": {"a.md": "text"}}, TypeError, "are bytes, not str"),
        ({"files": {3: b""}}, TypeError, "is a path"),
        ({"files": {"\ud800": b""}}, ValueError, "surrogates not allowed"),
        ({"files": {"a\0b": b""}}, ValueError, "null character"),
        ({"fonts": 1}, TypeError, "unexpected keyword"),
    ],
)
def test_an_argument_that_means_nothing(job: Path, arguments: dict, error: type, said: str) -> None:
    with pytest.raises(error, match=said):
        typeset.compose(job, **arguments)


@pytest.mark.parametrize("verb", [typeset.compose, typeset.check, typeset.arrange, typeset.import_article])
def test_a_file_that_is_not_there(verb, tmp_path: Path) -> None:
    for path, kind, number in [
        (tmp_path / "none.toml", FileNotFoundError, errno.ENOENT),
        (tmp_path / "none/none.toml", FileNotFoundError, errno.ENOENT),
        (tmp_path, IsADirectoryError, errno.EISDIR),
    ]:
        with pytest.raises(kind) as raised:
            verb(path)
        assert raised.value.errno == number
        assert raised.value.filename == str(path)
    for path, kind in [(3, TypeError), (None, TypeError), ("\ud800", ValueError), ("a\0", ValueError)]:
        with pytest.raises(kind):
            verb(path)


def test_a_root_that_is_not_there(job: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        typeset.compose(job, root=job.parent / "none")
    assert raised.value.filename == str(job.parent / "none")
    with pytest.raises(PermissionError):
        typeset.compose(job, root=Path(__file__).parent)


def test_arguments_of_the_other_verbs(job: Path) -> None:
    for arguments in ({"seed": -1}, {"seed": HUGE}, {"alternatives": 0}):
        with pytest.raises(ValueError):
            typeset.arrange(job, **arguments)
    with pytest.raises(TypeError):
        typeset.arrange(job, standing=b"")
    with pytest.raises(TypeError):
        typeset.import_article(job, encoding=3)
    with pytest.raises(ValueError):
        typeset.Session(threads=0)


def test_a_fault_of_the_program_is_an_error_of_python(job: Path) -> None:
    with pytest.raises(RuntimeError, match="the program has failed: as asked; report it"):
        _native.fail(_native.Shop(2, False))
    assert typeset.compose(job).ok
