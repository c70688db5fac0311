"""Spellings of places that are never called; `{port}` is where a canary listens on this machine."""

from __future__ import annotations

NUMBERS = (
    "https://127.0.0.1:{port}/", "https://127.0.0.1/", "https://127.1:{port}/", "https://127.0.1/", "https://127/",
    "https://2130706433:{port}/", "https://0177.0.0.1:{port}/", "https://0177.0000.0000.0001/",
    "https://017700000001/", "https://0x7f.0.0.1:{port}/", "https://0x7f000001:{port}/", "https://0x7F.1/",
    "https://0x7f.0x0.0x0.0x1/", "https://127.0.0.01/", "https://127.000.000.001/", "https://0:{port}/",
    "https://0.0.0.0:{port}/", "https://00/", "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/", "https://0xa9fea9fe/", "https://2852039166/",
    "https://100.64.0.1/", "https://100.100.100.200/", "https://168.63.129.16/", "https://224.0.0.1/",
    "https://239.255.255.250/", "https://255.255.255.255/", "https://198.18.0.1/", "https://192.0.2.1/",
    "https://127.0.0.1.:{port}/", "https://127.0.0.1%2f@a.be/", "https://127。0。0。1:{port}/",
    "https://127.0.0.1／:{port}/", "https://①②⑦.⓪.⓪.①:{port}/", "https://１２７.0.0.1:{port}/",
    "https://١٢٧.0.0.1/", "https://127.0.0.1,a.be/",
)  # fmt: skip
SIX = (
    "https://[::1]:{port}/", "https://[::]:{port}/", "https://[0:0:0:0:0:0:0:1]:{port}/",
    "https://[0000:0000:0000:0000:0000:0000:0000:0001]/", "https://[::ffff:127.0.0.1]:{port}/",
    "https://[::ffff:7f00:1]:{port}/", "https://[::127.0.0.1]:{port}/", "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/", "https://[2002:7f00:1::]/", "https://[2001:0:7f00:1::]/", "https://[fe80::1]/",
    "https://[fe80::1%25lo]/", "https://[fe80::1%lo]/", "https://[fc00::1]/", "https://[fd00:ec2::254]/",
    "https://[ff02::1]/", "https://[2001:db8::1]/", "https://[::1/", "https://::1:{port}/", "https://[::1]a:{port}/",
    "https://[v1.x]/", "https://[::ffff:0x7f000001]/",
)  # fmt: skip
NAMES = (
    "https://localhost:{port}/", "https://LOCALHOST/", "https://localhost./", "https://localhost.localdomain/",
    "https://a.localhost:{port}/", "https://printer.local/", "https://metadata.google.internal/",
    "https://intranet/", "https://router.lan/", "https://nas.home.arpa/", "https://a.be.:{port}/",
    "https://xn--lcalhost-f1a/", "https://ⓛocalhost:{port}/", "https://lоcalhost:{port}/", "https://a_b.be/",
    "https://-a.be/", "https://a..be/", "https://.be/", "https:///etc/passwd", "https://", "https:a.be",
    "https://a.be\\@127.0.0.1:{port}/", "https://a.be#@127.0.0.1:{port}/", "https://a.be@127.0.0.1:{port}/",
    "https://user:secret@a.be/", "https://127.0.0.1:{port}@a.be/", "https://@127.0.0.1:{port}/",
)  # fmt: skip
SHAPES = (
    "http://a.be/", "HTTP://127.0.0.1:{port}/", "ftp://a.be/", "file:///etc/passwd", "gopher://127.0.0.1:{port}/_",
    "//127.0.0.1:{port}/", "javascript:alert(1)", "data:text/plain,x", "unix:/run/x.sock", "",
    "https://a.be:22/", "https://a.be:{port}/", "https://a.be:0/", "https://a.be:99999/", "https://a.be:+443/",
    "https://a.be:4 43/", "https://a.be:٤٤٣/", "https://a.be:/", "https://a.be\r\nHost: 127.0.0.1/",
    "https://a.be/\r\nX: y", "https://a.be/ x", "https://a.be/\x00", "\thttps://127.0.0.1:{port}/",
    " https://a.be/", "https://a.be/é", "https://127.0.0.1\t:{port}/",
)  # fmt: skip
# Names that look public, with what a resolver answers for them.
REBINDING = {
    "one-private.example.be": ("127.0.0.1",),
    "mixed.example.be": ("93.184.216.34", "127.0.0.1"),
    "mixed-six.example.be": ("2a00:1450::1", "::1"),
    "metadata.example.be": ("169.254.169.254",),
    "shared.example.be": ("100.64.3.4",),
    "mapped.example.be": ("::ffff:127.0.0.1",),
    "nat64.example.be": ("64:ff9b::7f00:1",),
    "six-to-four.example.be": ("2002:7f00:1::",),
    "teredo.example.be": ("2001:0:7f00:1::",),
    "scoped.example.be": ("fe80::1%lo",),
    "unique-local.example.be": ("fd00:ec2::254",),
    "many.example.be": ("239.1.2.3",),
    "cloud.example.be": ("168.63.129.16",),
    "nonsense.example.be": ("not an address",),
    "127.0.0.1.nip.example.be": ("127.0.0.1",),
}
SPELLINGS = (*NUMBERS, *SIX, *NAMES, *SHAPES, *(f"https://{name}/" for name in REBINDING))


def resolve(host: str, _port: int) -> list[str]:
    """Answer as the names above want it; any other name leads to this machine."""
    return list(REBINDING.get(host, ("127.0.0.1",)))
