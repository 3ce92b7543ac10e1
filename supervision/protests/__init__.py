"""Protests against court acts: windows, drafts, review, bringing, outcome (`2015 ¶13, ¶17, ¶23`).

Belongs here: the window of an act as the case now stands, and the life of a protest. Does not belong
here: the length of a term, who may bring, how an ending is called (the law), or the acts themselves
(`cases`).
"""
