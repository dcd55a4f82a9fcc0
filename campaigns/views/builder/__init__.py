"""The campaign builder: six steps, saved at each, resumed anywhere."""
