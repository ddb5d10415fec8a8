"""Who and what there is in our Slack: people and conversations, which tests change as they need them."""

from dataclasses import dataclass, field

from tests.slack_server.web_api import Values

TEAM = "T1"


@dataclass
class World:
    """People and conversations."""

    users: dict[str, Values] = field(
        default_factory=lambda: {
            "U1": {"team_id": TEAM},
            "U2": {"team_id": TEAM},
            "UADMIN": {"team_id": TEAM, "is_admin": True},
            "UOWNER": {"team_id": TEAM},
            "UGUEST": {"team_id": TEAM, "is_restricted": True},
            "USTRANGER": {"team_id": "T2"},
        }
    )
    channels: dict[str, Values] = field(
        default_factory=lambda: {
            "C1": {"kind": "channel"},
            "C2": {"kind": "channel"},
            "CHELP": {"kind": "channel"},
            "CSHARED": {"kind": "channel", "is_ext_shared": True},
            "CAWAY": {"kind": "channel", "absent": True},
            "COLD": {"kind": "channel", "is_archived": True},
            "G1": {"kind": "group"},
            "D1": {"kind": "im"},
        }
    )
