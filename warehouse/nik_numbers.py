"""What can be a NIK: PPKKCC DDMMYY NNNN, the day of a woman's birth plus 40, a serial number that is not 0000."""

from __future__ import annotations

from calendar import monthrange


def is_possible_nik(digits: str) -> bool:
    """Whether 16 digits can be a NIK by its date of birth (a woman's day plus 40) and its serial (not 0000)."""
    day, month, year, serial = day_of_birth(digits), int(digits[8:10]), int(digits[10:12]), digits[12:]
    if not 1 <= month <= 12 or serial == "0000":
        return False
    return 1 <= day <= monthrange(2000 + year, month)[1]  # 1900 + year has the same length, but for 1900 itself


def day_of_birth(nik: str) -> int:
    """The day of the month that a NIK says, without the 40 that are added for a woman."""
    day = int(nik[6:8])
    return day - 40 if day > 40 else day
