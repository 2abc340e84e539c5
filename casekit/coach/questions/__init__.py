"""The questions: one file a lesson, ``lesson_NN.py``, with QUESTIONS and PREDICTIONS."""
