"""`make live-check PLATFORM=…`: the adapters against the real platform, compared with the sandbox's answers field by field.

For whoever has a test account. It reads, asks for a validation, makes one campaign that is switched off, and takes it
away again; nothing is ever switched on. Each side runs in a process of its own (`probe`), which writes down the shape
of every answer on the wire; `compare` lays the two side by side.
"""
