"""What happened, for good: filings, transitions, receipts."""
