"""A library: adding, searching, families and reuse on heaps of some sizes, beside peers in one run.

    WORKBENCH_SHARED=../shared python benchmarks/library.py [DOCUMENTS…]

Heaps of 966 documents if not given, larger ones (`1000 3000 10000`) made of `bulk` and `texts` by
editing: renumbered, years shifted, and a third of the longer words turned round, another third in
each copy, so that copies are as unlike as documents of two subjects that share formulas. Each step
runs in a process of its own, so that its peak memory is its own; processor time is that of all its
processes. After several heaps: by which power of the documents each figure grows.

Peers: `grep -r` over the files and `str.contains` over the paragraphs in pandas for a phrase; for
families "the last earlier document with the same title"; for reuse a plain comparison of all runs
of twenty words on a sample of paragraphs, and MinHash of datasketch where that is installed.
"""

from __future__ import annotations

import hashlib
import json
import math
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from itertools import combinations, count
from pathlib import Path
from typing import Any

from workbench import features, library, readers
from workbench.library import Library, store
from workbench.text import words

NUMBERED = re.compile(r"(?:(?<=RES/)|(?<![\d/.]))(\d{1,4})/(\d{1,4})(?![\d/])")
YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/])")
LONG = re.compile(r"\b[a-z]{7,}\b")
SAMPLE = 20_000  # paragraphs compared one by one
PHRASE = "within existing resources"


# -- heaps -----------------------------------------------------------------------------------


def heap(documents: int, folder: Path) -> Path:
    """So many documents: those at hand, then edited copies."""
    shared = Path(os.environ["WORKBENCH_SHARED"])
    files = [f for part in ("texts", "bulk") for f in sorted((shared / part).glob("*.json"))]
    for n in count():
        copy, file = divmod(n, len(files))
        path = files[file]
        name = renamed(path.stem, copy)
        if copy and name == path.stem:
            continue  # of a special session, or with a Roman one: it has one copy only
        text = path.read_text(encoding="utf-8")
        (folder / f"{name}.json").write_text(edited(text, copy) if copy else text, encoding="utf-8")
        documents -= 1
        if not documents:
            break
    return folder


def renamed(name: str, copy: int) -> str:
    """A_RES_73_251 of a copy: A_RES_173_251."""
    return re.sub(r"(?<=RES_)\d+(?=_\d)", lambda m: str(int(m[0]) + 100 * copy), name)


def renumbered(copy: int, match: re.Match[str]) -> str:
    return f"{int(match[1]) + 100 * copy}/{match[2]}"


def edited(text: str, copy: int) -> str:
    """Another document: its own number and years, and a third of its longer words turned round."""

    def turned(match: re.Match[str]) -> str:
        chance = hashlib.blake2b(f"{copy} {match[0]}".encode(), digest_size=2).digest()[0]
        return match[0][::-1] if chance % 3 == 0 else match[0]

    rows = json.loads(text)
    for row in rows:
        told = NUMBERED.sub(partial(renumbered, copy), row["text"])
        told = YEAR.sub(lambda m: str(int(m[0]) + copy), told)
        # What stands above the title says who adopted it, and when.
        row["text"] = told if row["type"] == "frontmatter" else LONG.sub(turned, told)
    return json.dumps(rows)


# -- what is measured ------------------------------------------------------------------------


def add(folder: Path, place: Path, cores: int) -> dict[str, Any]:
    if cores == 1:
        os.sched_setaffinity(0, {0})
    done = library.add([folder], place)
    return {"added": len(done.added), "left_out": len(done.skipped),
            "MB": round(place.stat().st_size / 1e6)}  # fmt: skip


def one_more(folder: Path, place: Path) -> dict[str, Any]:
    """A document that changed, as a copy under another name."""
    file = sorted(folder.iterdir())[0]
    other = folder.parent / file.name
    other.write_text(edited(file.read_text(encoding="utf-8"), 77), encoding="utf-8")
    return {"added": len(library.add([other], place).added)}


