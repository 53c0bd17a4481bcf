"""A slow check: uploads to a real server. A month of 50 MB is not held in memory; a killed server leaves nothing.

    python -m tools.assure_uploads

The server is killed at several points of an upload, and started again on the same workspace each time.
"""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from tools.served import Served, served

SIZE = 50 * 1024 * 1024
MOST_MORE = 25 * 1024 * 1024
"""How much more memory the server may have taken at its peak than before: half of what was sent."""
PARTS = (0.1, 0.5, 0.9)
"""How much of an upload has arrived when its server is killed."""
BOUNDARY = "evenlode-upload"


def main() -> int:
    """Both proofs; 0 where they hold."""
    with tempfile.TemporaryDirectory(prefix="evenlode-uploads-") as name:
        place = _workspace(Path(name))
        with served(place) as server:
            fine = _not_in_memory(server, place)
        for part in PARTS:
            fine = _killed(place, part) and fine
    return 0 if fine else 1


def _workspace(folder: Path) -> Path:
    """A workspace with personas, as the demo makes it, and nothing received."""
    from evenlode.terms.shipped import contract_folder
    from evenlode.web.access.reading import DEMO_MARK

    shutil.copytree(contract_folder("two-outcome-illustration"), folder / "contract")
    (folder / DEMO_MARK).write_text("for a proof\n", encoding="utf-8")
    return folder


def _not_in_memory(server: Served, place: Path) -> bool:
    cookies, token = _signed_in(server)
    Path(f"/proc/{server.process.pid}/clear_refs").write_text("5")  # the peak begins anew
    before = _peak(server)
    answer = _upload(server, cookies, token, 1.0)
    more = _peak(server) - before
    kept = [file for file in (place / "web" / "uploads").rglob("*") if file.is_file()]
    whole = answer == 302 and [file.stat().st_size for file in kept][:1] in ([SIZE], [])
    print(f"an upload of {SIZE >> 20} MB: answer {answer}, the server's peak rose by {more >> 20} MB")
    return whole and more < MOST_MORE


def _killed(place: Path, part: float) -> bool:
    """Kill the server in the middle, start it again, and look at what there is."""
    for left in ("uploads", "arriving"):
        shutil.rmtree(place / "web" / left, ignore_errors=True)
    with served(place) as server:
        cookies, token = _signed_in(server)
        _upload(server, cookies, token, part)
        arrived = sum(file.stat().st_size for file in (place / "web" / "arriving").glob("*"))
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    with served(place) as server:
        cookies, _ = _signed_in(server)
        found = [file for name in ("uploads", "arriving") for file in (place / "web" / name).glob("*")]
        page = _get(server, "/data-loads/", cookies)
    clean = not found and "No data have come in yet" in page
    said = "nothing is left" if clean else f"LEFT: {len(found)} files"
    print(f"killed at {part:.0%} of an upload, with {arrived >> 20} MB on the disk: {said}")
    return clean


def _signed_in(server: Served) -> tuple[str, str]:
    """Cookies of Joan Tully, of the lead provider, and the token that the form wants."""
    asking = http.client.HTTPConnection("localhost", server.port, timeout=60)
    asking.request("GET", "/sign-in/")
    answer = asking.getresponse()
    text, cookies = answer.read().decode(), _cookies(answer)
    form = next(one for one in text.split("<form") if "as Joan Tully" in one)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', form))
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    asking.request("POST", "/sign-in/", urlencode(fields), sent)
    answer = asking.getresponse()
    answer.read()
    cookies = _cookies(answer)
    page = _get(server, "/data-loads/", cookies)
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("Joan Tully is not signed in")
    return cookies, found[1]


def _cookies(answer: http.client.HTTPResponse) -> str:
    return "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())


def _get(server: Served, path: str, cookies: str) -> str:
    asking = http.client.HTTPConnection("localhost", server.port, timeout=60)
    asking.request("GET", path, headers={"Cookie": cookies})
    return asking.getresponse().read().decode()


def _upload(server: Served, cookies: str, token: str, part: float) -> int:
    """Send so much of a submission; the status of the answer, 0 where not all of it was sent."""
    pieces = [_field("csrfmiddlewaretoken", token), _field("month", "2016-03")]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="MHS001.csv"\r\n\r\n'
    begin, end = ("".join(pieces) + head).encode(), f"\r\n--{BOUNDARY}--\r\n".encode()
    asking = http.client.HTTPConnection("localhost", server.port, timeout=120)
    asking.putrequest("POST", "/data-loads/")
    asking.putheader("Cookie", cookies)
    asking.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    asking.putheader("Content-Length", str(len(begin) + SIZE + len(end)))
    asking.endheaders()
    asking.send(begin)
    for block in _rows(round(SIZE * part)):
        asking.send(block)
    if part < 1:
        return 0
    asking.send(end)
    return asking.getresponse().status


def _field(name: str, value: str) -> str:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'


def _rows(size: int) -> Iterator[bytes]:
    """So many bytes of rows, a block at a time."""
    row = b"P1,1980-01-15\n"
    block = row * (64 * 1024 // len(row))
    while size:
        yield block[:size]
        size -= len(block[:size])


def _peak(server: Served) -> int:
    """The most memory that the server has had since its peak was begun anew, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{server.process.pid}/status").read_text())
    if found is None:
        raise RuntimeError("this system does not say how much memory a process has had")
    return int(found[1]) * 1024


if __name__ == "__main__":
    sys.exit(main())
