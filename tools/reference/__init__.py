"""The generated reference pages: one file here is one generator, found by its name, with `pages()` in it."""
