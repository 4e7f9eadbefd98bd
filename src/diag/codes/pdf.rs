//! Codes of letter P, the second half: drawing and the PDF file (P001 to P029 are pictures, P030 to P049 colour).

codes! {
    /// From the account of what was drawn.
    TEXT_LOST = "P050", "text was lost";
        what: "Characters of an article were read but drawn on no page.",
        why: "The program counts every character it draws against every character it read, and \
              would rather fail than print a page that says less than the article.",
        example: "an internal mistake: no layout brings it about on purpose",
        fix: "Report it with the layout and the articles; until then, change the paragraph or the \
              block that the message points at.";
    DRAWN_TWICE = "P051", "text was drawn twice";
        what: "Characters of an article stand on the pages more than once.",
        why: "The program counts every character it draws against every character it read.",
        example: "an internal mistake: no layout brings it about on purpose",
        fix: "Report it with the layout and the articles.";
    OUT_OF_ORDER = "P052", "text was drawn out of order";
        what: "A later part of an article was drawn before an earlier one.",
        why: "Search, copying and screen readers follow the order in which a file draws its text.",
        example: "an internal mistake: no layout brings it about on purpose",
        fix: "Report it with the layout and the articles.";
    FONT_NOT_SUBSET = "P053", "a font cannot be embedded";
        what: "The glyphs that a page uses cannot be taken out of a font file.",
        why: "A PDF for print holds every font it uses, and only the glyphs that it uses.",
        example: "[font.house]\nfiles = [\"broken.otf\"]",
        fix: "Use a font with TrueType or CFF outlines; a variable CFF2 font has to be made \
              static first.";
    SHEET_TOO_LARGE = "P054", "the sheet is larger than a PDF page can be";
        what: "The paper with its bleed and marks is wider or higher than 14,400 points (5.08 m).",
        why: "ISO 32000 Annex C: viewers do not show larger pages.",
        example: "[paper]\nsize = [\"5080mm\", \"550mm\"]\nbleed = \"3mm\"",
        fix: "Make the paper smaller.";
    PAGE_PICTURE = "P055", "a page cannot be drawn as a picture";
        what: "A picture of a page was asked for (--png, --ink, --plates), and a page has more than 250 \
               million pixels, or the renderer trips over what is placed on it; or the art placed on it \
               would take more stack, memory or time than there is: parts that name one another more \
               than 256 deep, pictures of more than 100 million pixels, dashes of next to nothing.",
        why: "A picture is drawn in memory, eight bytes a pixel; the PDF itself is written all the same.",
        example: "typeset layouts/page.toml --png page.png --dpi 2400",
        fix: "Take fewer pixels an inch: 100 to 300 do for looking at a page; of a page that cannot \
              be drawn, leave the art out that a viewer does not show either.";
    /// From the plates, once they are drawn.
    MOST_INK = "P060", "the greatest amount of ink on a page";
        what: "--ink was asked for: all inks together at the place that has most of them, within \
               the bleed.",
        why: "More ink than the paper takes sets off and does not dry; placed art is not changed, so \
              it may have more than the limit.",
        example: "typeset layouts/page.toml --ink ink.png",
        fix: "Look at the ringed place of the map; where the map is red, have that art separated for \
              this press.";
    PLATES_UNSURE = "P061", "plates that are not sure";
        what: "A page has something that is not ink yet, so that its plates, its ink map and its \
               soft proof are a guess: colours of light in placed art, which the press's own \
               program makes ink, or blending that takes all inks together.",
        why: "What another program will make of it cannot be known here; what is neither ink nor RGB \
              is left out rather than drawn wrong.",
        example: "a placed PDF with pictures in RGB or Lab, and --plates plates",
        fix: "Have the art made for the press, in CMYK and named spot inks.";
}
