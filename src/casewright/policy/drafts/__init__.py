"""Draft claims from Amazon's own reports: what each report shows lost, less what explains it, less what was paid.

Nothing here files anything: a draft is a row for a person to complete. What a report shows but no draft covers is
listed with the reason.
"""
