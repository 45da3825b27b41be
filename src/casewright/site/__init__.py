"""Where a flow is walked: live, replay, sandbox."""
