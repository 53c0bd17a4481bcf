"""Writing down what happened: monthly submissions under raw names, in the shape of each version of the data set."""
