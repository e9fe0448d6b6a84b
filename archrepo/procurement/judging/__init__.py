"""Judging a proposal and its bids over the landscape: verdicts, evidence, knock-outs, effects and open questions."""
