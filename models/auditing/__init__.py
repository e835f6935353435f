"""The auditor's checks: messages that should have gone out, records that stand still, rows tampered with.

Plain queries over the tables, without the code they watch over, so that one mistake cannot hide another.
"""

from models.auditing.chain import ChainCheck, check_chain, last_head
from models.auditing.digests import missing_digests
from models.auditing.findings import Finding, findings
from models.auditing.pulse import Pulse, pulse
from models.auditing.queues import FailedMessage, Queue, failed, queues
from models.auditing.silence import HELD, silent_jobs, stood_still

__all__ = [
    "HELD",
    "ChainCheck",
    "FailedMessage",
    "Finding",
    "Pulse",
    "Queue",
    "check_chain",
    "failed",
    "findings",
    "last_head",
    "missing_digests",
    "pulse",
    "queues",
    "silent_jobs",
    "stood_still",
]
