"""What people and machines read: a ``Saksvurdering`` written as JSONL, CSV, XLSX, HTML or a terminal table.

Computes nothing about the law and reads no files but its own templates.
"""
