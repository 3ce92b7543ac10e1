"""The web program: read the settings once, make the application."""

from config.logging import configure_logging
from config.settings import Settings
from supervision.app import create_app

configure_logging()
app = create_app(Settings())
