"""The pages of a site: each says of one thing what the report of a quarter says of it.

They are made of the blocks that packs are made of; `kpis.exports.site` renders them.
"""
