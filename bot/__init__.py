"""Zhiyin (知音): a bilingual advisory assistant that an institution hosts itself."""

from bot.processor import name_kernels

__version__ = "0.1.0"

name_kernels()  # here, for nothing of ours is loaded sooner, and numpy has to be later
