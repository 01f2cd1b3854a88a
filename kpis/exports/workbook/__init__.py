"""A document as a workbook for whoever calculates with it, and for whoever has it read out.

Source: Government Analysis Function, "Releasing statistics in spreadsheets" and "Accessible
spreadsheets: a checklist of the basics".
"""
