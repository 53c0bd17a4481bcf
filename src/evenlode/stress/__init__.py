"""Would this contract pay for noise? Scenarios over one simulator that judges and pays as the contract does."""
