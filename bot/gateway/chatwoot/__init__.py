"""Chatwoot as the inbox in which an institution's own people answer."""
