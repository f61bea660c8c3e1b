"""What a figure says in words, for the tests of figures."""


def printed_below(figure):
    """The note and the line of sources below a figure, on one line."""
    return " ".join(" ".join(text.get_text() for text in figure.texts).split())
