"""What must outlive a restart: claims, engaged threads, channel settings, feedback, gaps, pinned answers."""
