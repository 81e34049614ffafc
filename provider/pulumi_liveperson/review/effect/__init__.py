"""When customers can reach whom, before and after an update."""
