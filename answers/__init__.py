"""What is said. `answer` gives the answer to a topic; the other modules put results into words."""

from answers.topic import Reply, answer, question_of, topic_names, topics

__all__ = ["Reply", "answer", "question_of", "topic_names", "topics"]
