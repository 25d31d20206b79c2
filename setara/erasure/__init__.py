"""Erasure of a person (law 27/2022 on personal data): out of raw files, staged rows and whatever was made of them."""
