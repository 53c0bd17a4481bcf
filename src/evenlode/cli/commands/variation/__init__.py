"""Propose, agree and write in a change of the contract."""
