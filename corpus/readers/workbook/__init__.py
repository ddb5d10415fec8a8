"""Workbooks: .xlsx and its relatives."""
