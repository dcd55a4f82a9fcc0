"""Figures of an organisation's own, as expressions over the base ones: `value * 0.4 - spend`.

    expression = parse("(value - spend) / spend")     raises ExpressionError, which names the place and says why
    expression.unit                                   Unit.RATIO
    expression.evaluate(metrics)                      Decimal, or None where it is not known

Figures (`FIGURES`), decimal numbers, + - * /, brackets, and min, max, abs. Money is in whole units of the metrics'
currency. Nothing else can be said: no attributes, no other calls, no powers; length and depth are bounded.
"""

from analytics.expressions.errors import ExpressionError
from analytics.expressions.expression import Expression, parse
from analytics.expressions.figures import FIGURES, Figure
from analytics.expressions.units import Unit

__all__ = ["FIGURES", "Expression", "ExpressionError", "Figure", "Unit", "parse"]
