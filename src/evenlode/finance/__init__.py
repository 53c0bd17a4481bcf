"""The money around the contract: scope, envelope, the financial case, finance returns, demand and capacity."""
