"""Write the charset of a CID-keyed CFF font as a plain list (format 0).

A subset's glyphs lie scattered in their collection, so that format 2 lists some ten thousand
ranges; a reader must walk them all to find where the table ends. A plain list is as long as
the font has glyphs: it is skipped in one step, for some ten to forty kilobytes more.

usage: plain_charset.py FONT.otf...    (rewritten in place; a font without CID keys is refused)
"""
import struct
import sys

CHARSET, CHAR_STRINGS, PRIVATE, FD_ARRAY, FD_SELECT, ROS = 15, 17, 18, (12, 36), (12, 37), (12, 30)


def u16(data, at):
    return struct.unpack_from(">H", data, at)[0]


def index(data, at):
    """The spans of an INDEX's objects, and where it ends."""
    count = u16(data, at)
    if count == 0:
        return [], at + 2
    size, first = data[at + 2], at + 3
    offsets = [int.from_bytes(data[first + i * size : first + (i + 1) * size], "big") for i in range(count + 1)]
    base = first + (count + 1) * size - 1
    return [(base + a, base + b) for a, b in zip(offsets, offsets[1:])], base + offsets[-1]


def entries(data, span):
    """A DICT: operator -> [(value, place, bytes)]; reals have no value."""
    at, end = span
    found, operands = {}, []
    while at < end:
        lead, start = data[at], at
        if lead <= 21:
            at += 2 if lead == 12 else 1
            found[(12, data[start + 1]) if lead == 12 else lead] = operands
            operands = []
            continue
        if lead == 30:
            at += 1
            while data[at] & 15 != 15:
                at += 1
            at += 1
            value = None
        elif lead == 28:
            value, at = struct.unpack_from(">h", data, at + 1)[0], at + 3
        elif lead == 29:
            value, at = struct.unpack_from(">i", data, at + 1)[0], at + 5
        elif lead <= 246:
            value, at = lead - 139, at + 1
        elif lead <= 250:
            value, at = (lead - 247) * 256 + data[at + 1] + 108, at + 2
        else:
            value, at = -(lead - 251) * 256 - data[at + 1] - 108, at + 2
        operands.append((value, start, at - start))
    return found


def move(data, operand, by):
    value, at, size = operand
    assert size == 5, "an offset is written in five bytes"
    struct.pack_into(">i", data, at + 1, value + by)


def rewrite(cff, glyphs):
    cff = bytearray(cff)
    _, at = index(cff, cff[2])
    tops, at = index(cff, at)
    top = entries(cff, tops[0])
    assert ROS in top, "not CID-keyed"
    start = top[CHARSET][0][0]
    if cff[start] == 0:
        return bytes(cff)
    assert cff[start] == 2, "a charset of format 2"
    ids, at = [], start + 1
    while len(ids) < glyphs - 1:
        first, left = struct.unpack_from(">HH", cff, at)
        ids.extend(range(first, first + left + 1))
        at += 4
    assert len(ids) == glyphs - 1
    plain = b"\0" + struct.pack(f">{len(ids)}H", *ids)
    by = len(plain) - (at - start)
    for span in index(cff, top[FD_ARRAY][0][0])[0]:
        move(cff, entries(cff, span)[PRIVATE][1], by)
    for key in (CHAR_STRINGS, FD_ARRAY, FD_SELECT):
        assert top[key][0][0] >= at, "what moves lies behind the charset"
        move(cff, top[key][0], by)
    cff[start:at] = plain
    return bytes(cff)


def checksum(table):
    table += bytes(-len(table) % 4)
    return sum(struct.unpack(f">{len(table) // 4}I", table)) & 0xFFFFFFFF


def rebuild(font):
    """The file with its tables in the order in which they lie."""
    count = u16(font, 4)
    records = [struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(count)]
    tables = {tag: font[at : at + size] for tag, _, at, size in records}
    tables[b"CFF "] = rewrite(tables[b"CFF "], u16(tables[b"maxp"], 4))
    tables[b"head"] = tables[b"head"][:8] + bytes(4) + tables[b"head"][12:]
    places, body = {}, bytearray()
    for tag, _, _, _ in sorted(records, key=lambda record: record[2]):
        places[tag] = 12 + 16 * count + len(body)
        body += tables[tag] + bytes(-len(tables[tag]) % 4)
    directory = b"".join(
        struct.pack(">4sIII", tag, checksum(tables[tag]), places[tag], len(tables[tag])) for tag, _, _, _ in records
    )
    out = bytearray(font[:12] + directory + body)
    struct.pack_into(">I", out, places[b"head"] + 8, (0xB1B0AFBA - checksum(bytes(out))) & 0xFFFFFFFF)
    return bytes(out)


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        font = file.read()
    with open(path, "wb") as file:
        file.write(rebuild(font))
