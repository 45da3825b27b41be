"""The procedures: plan, preview, file, reconcile."""
