"""One question at every door: small random worlds, random questions, what each door answers, and what people should read."""
