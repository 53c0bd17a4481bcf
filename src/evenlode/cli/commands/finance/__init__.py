"""The money around the contract: envelope, finance returns, flows."""
