"""The text of a layout file: its keys and what stands below them, all as texts, with the line in every complaint.

Nothing is taken for more than it is: `No`, `2025` and `1.10` are headers as written, where YAML would make them false,
a number and 1.1. A key that stands twice is refused, since only one of the two would count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Node = yaml.Node


class LayoutError(ValueError):
    """A layout file does not say what a layout must say; the message names the file, the line and the key."""


@dataclass(frozen=True)
class LayoutText:
    """What a layout file says, by its keys, and on which line."""

    name: str
    values: Mapping[str, Any]
    lines: Mapping[tuple[str, ...], int]
    """Line of each key, and of each name below it."""

    def error(self, problem: str, *keys: str) -> LayoutError:
        """The complaint about a key, or about a name below it where the file has that: `Indonesian | English`."""
        line = next((self.lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self.lines), None)
        place = f" baris | line {line}:" if line else ""
        return LayoutError(f"{self.name}:{place} {': '.join((*keys[:1], problem))}")


def read_text(path: Path, kinds: Mapping[str, Kind]) -> LayoutText:
    """What the file says below the keys of `kinds`, each of its kind; LayoutError where it is no such file."""
    try:
        written = path.read_bytes().decode("utf-8-sig")
        root = yaml.compose(written, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise LayoutError(f"{path.name}: bukan UTF-8; simpan sebagai UTF-8 | not UTF-8; save it so") from error
    except yaml.YAMLError as error:
        raise LayoutError(f"{path.name}: {_broken(error, written.splitlines())}") from error
    reading = _Reading(path.name, {})
    if not isinstance(root, yaml.MappingNode):
        raise LayoutError(f"{path.name}: harus berisi baris `kunci: nilai` | must hold lines `key: value`")
    return LayoutText(path.name, members(kinds)(reading, root, ()), reading.lines)


def _broken(error: yaml.YAMLError, lines: Sequence[str]) -> str:
    """What keeps a file from being read, as far as the parser says."""
    mark = getattr(error, "problem_mark", None)
    place = f"baris | line {mark.line + 1}: " if mark else ""
    if mark and any("\t" in line[: len(line) - len(line.lstrip())] for line in lines[mark.line : mark.line + 1]):
        return f"{place}pakai spasi, bukan tab, di awal baris | use spaces, no tab, at the beginning of a line"
    problem = getattr(error, "problem", None) or "not YAML"
    return f"{place}tanda baca YAML keliru (kurung, titik dua, tanda kutip?) | YAML cannot be read: {problem}"


@dataclass(frozen=True)
class _Reading:
    """A file that is being read."""

    name: str
    lines: dict[tuple[str, ...], int]

    def error(self, node: Node, keys: tuple[str, ...], problem: str) -> LayoutError:
        return LayoutError(f"{self.name}: baris | line {node.start_mark.line + 1}: {': '.join((*keys[:1], problem))}")

    def members(self, node: Node, keys: tuple[str, ...]) -> dict[str, Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, keys, "harus berisi `nama: nilai` | must hold `name: value`")
        found: dict[str, Node] = {}
        for name_node, value in node.value:
            name = text(self, name_node, keys)
            if name in found:
                first = self.lines[*keys, name]
                raise self.error(name_node, (*keys, name), f'"{name}" sudah ada di baris | stands on line {first}, too')
            self.lines[*keys, name] = name_node.start_mark.line + 1
            found[name] = value
        return found


Kind = Callable[[_Reading, Node, tuple[str, ...]], Any]
"""Reads what stands below a key."""


def text(reading: _Reading, node: Node, keys: tuple[str, ...]) -> str:
    """One text."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise reading.error(node, keys, "harus satu teks | must be one text")
    return node.value


def texts(reading: _Reading, node: Node, keys: tuple[str, ...]) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(node, yaml.SequenceNode):
        raise reading.error(node, keys, "harus daftar, seperti [A, B] | must be a list, such as [A, B]")
    return tuple(text(reading, each, keys) for each in node.value)


def one_or_more(reading: _Reading, node: Node, keys: tuple[str, ...]) -> tuple[str, ...]:
    """A text, or a list of them."""
    return (text(reading, node, keys),) if isinstance(node, yaml.ScalarNode) else texts(reading, node, keys)


def whole_number(reading: _Reading, node: Node, keys: tuple[str, ...]) -> int:
    """A whole number."""
    written = text(reading, node, keys)
    if not written.lstrip("-").isdecimal():
        raise reading.error(node, keys, f'harus bilangan bulat, bukan "{written}" | must be a whole number')
    return int(written)


def named(kind: Kind) -> Kind:
    """Values of a kind, each by a name."""

    def read(reading: _Reading, node: Node, keys: tuple[str, ...]) -> dict[str, Any]:
        return {name: kind(reading, each, (*keys, name)) for name, each in reading.members(node, keys).items()}

    return read


def members(kinds: Mapping[str, Kind]) -> Kind:
    """Values by names that are known, each of its kind."""

    def read(reading: _Reading, node: Node, keys: tuple[str, ...]) -> dict[str, Any]:
        found = reading.members(node, keys)
        unknown = [name for name in found if name not in kinds]
        if unknown:
            known = ", ".join(sorted(kinds))
            problem = f"kunci tidak dikenal | unknown keys {unknown}; yang ada | there are: {known}"
            raise reading.error(found[unknown[0]], keys, problem)
        return {name: kinds[name](reading, each, (*keys, name)) for name, each in found.items()}

    return read
