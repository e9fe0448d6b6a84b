"""From values to what a reader gets: text as a compiler writes it, and the machine forms with fixed field names."""
