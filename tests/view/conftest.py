"""Fixtures of all tests of the view."""

from tests.view.browser import browser, desktop, phone, server

__all__ = ["browser", "desktop", "phone", "server"]
