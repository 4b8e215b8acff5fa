"""Read successive UN resolutions and say, in numbers that can be cited, what changed."""

__version__ = "0.1.0"
