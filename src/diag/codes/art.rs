//! Codes of letter P from P011 to P029: pages of PDF files, placed as art.

codes! {
    ART_ENCRYPTED = "P011", "the PDF is encrypted";
    what: "The PDF file wants a password, or was saved with restrictions on printing or changing.",
    why: "Its page becomes part of this job's file, which no one could then open without that \
          password; PDF/X allows no encryption at all.",
    example: "{ ad = \"bank-1116\", art = \"locked.pdf\", columns = \"4-6\", lines = \"74-\" }",
    fix: "Ask for the file without a password and without restrictions.";

    ART_NO_PAGE = "P012", "the file has no such page";
    what: "The page after `#page=` is not in the PDF, or the file is none and has no pages.",
    why: "Which page stands in the paper is not to be guessed.",
    example: "{ ad = \"fair\", art = \"fair.pdf#page=9\", columns = \"4-6\", lines = \"74-\" }",
    fix: "Name a page that there is, counted from 1, or leave `#page=` out for the first.";

    ART_FONT = "P013", "a font of the art is not embedded";
    what: "Text of a placed PDF is set in a font that the file names and does not hold.",
    why: "The press would put another font in its place, or none. PDF/X and PDF/A want every font \
          in the file; in a plain PDF it is a warning.",
    example: "an advertisement whose maker left Helvetica to the printer",
    fix: "Have the file written again with all fonts embedded.";

    ART_RGB = "P014", "RGB in art that is placed untouched";
    what: "A placed PDF has pictures, drawings or text in DeviceRGB: colours of no particular \
           screen.",
    why: "Page art is never changed, and nothing says which inks such a colour means: PDF/X and \
          PDF/A forbid it here. In a plain PDF it is a warning.",
    example: "an advertisement exported for the web",
    fix: "Have the file made again in CMYK, best by the profile of the press.";

    ART_CALIBRATED = "P015", "calibrated colour in art that is placed untouched";
    what: "A placed PDF has colours with a profile or description of their own: RGB, Lab, grey or \
           another press's CMYK.",
    why: "The press converts them as it goes: black type may come out in four inks, and the ink \
          limit is out of this program's hands.",
    example: "an advertisement made as PDF/X-3 with RGB pictures",
    fix: "Have the file made again in CMYK by the profile of the press.";

    ART_INK = "P016", "art has more ink than the press takes";
    what: "A flat colour of a placed PDF has more ink in all than the limit of the job.",
    why: "Too much ink does not dry: it sets off on the facing page. Page art is placed untouched, \
          so nothing takes the ink away.",
    example: "a ground of C 90 M 80 Y 80 K 70 in an advertisement",
    fix: "Have the colour mixed with less ink; text black is black alone.";

    ART_SPOTS = "P017", "the art prints with spot inks";
    what: "A placed PDF has named spot inks.",
    why: "Each is a plate and a unit of the press of its own; where there is none the alternate \
          colour is printed.",
    example: "an advertisement in PANTONE 186 C",
    fix: "Make sure that the page is printed with these inks, or have them changed to CMYK.";

    ART_SPOT_CLASH = "P018", "one spot ink, two colours";
    what: "A spot ink of a placed PDF has the name of one of the layout's, or of other art's, but \
           another colour stands for it.",
    why: "Both go to the same plate; where the ink is missing one name is printed in two colours.",
    example: "[colour.house]\nalternate = \"cmyk(0, 100, 75, 4)\"\n# and the art says 0 90 80 0",
    fix: "Give both the same alternate, or different names if they are different inks.";

    ART_RESOLUTION = "P019", "a picture in the art is coarse";
    what: "A picture inside a placed PDF has fewer than 170 pixels an inch at the size it is \
           printed, or as line art (black and white alone) fewer than 600.",
    why: "Newsprint shows pixels below 170 an inch, and steps in line art below 600.",
    example: "an advertisement with a picture from a web page",
    fix: "Have the advertisement made with the original picture: 200 pixels an inch, line art 600.";

    ART_HAIRLINE = "P020", "the art has lines too thin to print";
    what: "A line of a placed PDF is thinner than 0.25 pt at the size it is printed.",
    why: "Thinner lines break up on newsprint. A width of nought means the thinnest line that a \
          machine can draw, which no eye sees on a plate.",
    example: "a table in an advertisement with rules of 0.1 pt",
    fix: "Have the lines made 0.25 pt or more.";

    ART_SMALL_TYPE = "P021", "the art has type too small to read";
    what: "Text of a placed PDF is smaller than 5 pt at the size it is printed.",
    why: "Smaller type fills in on newsprint.",
    example: "the conditions at the foot of an advertisement in 4 pt",
    fix: "Have the text set larger, or place the art at a larger size.";

    ART_NO_BLEED = "P022", "the art ends at the trim";
    what: "A placed PDF stands at the edge of a paper with bleed and does not go on far enough \
           beyond it.",
    why: "No knife cuts to the hair: without bleed a white edge shows.",
    example: "[paper]\nmargin = \"0mm\"\nbleed = \"3mm\"",
    fix: "Have the art made with a bleed box that is larger than its trim box by the paper's bleed.";

    ART_ANNOTATIONS = "P023", "annotations of the art are left out";
    what: "Notes, stamps, form fields or signatures lie on a placed PDF; only the page under them is \
           placed.",
    why: "Annotations are no part of the page and are not printed by a press. What is meant to be \
          seen has to be in the page itself.",
    example: "an advertisement whose price is a form field",
    fix: "Have the annotations flattened into the page, or deleted.";

    ART_FORBIDDEN = "P024", "the art has something that no press file may have";
    what: "A placed PDF has a transfer function, a halftone, PostScript, a stand-in for another \
           file (OPI, reference XObject, outside data), a font or a colour profile of another kind \
           than the file says, or a form that draws itself.",
    why: "ISO 15930-7 forbids them: they change what the plate-setter does, or leave to it what is \
          to be printed.",
    example: "an advertisement with \"preserve transfer functions\" ticked on export",
    fix: "Have the file made again as PDF/X-4.";

    ART_LAYERS = "P025", "a layer of the art is switched off";
    what: "A placed PDF has layers (optional content), and one of them is hidden when the file is \
           opened, or by the viewer when it prints.",
    why: "Whether it is printed would depend on the program that opens the page.",
    example: "an advertisement in two languages, one on a hidden layer",
    fix: "Have the hidden layers deleted, or the art flattened.";

    ART_PLATES = "P026", "colour in art on a black page";
    what: "A placed PDF with coloured inks stands on a page with `plates = \"k\"`.",
    why: "That page is printed from the black plate alone; colour in it would be lost or stop the \
          job at the plate-setter.",
    example: "[[page]]\nplates = \"k\"\nblock = [{ ad = \"bank\", art = \"colour.pdf\" }]",
    fix: "Have the art made in black alone, or print the page in colour.";

    ART_UNREAD = "P027", "part of the art could not be looked at";
    what: "The content of a placed PDF is larger or deeper than is gone through, or parts of it are \
           damaged or missing: a picture whose data ends early, a form that is named and is not \
           there. It is placed all the same; where it breaks the rules of PDF itself it is an error for \
           `standard = \"x-4\"` and `\"a-2u\"`.",
    why: "What was not looked at may hold any of the faults that are looked for, and a file may not \
          claim a standard that it does not hold.",
    example: "an advertisement with a map of a million lines",
    fix: "Look at it in a viewer, and have it simplified if that shows faults.";

    ART_VERSION = "P028", "the art is newer than the file it goes into";
    what: "A placed PDF is of version 2.0; the files that are written here are of 1.6 or 1.7.",
    why: "What 2.0 brought (black point compensation, page-level output intents and the like) is \
          passed over by presses that work by the older version.",
    example: "an advertisement saved as PDF 2.0",
    fix: "Ask for PDF/X-4, or look at a proof of the page.";

    ART_MUTE = "P029", "type of the art says not what it is";
    what: "A font of a placed PDF has no ToUnicode table and no encoding that tells its characters, or a table \
           that gives them U+0000, U+FEFF, U+FFFE or half of a pair.",
    why: "The text cannot be searched, copied or read out. PDF/A-2u forbids it; PDF/X-4 and a plain \
          PDF allow it, and the file then does not say that it keeps to PDF/UA.",
    example: "an advertisement whose maker left the tables out",
    fix: "Have the file written again with ToUnicode tables.";

    ART_WIDTHS = "P040", "widths of the art's font are wrong";
    what: "A font of a placed PDF tells widths that are not those of the font program in the file.",
    why: "Viewers go by the one or the other: letters stand too close or apart. PDF/X and PDF/A \
          forbid it; in a plain PDF it is a warning.",
    example: "a file that was changed by a program that mends fonts",
    fix: "Have the file written again, or its type turned to outlines.";

    ART_WHITE = "P041", "white of the art overprints";
    what: "A placed PDF fills or strokes in white that is set to overprint.",
    why: "Overprinted white changes no plate: the letters or the ground that should be white are \
          not seen on paper, though most screens show them.",
    example: "white text over a picture, left on overprint from a black template",
    fix: "Have overprinting switched off for what is white.";

    ART_NOTDEF = "P042", "the art shows characters that its font has not";
    what: "Text of a placed PDF shows the glyph that stands for missing characters (.notdef).",
    why: "A box is printed, or nothing where a letter should be. PDF/X and PDF/A forbid it; in a \
          plain PDF it is a warning.",
    example: "an advertisement whose maker's font had no 﨑",
    fix: "Have the file written again with a font that has all of its characters.";

    ART_CMAP = "P062", "the codes of the art's type lead astray";
    what: "A composite font of a placed PDF names a map from codes to characters (CMap) that is neither in \
           the file nor one of those that readers bring along, or one of another collection of \
           characters than the font.",
    why: "What is printed depends on the reader. PDF/X and PDF/A forbid it; in a plain PDF it is a \
          warning.",
    example: "an advertisement with /Encoding /House-H and no such map in the file",
    fix: "Have the file written again with the map in it, or with its type turned to outlines.";
}
