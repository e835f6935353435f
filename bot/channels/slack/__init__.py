"""The Slack door, in parts: what comes in, what goes out, its pages, and what its app must be allowed to do."""
