//! Prints a policy file from its declarations, so that reading it again gives the same declarations.
