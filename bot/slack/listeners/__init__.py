"""One surface a module, each with `register(app, service)`."""
