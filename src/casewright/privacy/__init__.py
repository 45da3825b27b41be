"""The one home of what is secret or personal: how it is recognised, and how it is taken out."""
