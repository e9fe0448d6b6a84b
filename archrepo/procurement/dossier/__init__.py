"""Everything on one procurement in one value, whole, blind, or for the eyes of one bidder, and bids side by side."""
