"""A Slack workspace for tests: checks every call against the published interface, and misbehaves as told."""

from tests.servers.slack.control import control
from tests.servers.slack.fates import Fate
from tests.servers.slack.log import Call
from tests.servers.slack.server import SlackServer

__all__ = ["Call", "Fate", "SlackServer", "control"]
