"""Scoring of extracted facts against labelled answers."""
