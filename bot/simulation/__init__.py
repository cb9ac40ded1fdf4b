"""Simulated clients: they talk to the running system, and what comes of it is measured."""
