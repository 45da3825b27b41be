"""The real browser: finding one, looking, acting, keeping. No page object leaves this package."""
