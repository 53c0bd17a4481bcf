"""What may be shown: protected figures, the ledger of releases, and the audit that no table gives a person away."""
