"""The web program: read the settings once, make the application, watch over the others."""

from config.logging import configure_logging
from config.settings import Settings
from supervision.app import create_app
from supervision.reminders import watching

configure_logging()
app = create_app(Settings())
watching.start(app)
