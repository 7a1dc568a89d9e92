"""The house measured: gold cases, figures per criterion, office and language form, and speed."""
