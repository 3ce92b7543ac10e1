"""Facts."""
from supervision.duties.sources import FactSource
SOURCE = FactSource("requested_file", "studies.file", "file_id", lambda session: iter(()))
