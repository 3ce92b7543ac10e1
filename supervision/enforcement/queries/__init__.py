"""Reads of enforcement documents: one document with its life, the register, transfers, damage.

Belongs here: one function per question. Does not belong here: what may follow (`law/enforcement`).
"""
