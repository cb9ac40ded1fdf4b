"""Messaging channels: one module each, with the same few functions; what is common lies beside."""
