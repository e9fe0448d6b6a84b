"""Bids as they come in: the filled workbook, one file a bidder, and what such a file may say."""
