"""Accounts and their secrets."""
