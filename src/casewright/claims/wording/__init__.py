"""Wording: the texts that Amazon's support associates read, made from a claim."""
