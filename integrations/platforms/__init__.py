"""The adapters, one package a platform. They speak `integrations.types`, know no ORM, and only the registry imports them."""
