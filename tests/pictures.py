"""What a figure says in words, for the tests of figures."""


def printed_below(figure):
    """The note and the line of sources below a figure, on one line."""
    return " ".join(" ".join(text.get_text() for text in figure.texts).split())


def names_of_rows(axes):
    """The names that stand at the left of a figure's rows, from the first row on."""
    return [text.get_text() for text in axes.texts if text.get_gid() == "name of a row"]


def texts_within(axes):
    """What else is printed in a figure's axes and beside them."""
    return [text.get_text() for text in axes.texts if text.get_gid() != "name of a row"]
