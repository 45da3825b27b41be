"""Accounts: who files, and where their secrets and sign-ins are kept."""
