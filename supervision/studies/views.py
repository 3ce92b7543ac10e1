"""Pages."""

from flask import Blueprint

blueprint = Blueprint("studies", __name__, url_prefix="/files")
