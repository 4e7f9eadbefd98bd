#!/usr/bin/env python3
"""Looks at finished PDF files with another program's eyes: every object as qpdf reads it.

    .ci/pdf.py x-4|a-2u|plain FILE...

Says what breaks PDF/X-4 or PDF/A-2u and exits with 1. It shares nothing with the writer or its
tests; `src/pdf/X4.md` and `src/pdf/A2U.md` are the clauses.
"""

import base64
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

NAMES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
}


class File:
    def __init__(self, path):
        self.raw = open(path, "rb").read()
        command = ["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized"]
        shown = subprocess.run([*command, path], capture_output=True, check=True)
        self.objects = json.loads(shown.stdout)["qpdf"][1]
        self.trailer = self.objects.pop("trailer")["value"]
        self.faults = []

    def fault(self, text):
        self.faults.append(text)

    def get(self, value):
        """The value that a reference stands for, streams by their dictionaries."""
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects.get("obj:" + value)
            if found is None:
                self.fault(f"nothing is at {value}")
                return None
            return found["stream"]["dict"] if "stream" in found else found["value"]
        return value

    def data(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"].get("data", ""))

    def dicts(self):
        """Every dictionary, those inside others too."""
        waiting = [o["stream"]["dict"] if "stream" in o else o["value"] for o in self.objects.values()]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                yield value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)

    def streams(self):
        for name, found in self.objects.items():
            if "stream" in found:
                yield name[4:], found["stream"]["dict"]


def text(value):
    return value[2:] if isinstance(value, str) and value.startswith("u:") else value


def packet(file, root):
    """The XMP properties; a packet that is no XML is a fault of the parser's own words."""
    found = {}
    tree = ET.fromstring(file.data(root["/Metadata"]).decode("utf-8"))
    for about in tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        for item in about:
            space, _, name = item.tag[1:].partition("}")
            if space in NAMES:
                found[f"{NAMES[space]}:{name}"] = "".join(item.itertext()).strip()
    return found


def check_claims(file, root, standard):
    said = packet(file, root)
    wanted = {
        "x-4": {"pdfxid:GTS_PDFXVersion": "PDF/X-4", "pdf:Trapped": "False"},
        "a-2u": {"pdfaid:part": "2", "pdfaid:conformance": "U"},
        "plain": {},
    }[standard]
    for name, value in wanted.items():
        if said.get(name) != value:
            file.fault(f"{name} is {said.get(name)}")
    needed = "dc:title xmp:CreateDate xmp:ModifyDate xmp:MetadataDate xmpMM:DocumentID xmpMM:InstanceID"
    if standard == "x-4":
        needed += " xmpMM:VersionID xmpMM:RenditionClass"
    for name in needed.split():
        if not said.get(name):
            file.fault(f"{name} is missing")
    info = file.get(file.trailer["/Info"])
    pairs = {"/Title": "dc:title", "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer"}
    for key, name in pairs.items():
        if text(info.get(key)) != said.get(name):
            file.fault(f"{key} is {info.get(key)!r}, {name} is {said.get(name)!r}")
    for key, name in {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}.items():
        if re.sub(r"\D", "", text(info[key])) != re.sub(r"\D", "", said[name]):
            file.fault(f"{key} is {info[key]}, {name} is {said[name]}")
    intents = file.get(root.get("/OutputIntents", []))
    if standard == "plain":
        return
    if len(intents) != 1:
        file.fault(f"{len(intents)} output intents")
        return
    intent = file.get(intents[0])
    kind = {"x-4": "/GTS_PDFX", "a-2u": "/GTS_PDFA1"}[standard]
    profile = file.data(intent["/DestOutputProfile"])
    sound = profile[36:40] == b"acsp" and int.from_bytes(profile[:4], "big") == len(profile)
    if intent["/S"] != kind or not text(intent["/OutputConditionIdentifier"]):
        file.fault(f"the output intent is {intent}")
    if not sound or profile[12:20] != b"prtrCMYK" or file.get(intent["/DestOutputProfile"])["/N"] != 4:
        file.fault("the profile is of no CMYK press")


