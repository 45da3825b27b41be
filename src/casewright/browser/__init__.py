"""The real browser: finding one, looking, acting, keeping. Nobody above has a page."""
