"""Writes the files of wire/ that are no plain UTF-8: a document and texts in other encodings. Run it there."""
import struct, zipfile, zlib

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((x * 3 + y * 5) % 200 + 30 for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def p(text, style=None, extra=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{style}{extra}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text):
    return f"<w:tc><w:tcPr/>{p(text)}</w:tc>"


body = "".join(
    [
        p("南里街市翻新重開", "a3"),
        p("本報記者 羅一心", "by"),
        '<w:p><w:r><w:t>\u3000\u3000翻新兩年的</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>南里街市</w:t></w:r>'
        "<w:ins><w:r><w:t>昨日</w:t></w:r></w:ins><w:del><w:r><w:delText>今日</w:delText></w:r></w:del>"
        '<w:r><w:t>重開，六十個攤檔有</w:t></w:r><w:r><w:rPr><w:em w:val="dot"/></w:rPr><w:t>五十八個</w:t></w:r>'
        '<w:r><w:t>是老檔主。</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="2400000"/><wp:docPr id="1" name="圖片 1" descr="街市的攤檔"/>'
        '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId5"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>",
        p("昨日重開的街市（羅一心攝）", "a5"),
        p("通道闊了一倍", "1"),
        p("新街市的通道有三米闊，輪椅也可以通過。"),
        p("鮮魚在東翼", extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        p("蔬菜在西翼", extra='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        "<w:tbl><w:tblPr/><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell("攤檔") + cell("數目") + "</w:tr><w:tr>" + cell("鮮魚") + cell("24") + "</w:tr><w:tr>" + cell("蔬菜") + cell("36") + "</w:tr></w:tbl>",
        p("街市每日清晨五時開門。"),
    ]
)
parts = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document {W} {R} {A} {WP} {PIC}><w:body>{body}<w:sectPr/></w:body></w:document>',
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="a5"><w:name w:val="caption"/></w:style><w:style w:type="paragraph" w:styleId="by"><w:name w:val="作者"/></w:style></w:styles>',
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">{p("據街市聯會")}</w:footnote></w:footnotes>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/></Relationships>',
}
with zipfile.ZipFile("market.docx", "w", zipfile.ZIP_DEFLATED) as file:
    for name, text in parts.items():
        file.writestr(zipfile.ZipInfo(name, (2024, 11, 16, 0, 0, 0)), text.encode(), zipfile.ZIP_DEFLATED)
    file.writestr(zipfile.ZipInfo("word/media/image1.png", (2024, 11, 16, 0, 0, 0)), png(600, 400), zipfile.ZIP_STORED)

fares = (
    "渡輪加價押後（圖）\r\n記者陳平／瀾灣報導\r\n\r\n"
    "\u3000\u3000（南里社記者陳平瀾灣16日電）青嶼渡輪公司昨日宣布，原定下月\r\n"
    "一日生效的加價押後半年，學生和長者半價的安排不變。公司發言人\r\n"
    "說，押後是因為燃油價格回落。\r\n"
    "月票同樣不變\r\n"
    "\u3000\u3000月票的價錢同樣押後調整，已經買了明年月票的乘客，可以到碼頭\r\n"
    "的服務處取回差額。\r\n"
    "\u3000\u3000●南里社\r\n"
)
open("fares.txt", "wb").write(fares.encode("cp950"))
school = (
    "北里小學慶百年\r\n\u3000\u3000【本報訊】北里小學昨日慶祝百年校慶，最年長的校友九十六歲。\r\n"
    "\u3000\u3000校長說，新校舍明年動工。\r\n資料來源：北里小學\r\n"
)
open("school.txt", "wb").write(b"\xff\xfe" + school.encode("utf-16-le"))
