"""What is counted: numbers and fixed words only, no text, no names."""

from prometheus_client import Counter, Gauge, Histogram

QUESTIONS = Counter("citebot_questions", "Questions taken on.", ["way", "status"])
REFUSALS = Counter("citebot_refusals", "Questions refused by the guard.", ["reason"])
CLAIMS = Counter("citebot_claims", "Deliveries of messages.", ["outcome"])
DELIVERIES = Counter("citebot_deliveries", "Calls to Slack by method and outcome.", ["method", "outcome"])
ACTIONS = Counter("citebot_actions", "Buttons and forms that people used.", ["action"])
ANSWER_SECONDS = Histogram(
    "citebot_answer_seconds",
    "Time to find an answer.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
WHOLE_SECONDS = Histogram(
    "citebot_question_seconds",
    "Time from a question's arrival to its post.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60),
)
IN_FLIGHT = Gauge("citebot_in_flight", "Questions being answered now.")
SOCKET_CONNECTED = Gauge("citebot_socket_connected", "1 while there is a live Socket Mode connection.")
SOCKET_CONNECTIONS = Counter("citebot_socket_connections", "Socket Mode connections that were opened.")
