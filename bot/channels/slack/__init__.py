"""The Slack door: the way in, the way out, forms and pages, the manifest of its app, the checks of the doctor."""
