"""One reader a file format; which one reads a file is found out from its content, here alone."""
