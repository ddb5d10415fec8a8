"""One surface a module, each with `register(app, reception)`."""
