"""The published releases as static pages: any web server, or none, can hold them.

Everything here takes values and gives files by their paths; `kpis.use_cases.publishing.site` reads
the releases and writes the folder.
"""
