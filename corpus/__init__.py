"""Documents in, passages out. Knows neither Slack nor settings nor the network."""
