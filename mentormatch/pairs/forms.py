"""Forms of pairs. Closing asks for nothing: a no, and an end, need no reason."""

from mentormatch.base.forms import Form


class CloseForm(Form):
    """One button: to decline a proposal, or to end a pair."""
