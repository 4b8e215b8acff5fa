"""A reader looks at what the machine decided, and says where it is wrong.

`take` keeps a decision and applies it to the tables, `undo` withdraws one, `listed` names all;
`effect` says which published numbers a decision moves, before it is taken or after.
"""

from .effects import effect, moved
from .taking import about, checked, listed, take, undo

__all__ = ["checked", "take", "undo", "listed", "about", "effect", "moved"]
