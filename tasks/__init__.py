"""Tasks: the roof. They enter the house, call one operation each, and hold no state or rule."""
