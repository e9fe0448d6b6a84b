"""A procurement as it is being written: forms made from the vocabulary, and the folder of files that they fill."""
