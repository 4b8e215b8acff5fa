"""Controls that answer to keys, in JupyterLab."""

from __future__ import annotations

from typing import Any

__all__ = ["keyed"]

# Keys work wherever the focus is inside, and JupyterLab's own shortcuts leave them alone. No widget
# has a way to listen to them; on the way down, for fields keep their keys to themselves.
LISTEN = (
    """<img alt="" hidden src="data:," onerror="const box = this.closest('.workbench-review');"""
    """box.tabIndex = 0; box.setAttribute('data-lm-suppress-shortcuts', 'true');"""
    """box.addEventListener('focusin', e => e.target.setAttribute("""
    """'data-lm-suppress-shortcuts', 'true'));"""
    """box.addEventListener('keydown', e => {"""
    """ if (e.target.tagName === 'INPUT') { if (e.key === 'Enter') box.focus(); return; }"""
    """ if (e.ctrlKey || e.metaKey || e.altKey) return;"""
    """ const found = box.querySelector('.key-' + CSS.escape(e.key));"""
    """ if (!found) return; e.preventDefault(); e.stopPropagation();"""
    """ const field = found.querySelector('input');"""
    """ field ? field.focus() : found.click(); }, true);">"""
)


def keyed(*controls: Any) -> Any:
    """Controls in a box in which a key presses the button, or leads to the field, that has the
    class ``key-`` and the key."""
    import ipywidgets as w

    box = w.VBox([*controls, w.HTML(LISTEN)])
    box.add_class("workbench-review")
    return box
