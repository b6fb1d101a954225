"""Strict YAML: what is read is what a person sees, what is written reads back the same."""

from engagement_kit.strict_yaml.positions import Positions
from engagement_kit.strict_yaml.reading import MAX_BYTES, MAX_DEPTH, read_yaml
from engagement_kit.strict_yaml.writing import dump_yaml

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Positions", "dump_yaml", "read_yaml"]
