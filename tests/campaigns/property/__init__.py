"""Random sequences of what people, programs, platforms and accidents do, and what must hold after each of them."""
