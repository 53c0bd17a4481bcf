"""The audit trail: every change and every refusal of access, in the hash-chained journal of the workspace."""
