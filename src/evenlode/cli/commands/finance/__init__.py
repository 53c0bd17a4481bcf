"""The money around the contract: envelope, returns, risk."""
