"""What a process takes that searches and does nothing else; benchmarks/search.py starts it."""

import re
import resource
from pathlib import Path

from catalogue.search.contract import Query
from catalogue.search.index import WhooshIndex


def answering(folder: str) -> None:
    """Answer, complete and mend, then print the most memory this process took."""
    index = WhooshIndex(Path(folder))
    index.warm()
    for typed in ("sécurité", "method for determination", "ISO 9001", "securiite machnes", "eau"):
        index.search(Query(typed))
        index.search(Query(typed, include_withdrawn=True))
        index.suggest(typed)
    index.keys()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    status = Path("/proc/self/status")  # on Linux, without what the process was forked from
    if status.exists() and (peak := re.search(r"VmHWM:\s+(\d+)", status.read_text())):
        most = int(peak[1]) / 1024
    print(f"memory of a process that only searches: {most:.0f} MB at most")
