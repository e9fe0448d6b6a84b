"""The award method of a tender: points for quality and price with their arithmetic, cost over the term, ranking."""
