"""Reports: papers an office gets or sends by the calendar. Here: the control journal.

Every working morning each office gets a numbered journal of its duties, readable when the product is
not. Does not belong here: the press and the numbers (`supervision.printing`), any day of the law.
"""
