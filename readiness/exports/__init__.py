"""Files that people and machines take away: one format a module, `write(...) -> bytes` or text."""
