#!/usr/bin/env python3
"""Makes runs.bin: what the project's texts may not repeat, as hashes.

Usage: make.py FOLDER-OF-SOURCES > runs.bin

Each line of each source is folded (see fold), official titles become one mark, and every run of
twelve characters is hashed (FNV-1a, 64 bits, the lower 40 kept). The hashes are sorted and written
in 5 bytes each, big-endian. The sources themselves are not in this repository.
tests/sources.rs does the same to the project's texts.
"""
import pathlib
import sys

RUN = 12


def fold(line):
    """Without white space; full-width ASCII made narrow."""
    narrow = (chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in line)
    return "".join(c for c in narrow if not c.isspace())


def titles():
    path = pathlib.Path(__file__).with_name("official-titles.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    folded = {fold(line) for line in lines if line and not line.startswith("#")}
    return sorted(folded, key=lambda title: (-len(title), title))


def runs(line, marks):
    line = fold(line)
    for title in marks:
        line = line.replace(title, "\x01")
    return (line[at : at + RUN] for at in range(len(line) - RUN + 1))


def is_prose(run):
    """A run of signs, or of ASCII alone (an address), is nobody's sentence: the sources are
    Japanese."""
    return sum(c.isalnum() for c in run) >= 8 and not run.isascii()


def fnv(run):
    value = 0xCBF29CE484222325
    for byte in run.encode("utf-8"):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value & 0xFFFFFFFFFF


def main():
    marks = titles()
    hashes = set()
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            hashes.update(fnv(run) for run in runs(line, marks) if is_prose(run))
    for value in sorted(hashes):
        sys.stdout.buffer.write(value.to_bytes(5, "big"))


main()
