"""The report: one frozen value with every word and figure on the page, and several renderers of it."""
