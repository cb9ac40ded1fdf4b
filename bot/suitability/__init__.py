"""What suits a client and why: questionnaire, scores, category, matching, illustration. Pure."""

from bot.suitability.assessing import assess, recompute
from bot.suitability.assessment import Assessment

__all__ = ["Assessment", "assess", "recompute"]