def check_file(file, standard):
    version = b"%PDF-1.6" if standard == "x-4" else b"%PDF-1.7"
    if not file.raw.startswith(version) or not file.raw.rstrip().endswith(b"%%EOF"):
        file.fault("another version, or another end")
    if len(file.trailer.get("/ID", [])) != 2 or "/Encrypt" in file.trailer:
        file.fault("no identifier, or encrypted")
    forbidden = "/AA /JS /OpenAction /AcroForm /XFA /EmbeddedFiles /JavaScript /Perms /Requirements"
    forbidden += " /OPI /Alternates /PS /TR /HTP /HT /UserUnit /PresSteps"
    for found in file.dicts():
        for key in forbidden.split():
            if key in found:
                file.fault(f"{key} in {list(found)[:6]}")
        if standard == "x-4" and ("/Annots" in found or found.get("/Type") == "/Annot"):
            file.fault("an annotation")
        if found.get("/Type") == "/Annot" and found.get("/F", 0) & 0x127 != 4:
            file.fault("an annotation that is not printed")
        if found.get("/TR2", "/Default") != "/Default" or found.get("/Interpolate"):
            file.fault(f"{found}")
    for name, found in file.streams():
        filters = found.get("/Filter", [])
        for filter in filters if isinstance(filters, list) else [filters]:
            if filter not in ("/FlateDecode", "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode"):
                file.fault(f"{name}: {filter}")
    # A name that means RGB, wherever it stands.
    shown = json.dumps([o for o in file.objects.values() if "stream" not in o])
    shown += json.dumps([found for _, found in file.streams()])
    for space in ("/DeviceRGB", "/CalRGB", "/CalGray"):
        if f'"{space}"' in shown:
            file.fault(space)


def check_pages(file, root):
    waiting, pages = [root["/Pages"]], []
    while waiting:
        node = file.get(waiting.pop(0))
        if node["/Type"] == "/Page":
            pages.append(node)
        waiting.extend(node.get("/Kids", []))
    for page in pages:
        media, bleed, trim = (file.get(page[key]) for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
        for outer, inner in ((media, bleed), (bleed, trim)):
            if any(o > i for o, i in zip(outer[:2], inner[:2])) or any(
                o < i for o, i in zip(outer[2:], inner[2:])
            ):
                file.fault(f"boxes: {media} {bleed} {trim}")
        if "/CropBox" in page or "/ArtBox" in page:
            file.fault("a box too many")
        if "/Group" in page and file.get(page["/Group"])["/CS"] != "/DeviceCMYK":
            file.fault("blended in another space")
        contents = file.get(page["/Contents"])
        parts = contents if isinstance(contents, list) else [page["/Contents"]]
        check_content(file, b"\n".join(file.data(part) for part in parts), "page")


def check_content(file, content, what):
    content = re.sub(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", b" ", content, flags=re.S)
    for operator in (b"rg", b"RG", b"BX", b"BI"):
        if re.search(rb"(?<![\w/])" + operator + rb"(?!\w)", content):
            file.fault(f"{what}: {operator.decode()}")
    depth = 0
    for token in re.findall(rb"(?<![\w/])[qQ](?!\w)", content):
        depth += 1 if token == b"q" else -1
        if not 0 <= depth <= 28:
            file.fault(f"{what}: states {depth} deep")
            break


def check_fonts(file):
    for name, found in file.streams():
        if found.get("/Subtype") == "/Form":
            check_content(file, file.data(name), f"form {name}")
    for font in list(file.dicts()):
        if font.get("/Type") != "/Font" or font.get("/Subtype") != "/Type0":
            continue
        below = file.get(file.get(font["/DescendantFonts"])[0])
        descriptor = file.get(below["/FontDescriptor"])
        own = descriptor["/FontName"]
        embedded = "/FontFile2" in descriptor or "/FontFile3" in descriptor
        if not embedded or "/ToUnicode" not in font or not re.match(r"/[A-Z]{6}\+", own):
            file.fault(f"{own}: not embedded, not a subset, or without texts")
        if "/CIDSet" in descriptor or below["/BaseFont"] != own:
            file.fault(f"{own}: a set of CIDs, or another name")


def main(standard, *paths):
    bad = False
    for path in paths:
        file = File(path)
        root = file.get(file.trailer["/Root"])
        check_claims(file, root, standard)
        check_file(file, standard)
        check_pages(file, root)
        check_fonts(file)
        for fault in sorted(set(file.faults)):
            print(f"{path}: {fault}")
            bad = True
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
