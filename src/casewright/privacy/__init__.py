"""The one place that knows what is secret or personal: how to recognise it, and how to remove it."""
