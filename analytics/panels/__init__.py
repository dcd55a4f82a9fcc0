"""What pages show of metrics: tiles, charts, meters, and what needs somebody. Pure: data in, words and numbers out."""
