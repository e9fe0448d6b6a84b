"""Other forms of a model: turned into the two trees that are read, or made of what is written.

One file a form. A coArchi folder becomes the tree of a native Archi file and a file of ArchiMate 2.1 that of the
exchange format of ArchiMate 3, so that each is read by one reader; tables and other forms of RDF have no such tree.
"""
