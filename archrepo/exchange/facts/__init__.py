"""Municipal facts in the file of another tool: what ArchiMate cannot say travels as properties that a person can read.

A workspace goes out through `saying`; a file comes in through `finding`, and `placing_facts` puts what was found in
the triples of the import. docs/decisions/0019-facts-in-other-tools.md tells why the form is so.
"""