def search(place: Path) -> dict[str, Any]:
    """Milliseconds of processor time, median and nine tenths, of phrases and prefixes with filters:
    of content words, of all their forms, and of any words (of the)."""
    with store.connected(place) as connection:
        rows = connection.execute("SELECT text FROM paragraphs WHERE id % 97 = 0").fetchall()
    told = {}
    for kind, least in (("content", 4), ("forms", 4), ("any", 1)):
        draw = random.Random(1)
        spent: list[float] = []
        while len(spent) < 200:
            many = 2 + len(spent) % 2
            split = re.findall(r"[A-Za-z]+", draw.choice(rows)["text"])
            at = draw.randrange(max(len(split) - many, 1))
            chosen = split[at : at + many]
            if len(chosen) == many and min(map(len, chosen)) >= least:
                star = "*" * (kind != "forms" and len(spent) % 2)
                begun = time.process_time()
                library.search(f'"{" ".join(chosen)}"{star}', place, organ="A", since=2000,
                               forms=kind == "forms")  # fmt: skip
                spent.append(1000 * (time.process_time() - begun))
        spent.sort()
        told[f"{kind}_ms"] = [round(spent[len(spent) * n // 10], 1) for n in (5, 9)]
    return told


def phrase(place: Path) -> dict[str, Any]:
    return {"found": len(library.search(f'"{PHRASE}"', place))}


def grep(folder: Path) -> dict[str, Any]:
    run = subprocess.run(["grep", "-rciF", PHRASE, str(folder)], capture_output=True, check=False)
    return {"found": sum(int(line.rsplit(b":", 1)[1]) for line in run.stdout.splitlines())}


def pandas(place: Path) -> dict[str, Any]:
    import pandas as pd

    with store.connected(place) as connection:
        texts = pd.read_sql_query("SELECT text FROM paragraphs", connection)["text"]
    begun = time.perf_counter()
    found = int(texts.str.contains(PHRASE, case=False, regex=False).sum())
    return {"found": found, "search_ms": round(1000 * (time.perf_counter() - begun))}


def families(place: Path) -> dict[str, Any]:
    """How many of the gold's predecessors are right, by `families` and by titles alone."""
    steps = {step.symbol: step for step in library.families(place)}
    table = Library(place).documents
    titles: dict[str, list[str]] = defaultdict(list)
    before: dict[str, str | None] = {}
    for row in table.itertuples():
        before[row.symbol] = titles[row.title][-1] if titles[row.title] else None
        titles[row.title].append(row.symbol)
    shared = Path(os.environ["WORKBENCH_SHARED"])
    gold = json.loads((shared / "gold" / "families.json").read_text(encoding="utf-8"))
    truth = {symbol(r["symbol_file"]): symbol(r["predecessor_file"]) for r in gold}
    return {
        "right": sum(steps[s].predecessor == p for s, p in truth.items() if s in steps),
        "same_title": sum(before[s] == p for s, p in truth.items() if s in before),
        "of": len(truth),
    }


def symbol(file: str | None) -> str | None:
    shared = Path(os.environ["WORKBENCH_SHARED"])
    paths = [shared / part / file for part in ("bulk", "texts") if file]
    return next((readers.read(path).symbol for path in paths if path.exists()), None)


def reuse(place: Path) -> dict[str, Any]:
    return {"pairs": len(library.reuse(place))}


def origins(place: Path) -> dict[str, Any]:
    """Sources of what 78/226 added or reworded, from texts and links of the package."""
    from workbench import Corpus
    from workbench.library import wanted

    corpus = Corpus.load("ct-assistance")
    days = {m.symbol: m.adopted for m in corpus.members if m.adopted}
    texts = {symbol: corpus.resolution(symbol) for symbol in ("A/RES/74/175", "A/RES/78/226")}
    links = [r for r in corpus.links.to_dict("records") if r["later"] == "A/RES/78/226"]
    passages = list(wanted(links, texts))
    begun = time.process_time()
    found = [o for o in library.origins(passages, days, place) if o.likeliest]
    return {"passages": len(passages), "found": len(found),
            "search_cpu_s": round(time.process_time() - begun, 2)}  # fmt: skip


def recall(place: Path) -> dict[str, Any]:
    """Of the pairs of sampled paragraphs with twenty words in a row in common, those found."""
    with store.connected(place) as connection:
        rows = connection.execute(
            "SELECT d.symbol, p.label, p.text FROM paragraphs p "
            "JOIN documents d ON d.id = p.document"
        ).fetchall()
    chosen = random.Random(2).sample(rows, min(SAMPLE, len(rows)))
    runs: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for row in chosen:
        split = words(row["text"])
        for n in range(len(split) - 19):
            runs[tuple(split[n : n + 20])].add((row["symbol"], row["label"]))
    truth = {frozenset(pair) for places in runs.values() if len(places) > 1
             for pair in combinations(sorted(places), 2) if pair[0][0] != pair[1][0]}  # fmt: skip
    told = library.reuse(place)
    earlier = zip(told["earlier"], told["earlier_label"], strict=True)
    later = zip(told["later"], told["later_label"], strict=True)
    found = {frozenset(pair) for pair in zip(earlier, later, strict=True)}
    return {"pairs": len(truth), "recall": round(len(truth & found) / max(len(truth), 1), 4)}


def minhash(place: Path) -> dict[str, Any]:
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        return {"datasketch": "not installed"}
    with store.connected(place) as connection:
        rows = connection.execute("SELECT id, text FROM paragraphs").fetchall()
    index = MinHashLSH(threshold=0.5, num_perm=64)
    pairs = 0
    for row in rows:
        sketch = MinHash(num_perm=64)
        sketch.update_batch([s.encode() for s in features.winnowed(words(row["text"]), window=1)])
        pairs += len(index.query(sketch))
        index.insert(row["id"], sketch)
    return {"pairs": pairs}


# -- in processes of their own ---------------------------------------------------------------


def measured(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a step gives, its seconds, seconds of CPU and peak memory, workers included."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, there))
    process.start()
    told = here.recv()
    process.join()
    return told


def _child(work: Callable[[], dict[str, Any]], pipe: Any) -> None:
    begun, cpu = time.perf_counter(), time.process_time()
    told = work()
    from joblib.externals.loky import get_reusable_executor

    seconds = time.perf_counter() - begun
    get_reusable_executor().shutdown(wait=True)  # only of workers that ended the time is known
    there = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() - cpu + there.ru_utime + there.ru_stime
    own, others = (resource.getrusage(who).ru_maxrss / 1024
                   for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # fmt: skip
    pipe.send(told | {"s": round(seconds, 2), "cpu_s": round(cpu, 2),
                      "peak_MB": round(own), "peak_MB_of_a_worker": round(others)})  # fmt: skip


def exponents(small: dict[str, Any], large: dict[str, Any], times: float) -> dict[str, float]:
    """By which power of the documents processor time, memory, size and pairs grow."""
    return {
        fact: round(math.log(large[fact] / small[fact], times), 2)
        for fact in ("cpu_s", "peak_MB", "MB", "pairs")
        if small.get(fact) and large.get(fact)
    }


def main() -> None:
    sizes = [int(n) for n in sys.argv[1:]] or [966]
    last: tuple[int, dict[str, dict[str, Any]]] | None = None
    for documents in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "texts"
            folder.mkdir()
            heap(documents, folder)
            place = Path(temporary) / "library.sqlite"
            alone = Path(temporary) / "alone.sqlite"
            print(f"\n{documents} documents")
            steps: dict[str, Callable[[], dict[str, Any]]] = {
                "add": partial(add, folder, place, os.cpu_count() or 1),
                "add on one core": partial(add, folder, alone, 1),
                "add one more": partial(one_more, folder, place),
                "search": partial(search, place),
                "phrase": partial(phrase, place),
                "phrase, grep -r": partial(grep, folder),
                "phrase, pandas": partial(pandas, place),
                "families": partial(families, place),
                "origins": partial(origins, place),
                "reuse": partial(reuse, place),
                "reuse, recall": partial(recall, place),
                "reuse, MinHash": partial(minhash, place),
            }
            told: dict[str, dict[str, Any]] = {}
            for name, step in steps.items():
                told[name] = measured(step)
                print(f"{name:<18}", told[name], flush=True)
            for name, large in told.items() if last else ():
                power = exponents(last[1][name], large, documents / last[0])
                print(f"{name:<18} grows by", power)
            last = documents, told


if __name__ == "__main__":
    main()
