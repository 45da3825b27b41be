"""Screens, not scripts: the flow language, recognition, and the walk."""
