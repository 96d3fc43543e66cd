"""Takes documents apart into the seeds of the fuzz targets: python3 seeds.py FOLDER...

Each target's corpus (`corpus/<target>/`) gets the parts that `container.rs` puts together again. OLE
files need the module olefile; without it `doc` and `xls` start from nothing.
"""

import hashlib
import pathlib
import re
import sys
import zipfile
import zlib

try:
    import olefile
except ImportError:
    olefile = None

# Large seeds make each try slow. Markup without its end is still read; other formats must be whole.
LARGEST = 40_000
LONGEST_MARKUP = 8_000
HERE = pathlib.Path(__file__).parent


def keep(target, *parts):
    """Writes one seed: the parts, parted by NUL."""
    seed = b"\0".join(parts)
    if 0 < len(seed) <= LARGEST:
        folder = HERE / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def packed(path):
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())

        def part(name):
            return package.read(name)[:LONGEST_MARKUP] if name in names else b""

        if "word/document.xml" in names:
            keep("docx", *(part(f"word/{name}.xml") for name in ("document", "styles", "numbering", "footnotes")))
        elif "xl/workbook.xml" in names:
            for name in sorted(names):
                if name.startswith("xl/worksheets/"):
                    keep("xlsx", part(name), part("xl/styles.xml"), part("xl/sharedStrings.xml"))
        elif "content.xml" in names:
            kind = "ods" if b"spreadsheet" in part("mimetype") else "odt"
            keep(kind, part("content.xml"), part("styles.xml"))


def compound(path, data):
    keep("ole", data[8:])
    if olefile is None:
        return
    with olefile.OleFileIO(path) as file:
        stream = lambda name: file.openstream(name).read() if file.exists(name) else b""
        if text := stream("WordDocument"):
            keep("doc", len(text).to_bytes(4, "little") + text + (stream("1Table") or stream("0Table")))
        keep("xls", stream("Workbook"))


def pdf(data):
    keep("pdf", data)
    pages = []
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            content = zlib.decompress(stream[1])
        except zlib.error:
            content = stream[1]
        if re.search(rb"\bBT\b.*\bET\b", content, re.DOTALL) and b"begincmap" not in content:
            pages.append(re.sub(rb"/\S+(\s+[\d.]+\s+Tf)", rb"/F1\1", content.replace(b"\0", b" ")))
    for first in range(0, len(pages), 2):
        keep("page", *pages[first : first + 2])


def document(path):
    data = path.read_bytes()
    if data.startswith(b"PK"):
        packed(path)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        compound(path, data)
    elif data.startswith(b"%PDF"):
        pdf(data)
    elif data.startswith((b"\x89PNG", b"\xff\xd8", b"II", b"MM")):
        keep("image", data)
    elif data.startswith(b"{\\rtf"):
        keep("rtf", data.removeprefix(b"{\\rtf1")[:LARGEST])
    elif path.suffix in (".html", ".htm"):
        keep("html", data[:LARGEST])
    elif path.suffix == ".txt":
        keep("text", data)
        for line in data.splitlines()[:200]:
            keep("readings", line)


for folder in sys.argv[1:]:
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file():
            document(path)
