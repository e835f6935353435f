"""The server as a process: python -m tests.servers.slack --port 8082 --log calls.jsonl --limits --fates FILE."""

import argparse
import json
import signal
import sys
from pathlib import Path

from tests.servers.slack.server import SlackServer


def main() -> None:
    """Serves until SIGINT or SIGTERM; the first line of output is the address."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--log", type=Path, help="write every call here, one JSON object a line")
    parser.add_argument("--limits", action="store_true", help="enforce 1/s a channel and each method's tier")
    parser.add_argument("--fates", type=Path, help="a JSON object: channel or person -> fate")
    given = parser.parse_args()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    with SlackServer(port=given.port, limits=given.limits, log_path=given.log) as server:
        if given.fates:
            server.fates(json.loads(given.fates.read_text(encoding="utf-8")))
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
