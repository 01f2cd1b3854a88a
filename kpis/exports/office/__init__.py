"""What workbook, slides and Word have in common: they are archives of XML by one standard."""
