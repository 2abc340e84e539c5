"""The sections of a customer report: each makes a finding, and says so if it cannot."""
