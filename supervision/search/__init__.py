"""One box over cases, requested files, enforcement documents, disputes, petitions and people.

Finds by the beginnings of words, folded, in the tables of words that the rooms keep. Does not belong
here: the filters of any one register, to which every group of finds leads on.
"""
