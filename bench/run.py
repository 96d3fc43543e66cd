#!/usr/bin/env python3
"""Times kehoach beside other programs on the same files: run.py PROGRAM

CPU seconds of the process and its children, the best of three runs; kehoach and pdftotext by turns, the
best of nine, since the speed of a machine changes. pdftotext, pdfunite and pdftoppm come
with poppler-utils; PyMuPDF and pdfplumber are optional: pip install pymupdf pdfplumber.
"""
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "corpus" / "documents"
PLAN = CORPUS / "ke-hoach-an-nhon-dong.pdf"

PYMUPDF = "import fitz, sys\nfor page in fitz.open(sys.argv[1]): page.get_text()"
PDFPLUMBER = """import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_tables()
        page.close()"""

VALUES = [
    "89,64%", "95-100%", "Trên 90%", "từ 30% trở lên", "18/21 điểm", "01-02 sáng kiến, giải pháp", "Đầy đủ", "x",
    "tăng tối thiểu 20% so với năm 2024", "612.450", "1.250,5 tỷ đồng", "Cấp huyện: 34%; Cấp xã: 10%", "không dưới 85%",
    "chưa đạt từ 10% trở lên", "Quý III năm 2025", "Chậm nhất tháng 12/2025", "Thường xuyên", "Trước ngày 15/12/2025",
    "Ban hành kế hoạch: Tháng 8; Thực hiện: Cả năm", "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ",
]


def cpu(command, stdin=None, runs=3):
    """(CPU seconds, wall seconds) of the best run; None where the command fails."""
    best = None
    for _ in range(runs):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        with open(stdin or os.devnull, "rb") as source:
            run = subprocess.run(command, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode not in (0, 1):
            return None
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best or (took, wall), (took, wall))
    return best


def by_turns(commands, rounds=9):
    """The best of each of several commands that are run one after another, round after round."""
    runs = [[cpu(command, runs=1) for command in commands] for _ in range(rounds)]
    return [None if None in column else min(column) for column in zip(*runs)]


def pages(pdf):
    out = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in out.splitlines() if line.startswith("Pages:")))


def repeated(pdf, count, folder):
    """The pages of a PDF over and over, `count` in all or a few more."""
    out = folder / f"{count}.pdf"
    times = -(-count // pages(pdf))
    subprocess.run(["pdfunite", *[str(pdf)] * times, str(out)], check=True)
    return out


def show(name, seconds, than=None):
    if seconds is None:
        print(f"  {name:34} not measured")
        return
    ratio = f"   kehoach is {than[0] / seconds[0]:.3f} x of it" if than and seconds[0] else ""
    print(f"  {name:34} {seconds[0]:8.3f} s CPU{ratio}")


def has_module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def native(program, folder):
    if not shutil.which("pdftotext"):
        print("pdftotext is not installed (apt-get install poppler-utils): no comparison on PDF")
        return
    document, double = repeated(PLAN, 200, folder), repeated(PLAN, 400, folder)
    print(f"{pages(document)} pages of PDF")
    ours, theirs, twice = by_turns(
        [[program, "extract", document], ["pdftotext", "-layout", document, os.devnull], [program, "extract", double]]
    )
    if ours is None:
        print("  kehoach extract failed")
        return
    show("kehoach extract", ours)
    show("pdftotext -layout", theirs, ours)
    for name, module, code, runs in (("PyMuPDF get_text", "fitz", PYMUPDF, 3), ("pdfplumber extract_tables", "pdfplumber", PDFPLUMBER, 1)):
        if has_module(module):
            show(name, cpu([sys.executable, "-c", code, document], runs=runs), ours)
        else:
            print(f"  {name:34} not installed: pip install pymupdf pdfplumber")
    if twice:
        print(f"  {pages(double)} pages take {twice[0] / ours[0]:.2f} x as long")


def single(program):
    print("One document, wall time of the best of ten runs")
    for name in (PLAN, PLAN.with_suffix(".docx"), PLAN.with_suffix(".xlsx")):
        took = cpu([program, "extract", name], runs=10)
        print(f"  {name.name:34} " + (f"{1000 * took[1]:8.1f} ms" if took else "failed"))
    print(f"  {'--version':34} {1000 * cpu([program, '--version'], runs=10)[1]:8.1f} ms")


def readings(program, folder):
    lines = folder / "values.txt"
    lines.write_text("".join(f"{value}\n" for value in VALUES) * (1_000_000 // len(VALUES)), encoding="utf-8")
    print("A million lines of values")
    for what in ("quantities", "schedule", "references", "text"):
        show(f"kehoach read {what}", cpu([program, "read", what, "--year", "2025"], stdin=lines, runs=1))


def scans(program, folder):
    if not shutil.which("tesseract") or not shutil.which("pdftoppm"):
        print("tesseract or pdftoppm is not installed: no comparison on scans")
        return
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-l", "3", PLAN, folder / "scan"], check=True)
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-f", str(pages(PLAN) - 2), PLAN, folder / "scan"], check=True)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    ours = theirs = 0
    images = sorted(folder.glob("scan*.png"))
    for image in images:
        mine, plain = (cpu(command) for command in ([program, "extract", image], ["tesseract", image, "-", "-l", "vie"]))
        if mine is None or plain is None:
            print("Scans: a page could not be read")
            return
        ours, theirs = ours + mine[0], theirs + plain[0]
    print(f"{len(images)} pages of scan at 200 dpi")
    show("kehoach extract", (ours,))
    show("tesseract PAGE - -l vie", (theirs,), (ours,))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        single(program)
        native(program, folder)
        readings(program, folder)
        scans(program, folder)


if __name__ == "__main__":
    main()
