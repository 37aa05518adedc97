"""Judge whether two records are one person, company or work, by all that they say: never by a name alone."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
