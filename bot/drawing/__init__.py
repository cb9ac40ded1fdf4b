"""Pictures as SVG, made on the server: for the widget, the console, the report and other channels.

A drawing is a tree of elements. The widget builds nodes from the tree, so that it never parses
markup; everybody else takes the markup. Colours are classes with a colour of their own beside them:
a style sheet may recolour them (dark mode), and without one they print well.
"""

from bot.drawing.donut import Slice, donut
from bot.drawing.fan import Fan, fan
from bot.drawing.scale import risk_scale
from bot.drawing.svg import FILLS, Drawing

__all__ = ["FILLS", "Drawing", "Fan", "Slice", "donut", "fan", "risk_scale"]
