"""Where the boxes, lines and words of a view go."""
