"""What the script of the page must know is JSON in which every text is fit to be shown."""

import json

from hypothesis import given
from hypothesis import strategies as st

from tasks.report.write_data import write_markup
from tasks.report.write_text import show_text

values = st.recursive(
    st.none() | st.integers() | st.text() | st.text("\\nrbfu0001\b\f\r\n\t\u202e<&", max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("ab"), inner),
)


def show_each(value):
    """The same with `show_text` on each text."""
    if isinstance(value, dict):
        return {name: show_each(item) for name, item in value.items()}
    return [show_each(item) for item in value] if isinstance(value, list) else show_text(value)


@given(values)
def test_texts_are_shown_one_by_one(value):
    written = write_markup(value)
    assert json.loads(written) == show_each(value)
    assert not set("<>&\u202e") & set(written)
