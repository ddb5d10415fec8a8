"""Plain text: its lines, headings, tables and wrapped paragraphs."""
