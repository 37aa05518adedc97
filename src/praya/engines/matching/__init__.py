"""Suggest who and what is worth meeting, counting both sides' interest and saying why.

The names of this face are listed in `__init__.pyi`; each is loaded when it is first asked for, so that whoever needs a
plain record does not load numerical libraries.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
