"""XML from strangers as a tree: no document type, no entities, no depth, no flood of elements."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from model.exchange.faults import BargainFileError
from model.scenario.problems import ABSENT, Problem

DEEPEST = 16  # elements within each other; the files of GENIUS have five
MOST_ELEMENTS = 250_000


class _Flood(Exception):  # noqa: N818 - not an error yet: it becomes a BargainFileError
    """More depth or more elements than a bargain has."""


class _Bounded(TreeBuilder):
    """A builder of trees that stops at once where there is too much."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Open an element."""
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > DEEPEST:
            raise _Flood(f"at most {DEEPEST} elements within each other")
        if self.count > MOST_ELEMENTS:
            raise _Flood(f"at most {MOST_ELEMENTS:,} elements")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Close an element."""
        self.depth -= 1
        return super().end(tag)


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
    try:
        # In one piece: fed by pieces, a token of megabytes would be read again for each of them.
        parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
        parser.feed(raw)
        root: Element = parser.close()
    except _Flood as flood:
        wanted = str(flood)
    except DefusedXmlException:
        wanted = "XML without document type and entities"
    except ParseError as error:
        wanted = f"well-formed XML ({error})"
    except (ValueError, LookupError) as error:  # an encoding that is none, or unknown
        wanted = f"XML in a known encoding ({error})"
    else:
        return root
    raise BargainFileError([Problem(file, "", ABSENT, wanted)])
