"""From the words of a question to a task: where its formulas are, what the words around them say, what is asked."""
