"""Before publication: what applies to a purchase, how the tender asks for it, what lacks, what to ask of bidders."""
