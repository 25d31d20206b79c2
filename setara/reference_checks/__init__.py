"""Check sets with known answers: loaded, computed by the functions of `transforms`, compared and reported.

A family of checks is the module of this package with its name; it has `compute(check)`, which maps the check's data and
parameters to functions of `transforms` and holds no formula of its own. A family without a module is unsupported.
"""
