"""Normes à examiner: which records a gender-aware reader should open first, and why."""
