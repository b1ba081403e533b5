"""How the assistant runs: training, the server, actions inside its process, the chat in a terminal."""
