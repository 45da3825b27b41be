"""A filing at the desk."""
