"""PDF: what its pages print, as headings, paragraphs and tables."""
