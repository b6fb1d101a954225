"""What every chart is laid out on: the sheet with its text, fonts, colours, labels and keys."""
