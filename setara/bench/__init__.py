"""How fast the inequality engine is: synthetic households, cases in processes of their own, a table of ratios."""
