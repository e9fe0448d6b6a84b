"""From the rows of a tender file to requirements: columns, names recognised in a text, and what people decided."""
