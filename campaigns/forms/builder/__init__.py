"""The forms of the campaign builder, a step each."""
