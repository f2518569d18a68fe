"""A need in free text: which topics it means, and which texts it is like."""
