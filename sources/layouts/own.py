"""The layouts of one office: each must hold by itself, keep persons in the vault, and leave the others their files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sources.layouts.files import load_layouts, read_layout
from sources.layouts.layout import Layout
from sources.layouts.personal_headers import names_a_number, names_a_person
from sources.layouts.text import LayoutError

ENDINGS = {".yml", ".yaml"}


def read_own_layouts(folder: Path) -> tuple[Layout, ...]:
    """The layouts in a folder, by name; LayoutError naming the file that does not hold."""
    own: list[Layout] = []
    for path in layout_files(folder):
        layout = read_layout(path)
        others = (*load_layouts(), *own)
        _check_name(layout, path, others)
        _check_persons(layout, path)
        _check_apart(layout, path, others)
        own.append(layout)
    known = {layout.name for layout in (*load_layouts(), *own)}
    for layout in own:
        if layout.partner is not None and layout.partner not in known:
            raise LayoutError(f"{layout.name}.yml: partner: tidak ada tata letak | there is no layout {layout.partner}")
    return tuple(own)


def layout_files(folder: Path) -> list[Path]:
    """The layout files in a folder, by name."""
    found = folder.iterdir() if folder.exists() else ()
    return sorted(path for path in found if path.suffix.casefold() in ENDINGS and not path.name.startswith("."))


def _check_name(layout: Layout, path: Path, others: Iterable[Layout]) -> None:
    if layout.name in {other.name for other in others}:
        raise LayoutError(
            f"{path}: tata letak lain sudah bernama {layout.name}; beri nama berkas lain | "
            "another layout has this name; name the file otherwise"
        )


def _check_persons(layout: Layout, path: Path) -> None:
    """A file is personal unless its layout says otherwise, which is not to be said by passing persons over."""
    if layout.contract.personal:
        return
    read = {*layout.headers, *layout.optional, *layout.choices, *layout.area.all_headers}
    spelled = {other for header, others in layout.aliases.items() if header not in layout.persons for other in others}
    named = [header for header in layout.ignored if names_a_person(header)]
    named += [header for header in read | spelled if names_a_number(header)]
    if named:
        raise LayoutError(
            f"{path.name}: {', '.join(sorted(named))}: di bawah judul ini ada orang; tulis di bawah persons, supaya "
            "berkasnya disimpan di brankas | persons stand below this header; put it under persons, so that its file "
            "is kept in the vault"
        )


def _check_apart(layout: Layout, path: Path, others: Iterable[Layout]) -> None:
    """A sheet with the needed headers of two layouts is of neither: the one that was first would lose its files."""
    for other in others:
        if layout.needed == other.needed and layout.shape == other.shape:
            raise LayoutError(
                f"{path.name}: headers: tata letak {other.name} memerlukan judul yang sama, jadi berkas keduanya tidak "
                f"akan dikenali; tambah judul yang membedakan, atau hapus berkas ini | {other.name} needs the same "
                "headers, so files of neither would be recognised; add one that tells them apart, or remove this file"
            )
