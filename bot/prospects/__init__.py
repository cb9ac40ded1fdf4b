"""How far a prospect has come and what comes next: stage, scores, tier, gates, routing. Pure."""

from bot.prospects.gating import GateFacts, gates
from bot.prospects.lifecycle import StageFacts, stage
from bot.prospects.metrics import csat, nps
from bot.prospects.routing import Route, route
from bot.prospects.rules import ProspectRules
from bot.prospects.scores import FitFacts, Scored, Signal, fit, intent_score, tier

__all__ = [
    "FitFacts",
    "GateFacts",
    "ProspectRules",
    "Route",
    "Scored",
    "Signal",
    "StageFacts",
    "csat",
    "fit",
    "gates",
    "intent_score",
    "nps",
    "route",
    "stage",
    "tier",
]
