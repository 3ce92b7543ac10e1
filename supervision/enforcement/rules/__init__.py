"""What a card, an event and a control card must say, on plain values.

Belongs here: checks C1–C3 of card 4.0 and the shape of each kind of event. Does not belong here:
which event may lawfully follow (`law/enforcement`), check digits (`core/identity.py`).
"""
