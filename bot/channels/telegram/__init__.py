"""The Telegram door: the way in, the way out, menus, and the checks of the doctor."""
