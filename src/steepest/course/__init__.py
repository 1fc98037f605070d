"""Floor 6: lessons, questions, grading and what a learner has done."""
