"""How well messages are understood, next to Rasa's default pipeline."""
