"""Acts of prosecutorial response, breaches and their removal (`2002 ¶4`, `2015 ¶12, ¶24`)."""
