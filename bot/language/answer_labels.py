"""What a free answer may be told to mean beside the options of its question."""

UNCLEAR = "~unclear"
"""It leaves open which option holds."""
ELSEWHERE = "~elsewhere"
"""It answers no such question."""
NONE = (UNCLEAR, ELSEWHERE)
"""Labels of words that choose no option; ids of options never begin with a tilde."""
