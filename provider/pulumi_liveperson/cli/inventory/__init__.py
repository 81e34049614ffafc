"""The objects of an account compared with the objects that the resources of a stack manage."""
