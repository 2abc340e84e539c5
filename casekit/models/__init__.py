"""Models of customers: `fit` learns parameters from data and returns a frozen results object."""
