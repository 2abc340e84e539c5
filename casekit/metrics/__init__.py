"""The field's metrics: a table in, a table or a number out, on any data-frame engine."""
