"""The Telegram door, in parts: what comes in, what goes out, its menus, and what the doctor looks at."""
