"""How people reach the assistant. Every channel passes what people send through `channels.guard`."""
