"""Zhiyin (知音): a bilingual advisory assistant that an institution hosts itself."""

__version__ = "0.1.0"
