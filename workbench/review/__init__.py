"""A reader looks at what the machine decided, and says where it is wrong.

`take` keeps a decision and applies it to the tables, `undo` withdraws one, `listed` names all;
`effect` says which published numbers a decision moves, before it is taken or after. `desk` is all
this in JupyterLab, a thing at a time: `queue` orders them, a `Desk` keeps the answers. `blind` is
the same for a sample that is coded without seeing what the machine found.
"""

from .blind import Blind, Queue, blind
from .effects import effect, moved
from .items import Item, queue, verbs
from .lab import Desk, desk
from .taking import about, checked, listed, take, undo

__all__ = ["checked", "take", "undo", "listed", "about", "effect", "moved",
           "queue", "verbs", "Item", "Desk", "desk", "Queue", "Blind", "blind"]  # fmt: skip
