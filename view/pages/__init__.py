"""The pages of the browser, one a file; what they share stands in :mod:`view.pages.page`."""
