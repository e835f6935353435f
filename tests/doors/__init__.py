"""The same conversations at every door: what a test says is typed at the platform, what it reads was accepted there."""
