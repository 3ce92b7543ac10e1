"""From papers to the bytes of their files, in the form that is asked for.

Belongs here: the two forms and which maker each has. Does not belong here: numbers or keeping.
"""

from __future__ import annotations

from collections.abc import Sequence

from supervision.printing.document import Document, plain
from supervision.printing.engine import CONTENT_TYPE as PDF_TYPE
from supervision.printing.engine import Job, print_all
from supervision.printing.rules import Form
from supervision.printing.word import CONTENT_TYPE as DOCX_TYPE
from supervision.printing.word import as_docx

TEMPLATE = "printing/document.typ"


CONTENT_TYPES = {Form.PDF: PDF_TYPE, Form.DOCX: DOCX_TYPE}


def rendered(papers: Sequence[Document], form: Form) -> list[bytes]:
    """The bytes of each paper in one form, in order: the same papers, the same bytes.

    Raises NotPrinted when the press could not make a PDF.
    """
    if form is Form.DOCX:
        return [as_docx(paper) for paper in papers]
    return print_all([Job(TEMPLATE, plain(paper)) for paper in papers])
