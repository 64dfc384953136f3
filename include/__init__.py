"""Paperhouse's own code: everything the DAGs do, callable without a scheduler."""
