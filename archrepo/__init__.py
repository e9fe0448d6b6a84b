"""archrepo: an enterprise-architecture repository for municipalities, with Turtle files as its source."""

__version__ = "0.1.0"
