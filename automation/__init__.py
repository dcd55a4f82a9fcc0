"""Rules, the budget optimiser, experiments, alerts."""
