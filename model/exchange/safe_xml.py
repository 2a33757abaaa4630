"""XML from strangers as a tree: no document type, no entities, no depth, no flood of elements."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from model.exchange.faults import BargainFileError
from model.scenario.problems import ABSENT, Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DEEPEST = 16  # elements within each other; the files of GENIUS have five
MOST_ELEMENTS = 250_000


def xml_tree(raw: bytes, file: str) -> Element:
    """Return the root element of an XML text.

    Parameters
    ----------
    raw : bytes
        Of a file of bounded size.
    file : str
        Its name in messages.

    Raises
    ------
    BargainFileError
        Where it is not well-formed, holds a document type or entities, or is nested more than
        ``DEEPEST`` or larger than ``MOST_ELEMENTS``.

    Examples
    --------
    >>> xml_tree(b"<a><b/></a>", "a.xml")[0].tag
    'b'
    >>> xml_tree(b"<!DOCTYPE a><a/>", "a.xml")
    Traceback (most recent call last):
        ...
    model.exchange.faults.BargainFileError: a.xml: expected XML without document type and entities
    """
    root: Element | None = None
    depth = count = 0
    wanted = ""
    try:
        for event, node in iterparse(BytesIO(raw), ("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                continue
            root = node if root is None else root
            depth, count = depth + 1, count + 1
            if depth > DEEPEST:
                wanted = f"at most {DEEPEST} elements within each other"
            elif count > MOST_ELEMENTS:
                wanted = f"at most {MOST_ELEMENTS:,} elements"
            if wanted:
                break
    except DefusedXmlException:
        wanted = "XML without document type and entities"
    except ParseError as error:
        wanted = f"well-formed XML ({error})"
    except (ValueError, LookupError) as error:  # an encoding that is none, or unknown
        wanted = f"XML in a known encoding ({error})"
    if wanted or root is None:
        raise BargainFileError([Problem(file, "", ABSENT, wanted or "an XML element")])
    return root
