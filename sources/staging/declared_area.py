"""The area of a file, as all of its voices tell it together."""

from __future__ import annotations

from sources.areas.resolution import Resolution
from sources.layouts.layout import LEVEL_DIGITS
from sources.rows.area_of_level import resolve_at
from sources.rows.places_beside import place_without, village_beside
from sources.sheets.cover import NO_COVER, Cover, Said
from sources.staging.agreement import different, first_cell, same_area, shown
from sources.staging.file_facts import FileArea
from sources.staging.told_by_names import named_village, noted_village
from sources.staging.voices import Voices


def declared_area(voices: Voices, code_digits: int) -> FileArea:
    """The area of the file, where a BPS code of that length is meant."""
    covers = (voices.cover, voices.summary)
    everyone = [
        *((_area_said(cover, code_digits), cover) for cover in covers),
        (voices.manifested("village"), NO_COVER),
    ]
    speakers = [(said, cover) for said, cover in everyone if said]
    resolved = [(said, _resolved(voices, said, cover, code_digits)) for said, cover in speakers]
    of_rows = _areas_of_rows(voices, code_digits)
    resolved += of_rows
    resolved += _titled_area(voices, code_digits, is_alone=not resolved)
    if code_digits == LEVEL_DIGITS["village"]:
        others = (voices.summary, voices.cover)
        resolved += named_village(voices.areas, voices.title, others, [found for _, found in resolved])
        resolved += noted_village(voices.areas, voices.title, others) if resolved else []
    if not resolved:
        return FileArea("missing")
    told, found = [said for said, _ in resolved], [resolution for _, resolution in resolved]
    texts = different(told)
    if len(texts) > 1 and not same_area(found):
        return FileArea("conflict", shown(texts), first_cell(told), None, texts[0], texts[1], bool(of_rows))
    first, said = found[0], told[0]
    code, other = first.area_code_bps, None
    if code is not None and code_digits == LEVEL_DIGITS["village"]:
        other = place_without(voices.areas, code, (voices.cover, voices.summary, voices.title, *voices.rows.areas))
    if code is not None and other is not None:
        both = (voices.areas.placed(code), other)
        return FileArea("conflict", shown([said.text, other]), said.cell, None, *both, bool(of_rows))
    return FileArea(first.status, said.text, said.cell, code, first.reading_a, first.reading_b, bool(of_rows))


def _titled_area(voices: Voices, code_digits: int, *, is_alone: bool) -> list[tuple[Said, Resolution]]:
    """The village of the lines above the table."""
    labelled, worded = _area_said(voices.title, code_digits), voices.title.said.get("titled_village")
    found = [(said, _resolved(voices, said, voices.title, code_digits)) for said in (labelled, worded) if said]
    understood = [(said, resolution) for said, resolution in found if resolution.area_code_bps is not None]
    asked = [(said, resolution) for said, resolution in found if said is labelled or resolution.reading_a]
    return understood or (asked[:1] if is_alone else [])


def _areas_of_rows(voices: Voices, code_digits: int) -> list[tuple[Said, Resolution]]:
    """The villages that columns of the table tell; what cannot be understood there may be anything."""
    if code_digits != LEVEL_DIGITS["village"]:
        return []
    told = [(cover.said["village"], cover) for cover in voices.rows.areas if "village" in cover.said]
    found = {said.text: (said, _resolved(voices, said, cover, code_digits)) for said, cover in told}
    return [pair for pair in found.values() if pair[1].area_code_bps is not None]


def _resolved(voices: Voices, said: Said, cover: Cover, code_digits: int) -> Resolution:
    if code_digits == LEVEL_DIGITS["village"]:
        return village_beside(voices.areas, said, cover)
    return resolve_at(voices.areas, said.value, code_digits)


def _area_said(cover: Cover, code_digits: int) -> Said | None:
    """The area of that level; the label of a village is used for others, too."""
    regency = cover.said.get("regency") if code_digits < LEVEL_DIGITS["village"] else None
    return regency or cover.said.get("village")
