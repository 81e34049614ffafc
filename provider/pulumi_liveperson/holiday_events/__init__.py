"""Events of special occasions from public holidays and from iCalendar files."""
