"""Runs a command where every packet to the rest of the world is seen: `python sealed_namespace.py COMMAND…`.

To be started by `unshare --map-root-user --net`: an empty network of its own. Its only way out is a device whose other
end is this program, which counts what comes out and answers nothing. At the end it writes one JSON line: how many
packets, the first few of them, and how the command ended. A packet of its own, sent first, shows that it would see
them.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

WORLD = "10.99.0.7"
"""An address that can be reached only past the program."""

_TUNSETIFF, _TUN, _NO_HEADER = 0x400454CA, 0x0001, 0x1000
_SHOWN = 20


def open_way_out() -> int:
    """A device to which everything goes that is not for this machine; what is sent there can be read."""
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH22x", b"out", _TUN | _NO_HEADER))
    for words in (
        "link set lo up",
        "addr add 10.99.0.1/24 dev out",
        "link set out up",
        "route add default dev out",
    ):
        subprocess.run(["ip", *words.split()], check=True)
    return device


def packet_of(data: bytes) -> str:
    """Where a packet goes, for a person."""
    if data[0] >> 4 != 4:
        return f"IPv{data[0] >> 4}, {len(data)} bytes"
    return f"{socket.inet_ntoa(data[16:20])}, protocol {data[9]}, {len(data)} bytes: {data[20:60]!r}"


class Sniffer:
    """Reads every packet that leaves, in a thread of its own."""

    def __init__(self, device: int) -> None:
        self.packets: list[str] = []
        self._device = device
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while select.select([self._device], [], []):
            self.packets.append(packet_of(os.read(self._device, 65_536)))

    def sees(self) -> bool:
        """Whether a packet to the world is seen; it is forgotten then."""
        with socket.socket(type=socket.SOCK_DGRAM) as sent:
            sent.sendto(b"seen?", (WORLD, 9))
        for _ in range(100):
            if any("seen?" in packet for packet in self.packets):
                self.packets.clear()
                return True
            threading.Event().wait(0.05)
        return False


def main(command: list[str]) -> int:
    Path("/proc/sys/net/ipv6/conf/default/disable_ipv6").write_text("1", "ascii")  # it announces itself else
    sniffer = Sniffer(open_way_out())
    if not sniffer.sees():
        sys.stderr.write("a packet left, and was not seen\n")
        return 1
    done = subprocess.run(command, check=False, env={**os.environ, "CASEWRIGHT_TEST_WORLD": f"{WORLD}:8080"})
    told = {"rc": done.returncode, "packets": len(sniffer.packets), "first": sniffer.packets[:_SHOWN]}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
