"""Several councils in one house: the file that lists them, and what each one's processes are told.

Nothing here opens a store or a plan: who starts them (`kpis.server.several`) is to hold nothing
of any council's.
"""
