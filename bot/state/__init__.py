"""What must outlive a restart: claims, threads, channel settings, feedback, gaps, questions to people, pins."""
