"""When two values mean the same, however LivePerson writes them."""
