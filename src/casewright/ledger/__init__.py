"""The permanent record of what happened: filings, transitions, receipts."""
