"""Demand and capacity: waiting list, caseload and beds as stocks and flows, against the staff there is."""
