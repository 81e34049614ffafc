"""Events of special occasions: their rules, and the days and times that they cover."""
