"""What an account holds beside what the resources of a stack manage, and the other way round."""
