"""What turns lessons and rooms into a course: the commands, the exercise builder, the guards.

The modules behind ``lab``, ``test``, ``doctor`` and ``pack`` import the standard library only,
because they run before anything is installed.
"""
