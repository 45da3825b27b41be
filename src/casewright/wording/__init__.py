"""The words that are sent: from a claim to subject, message, steps and references."""
