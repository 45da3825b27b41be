"""Casewright files Amazon FBA reimbursement claims as Seller Central cases, at most once, with proof."""

__version__ = "0.1.0"
