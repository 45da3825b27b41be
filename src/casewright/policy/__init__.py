"""When a claim may be filed: rules with source and date, and the judgement."""
