"""Setara: the command line, settings, workspace and clock. The pipeline itself lives in the other rooms."""

__version__ = "0.1.0"
