"""Pages."""
from flask import Blueprint
blueprint = Blueprint("offices", __name__)
