"""When customers can reach a skill: the evaluation of workdays and special occasions, without I/O."""
