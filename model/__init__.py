"""What a deal is, how it is reached, what follows from it, and how that is measured."""
