"""A matplotlib figure as SVG and PNG, and a hash of what it draws."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["close", "drawn", "png", "svg"]


def drawn(drawing: Figure) -> str:
    """Hash of what a figure draws: positions, sizes, colours and words, to five digits.

    Two figures of the same facts have the same hash, whatever fonts and library versions make of
    them; one that shows another value has another.
    """
    seen = hashlib.sha256()
    for axes in drawing.axes:
        _hash(seen, "axes", axes.get_xlim(), axes.get_ylim())
        _hash(
            seen,
            axes.get_xlabel(),
            axes.get_ylabel(),
            *(axes.get_title(loc) for loc in ("left", "center", "right")),
        )
        for axis in (axes.xaxis, axes.yaxis):
            _ticks(seen, axis)
        for artist in axes.get_children():
            _artist(seen, artist)
    for artist in (*drawing.texts, *drawing.legends):
        _artist(seen, artist)
    return seen.hexdigest()


def _ticks(seen: Any, axis: Any) -> None:
    """Feed the ticks that were set: those that matplotlib finds hang on the room it has."""
    from matplotlib import ticker

    if isinstance(locator := axis.get_major_locator(), ticker.FixedLocator):
        _hash(seen, "ticks", locator.locs, *axis.get_major_formatter().format_ticks(locator.locs))


def _artist(seen: Any, artist: Any) -> None:
    """Feed one artist to the hash: what it says or where it is in data coordinates."""
    from matplotlib import collections, image, legend, lines, patches, text

    if not artist.get_visible():
        return
    if isinstance(artist, text.Text):
        if artist.get_text():  # titles not set are there as well, and empty
            _hash(seen, "text", artist.get_text(), artist.get_position())
    elif isinstance(artist, lines.Line2D):
        _hash(seen, "line", artist.get_xydata(), artist.get_color(), artist.get_linestyle())
    elif isinstance(artist, patches.Rectangle):
        _hash(seen, "bar", artist.get_bbox().bounds, artist.get_facecolor(), artist.get_hatch())
    elif isinstance(artist, patches.Patch):
        _hash(seen, "patch", artist.get_path().vertices, artist.get_facecolor())
    elif isinstance(artist, collections.Collection):
        _hash(seen, "marks", artist.get_offsets(), artist.get_facecolor(), artist.get_array())
        for path in artist.get_paths():
            _hash(seen, path.vertices)
    elif isinstance(artist, image.AxesImage):
        _hash(seen, "image", artist.get_array(), artist.get_extent())
    elif isinstance(artist, legend.Legend):
        _hash(seen, "legend", *(entry.get_text() for entry in artist.get_texts()))


def _hash(seen: Any, *values: Any) -> None:
    import numpy

    for value in values:
        if value is None or isinstance(value, str):
            seen.update(f"{value};".encode())
        else:
            array = numpy.ma.filled(numpy.ma.asarray(value), numpy.nan)
            numbers = array.ravel().tolist()
            seen.update(";".join(_five(n) for n in numbers).encode() + b"|")


def _five(value: Any) -> str:
    if isinstance(value, (int, float)):
        return f"{round(value, 9) + 0.0:.5g}"  # + 0.0: no minus zero
    return str(value)


def svg(drawing: Figure, digest: str) -> str:
    """SVG of a figure, the same bytes each time; the hash of what is drawn stands in it."""
    import matplotlib

    out = io.StringIO()
    # ids and dates would differ from run to run; glyphs as paths look alike everywhere
    with matplotlib.rc_context({"svg.hashsalt": "workbench", "svg.fonttype": "path"}):
        # the hash in the drawing itself: one that stands beside another's facts is found out
        told = {"Date": None, "Creator": None, "Identifier": digest}
        drawing.savefig(out, format="svg", bbox_inches="tight", metadata=told)
    return re.sub(r"[ \t]+\n", "\n", out.getvalue())


def png(drawing: Figure, digest: str) -> str:
    """Base64 of a PNG of few colours, a third of the size and no difference to the eye; the hash of
    what is drawn stands in it."""
    from PIL import Image, PngImagePlugin

    told = PngImagePlugin.PngInfo()
    told.add_text("drawn", digest)
    out = io.BytesIO()
    drawing.savefig(out, format="png", dpi=144, bbox_inches="tight", metadata={"Software": None})
    small = io.BytesIO()
    Image.open(out).convert("RGB").quantize(128).save(
        small, format="png", optimize=True, pnginfo=told
    )
    return base64.b64encode(small.getvalue()).decode() + "\n"


def close(drawing: Figure) -> None:
    """Close a figure that pyplot made, so that it isn't shown twice."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(drawing)
