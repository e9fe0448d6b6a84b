"""Ways of looking at a picture: coloured by a fact, around one element, on another date, with what changed.

Each takes a view and gives a view; nothing here draws, and nothing changes the model.
"""
