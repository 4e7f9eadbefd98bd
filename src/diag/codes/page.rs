//! Codes of letter L from L050: what the resolver finds.

codes! {
    NO_GRID = "L050", "the layout has no grid";
        what: "The layout file has no `[grid]` table.",
        why: "Every block stands on the grid's columns and lines, so nothing can be placed without one.",
        example: "[[page]]\nblock = [{ article = \"lead\" }]",
        fix: "Add `[grid]` with `columns`, `measure` and `line`.";
    NO_PAGE = "L051", "the layout has no page";
        what: "The layout file has no `[[page]]` table.",
        why: "Without a page there is nothing to compose.",
        example: "[grid]\ncolumns = 6\nmeasure = 18",
        fix: "Add `[[page]]` with at least one block.";
    NO_BLOCK = "L052", "a page has no block";
        what: "Neither the page nor its template has a block.",
        why: "An empty sheet is most often a page whose blocks were written under another header.",
        example: "[[page]]\nid = \"A4\"",
        fix: "Add `block = [ ... ]` or `[[page.block]]` tables.";
    PAPER = "L053", "the paper's size cannot be used";
        what: "A side is not between 10 mm and 5080 mm.",
        why: "A PDF page is at most 14 400 pt a side (ISO 32000 annex C).",
        example: "[paper]\nsize = [\"5mm\", \"550mm\"]",
        fix: "Give the trim as width and height: `size = [\"390mm\", \"550mm\"]`.";
    MARGINS = "L054", "the margins leave no type area";
        what: "Margins are negative, or two opposite ones together are as large as the paper.",
        why: "The grid begins where the margins end.",
        example: "[paper]\nsize = \"a4\"\nmargin = \"110mm\"",
        fix: "Make the margins smaller or the paper larger.";
    GRID = "L055", "the grid is not complete";
        what: "`columns` or `measure` is missing or zero, the gutter is negative, or the lines are closer than the type is high.",
        why: "These numbers are the grid; the program does not guess them.",
        example: "[grid]\ncolumns = 6",
        fix: "Give `columns` and `measure`; `gutter` is 1 and `line` four thirds of the body size when left out.";
    GRID_TOO_WIDE = "L056", "the grid is wider than the type area";
        what: "The columns and gutters together exceed the space between the margins.",
        why: "Columns are exactly as many characters wide as the layout says; they are never squeezed.",
        example: "[paper]\nsize = \"a4\"\n[grid]\ncolumns = 6\nmeasure = 18",
        fix: "Take fewer columns, a smaller measure or body size, or narrower margins.";
    FRACTIONAL_MEASURE = "L057", "a measure is no whole number of characters";
        what: "A measure such as 5.5 holds half a character.",
        why: "It is set as asked, but full lines of Han characters then have to be spread (R48).",
        example: "[grid]\ncolumns = 8\nmeasure = 12.5",
        fix: "Use a whole number unless the half character is meant.";
    NO_DATE = "L058", "the layout has no date";
        what: "`date` is missing, and 2000-01-01 is used.",
        why: "The layout's date is the only clock the program knows, so that the same input gives the same bytes.",
        example: "[document]\ntitle = \"Harbour Daily\"",
        fix: "Add `date = 2024-11-16` to `[document]`.";
    LANGUAGE = "L059", "a language is not known";
        what: "The language tag is none for which the program has rules.",
        why: "The language chooses glyph forms, marks, breaking and spacing; there are rules for zh-Hant-HK, zh-Hant-TW, zh-Hans, ja and ko.",
        example: "[document]\nlanguage = \"tlh\"",
        fix: "Use one of the tags above.";
    NO_STYLE = "L060", "a style is not defined";
        what: "The name is neither a built-in style nor one that the layout defines.",
        why: "A style that is not found would change how the text looks without a word.",
        example: "[style.heading]\nbase = \"headlnie\"",
        fix: "Correct the name or define `[style.NAME]`.";
    NO_LOOK = "L061", "a look is not defined";
        what: "A block, page or article names a look that the layout does not define.",
        why: "Without the look the text would be set in the usual styles.",
        example: "{ article = \"lead\", look = \"festive\" }",
        fix: "Correct the name or define `[look.NAME]`.";
    NO_FONT = "L062", "a font family is not known";
        what: "A style names a family that is neither built in nor defined by the layout.",
        why: "The program never takes another family in place of the one that is asked for.",
        example: "[style.body]\nfont = \"serfi\"",
        fix: "Use serif, serif-bold, sans, sans-black or kai, or define `[font.NAME]`.";
    NO_COLOUR = "L063", "a colour cannot be read";
        what: "The text is neither a colour nor the name of one.",
        why: "Colours are black, white, k(20), cmyk(0, 80, 95, 0), #c8102e, or a `[colour.NAME]`.",
        example: "tint = \"cmyk(0, 80)\"",
        fix: "Write one of these forms; amounts are per cent of ink from 0 to 100.";
    NO_ARTICLE = "L064", "an article is not defined";
        what: "A block names an article that `[article]` does not list.",
        why: "The block would stay empty.",
        example: "{ article = \"laed\", columns = 1 }",
        fix: "Correct the name or add it to `[article]`.";
    NO_TEMPLATE = "L065", "a template is not defined";
        what: "A page names a template that the layout does not define.",
        why: "The page would lack its folio and masthead.",
        example: "[[page]]\ntemplate = \"inner\"",
        fix: "Correct the name or define `[template.NAME]`.";
    NO_AREA = "L066", "there is no such area yet";
        what: "`in` names no block that stands before this one on the page.",
        why: "A block's place is counted inside its area, so the area has to be known first.",
        example: "block = [\n  { in = \"panel\", article = \"port\" },\n  { id = \"panel\", columns = \"1-3\" },\n]",
        fix: "Move the area before the block, or correct the name; top, foot, left and right are the margins.";
    SAME_ID = "L067", "two things have one name";
        what: "Two blocks of a page, two pages, or two tables have the same name, or a block has the name of a margin.",
        why: "`in` and the messages go by the name.",
        example: "{ id = \"panel\" },\n{ id = \"panel\" },",
        fix: "Give one of them another name.";
    STYLE_LOOP = "L068", "a style is based on itself";
        what: "Following `base` from style to style comes back to where it began.",
        why: "Such a style has no beginning.",
        example: "[style.a]\nbase = \"b\"\n[style.b]\nbase = \"a\"",
        fix: "Let one of them inherit from a built-in style.";
    STYLE_VALUE = "L069", "a style's value is out of range";
        what: "A size is not between 1 and 1000 pt, a scale not between 30 and 300 per cent, or another number has no sense here.",
        why: "Such type cannot be read or printed.",
        example: "[style.body]\nsize = \"2000pt\"",
        fix: "Give a value within the range that the message names.";
    // L070 said that a preset was not built.
    NOT_AN_AREA = "L072", "the block holds something already";
        what: "`in` names a block that has an article, a picture, a text or an advertisement.",
        why: "Only a block without content is an area for others.",
        example: "{ id = \"a\", article = \"lead\" },\n{ in = \"a\", picture = \"p.jpg\" },",
        fix: "Make a block without content and place both in it.";
    OFF_AREA = "L080", "a block is off its area";
        what: "The block reaches beyond the columns, characters or lines of the area it stands in.",
        why: "What lies outside the area would be cut or cover something else.",
        example: "{ article = \"lead\", columns = \"5-8\" }   # of 6",
        fix: "Move the block or make it smaller.";
    TWO_MEASURES = "L081", "a block has two widths";
        what: "Both `columns` and `chars` are given.",
        why: "Each says where the block stands along the line; together they contradict one another.",
        example: "{ article = \"lead\", columns = \"1-2\", chars = \"1-37\" }",
        fix: "Keep one of the two.";
    NO_ROOM_INSIDE = "L083", "nothing is left inside a block";
        what: "The inset and the rules take all of the block's space.",
        why: "The content stands within the inset: exact along the line, rounded up to whole lines across it.",
        example: "{ text = \"x\", chars = \"1-3\", lines = \"1+2\", frame = \"0.5pt\", inset = 2 }",
        fix: "Make the block larger or the inset smaller.";
    LEGS = "L084", "the legs do not fill their columns";
        what: "The measures of `split` and the gutters between them do not add up to the block's width.",
        why: "What the legs leave over goes to the gutters; text looks torn apart over 3 characters and runs together under 1.",
        example: "{ article = \"lead\", columns = \"1-3\", split = [18, 12, 10] }",
        fix: "Choose measures whose sum leaves 1 to 3 characters a gutter.";
    OVERLAP = "L085", "two blocks overlap";
        what: "Two blocks that do not give way to one another share some space.",
        why: "One would be printed over the other.",
        example: "{ picture = \"a.jpg\", columns = \"1-3\", lines = \"1-20\" },\n{ picture = \"b.jpg\", columns = \"3-4\", lines = \"1-20\" },",
        fix: "Move one of them, or say `wrap = \"overlay\"` if that is meant.";
    STORIES_OVERLAP = "L086", "two stories overlap";
        what: "A story's text runs through the place of another story, or of another block of its own.",
        why: "Text gives way only to its own story's parts and to pictures, texts, boxes and advertisements.",
        example: "{ article = \"a\", columns = \"1-3\" },\n{ article = \"b\", columns = \"3-4\" },",
        fix: "Move one of the blocks, or put one story into an area of its own.";
    UNPLACED = "L090", "an article stands nowhere";
        what: "`[article]` lists an article that no block places.",
        why: "Its text would be lost.",
        example: "[article]\nlead = \"lead.md\"\nspare = \"spare.md\"",
        fix: "Give it a block, or take it out of `[article]`.";
    PLACED_TWICE = "L091", "a part of an article is placed twice";
        what: "Two blocks name the same part of one article.",
        why: "Each part is printed once; only the body may flow through several blocks.",
        example: "{ article = \"lead\", part = \"head\" },\n{ article = \"lead\", part = \"headline\" },",
        fix: "Name the part in one block only.";
    NO_BODY_BLOCK = "L092", "an article's text has no block";
        what: "The article has a body, or another part, that none of its blocks takes.",
        why: "That text would be lost.",
        example: "{ article = \"lead\", part = \"head\" }   # and no other block",
        fix: "Add a block with `part = \"body\"`, or leave `part` out of one.";
    NOTHING_TO_SET = "L093", "a block has nothing to set";
        what: "The block names a part that the article does not have, or all parts stand elsewhere.",
        why: "The block stays white.",
        example: "{ article = \"lead\", part = \"intro\" }   # lead.md has no intro",
        fix: "Write the part in the article, or take the block out.";
    KEY_OUT_OF_PLACE = "L094", "a key has no sense on this block";
        what: "The key belongs to another kind of block.",
        why: "It would be ignored, and the page would not be what its author thinks.",
        example: "{ article = \"lead\", caption = \"The harbour\" }",
        fix: "Take the key out or move it to the block it is meant for.";
    TWO_CONTENTS = "L095", "a block holds two things";
        what: "A block has more than one of `article`, `picture`, `text` and `ad`.",
        why: "A block holds one thing; an area holds several blocks.",
        example: "{ article = \"lead\", picture = \"a.jpg\" }",
        fix: "Make two blocks.";
    NO_ART = "L096", "an advertisement has no art";
        what: "The space is reserved, but `art` is missing.",
        why: "The page would go to press with a hole.",
        example: "{ ad = \"bank-1116\", columns = \"4-6\", lines = \"74-\" }",
        fix: "Add `art = \"FILE\"`, or make a proof with `--proof`.";
    AD_MISFIT = "L097", "an advertisement does not fit its space";
        what: "The art is more than 1 mm larger or smaller than the space.",
        why: "Advertisements are sold by size and never scaled.",
        example: "{ ad = \"bank\", art = \"bank.svg\", columns = \"4-6\", lines = \"74-\" }",
        fix: "Change the block, or have the art made to the size that the message names.";
    DECORATION = "L098", "a picture has no words";
        what: "The picture has neither `alt` nor `caption`.",
        why: "A screen reader passes over it as decoration.",
        example: "{ picture = \"harbour.jpg\", columns = 1 }",
        fix: "Add `alt` unless the picture is decoration.";
    FIELD = "L101", "a field is not known";
        what: "The braces name neither page, section, date, weekday or title nor a key of the page or document, or they are not closed.",
        why: "The braces would be printed.",
        example: "text = \"{edtion}\"",
        fix: "Correct the name, add the key, or double a brace that is meant as a character.";
    RULE = "L102", "a rule has no usable weight";
        what: "The weight is negative or over 36 pt.",
        why: "Such a rule covers what it should part.",
        example: "frame = \"50mm\"",
        fix: "Give a weight such as 0.3pt; leave the key out for no rule.";
    SPOT = "L103", "a spot colour cannot be used";
        what: "The `alternate` of a `[colour.NAME]` is no process colour, or NAME is the name of a built-in colour.",
        why: "A press without that ink, and every screen, prints the alternate.",
        example: "[colour.house]\nink = \"PANTONE 186 C\"\nalternate = \"red\"",
        fix: "Write `alternate = \"cmyk(0, 100, 75, 4)\"`.";
    BODY_SIZE = "L104", "the body has no fixed size";
        what: "The body style's size is `fit`.",
        why: "The body's size is the unit of the grid.",
        example: "[style.body]\nsize = \"fit\"",
        fix: "Give the body a length: `size = \"9pt\"`.";
    TOO_MANY = "L105", "the job has too many blocks";
        what: "All pages together, their templates included, have more than 20 000 blocks.",
        why: "Memory and time are kept within bounds whatever the input.",
        example: "a template of 1000 blocks on 1000 pages",
        fix: "Split the job into several layouts.";
    SPOT_INK = "L106", "a spot ink that is none of its own";
        what: "The ink has no name, or that of a process ink (Cyan, Magenta, Yellow, Black) or of \
               the separations All and None; or two colours give one ink different alternates.",
        why: "Each spot ink is a plate of its own, told by its name. A press prints All on every \
              plate and None on no plate (ISO 32000-2 8.6.6.4).",
        example: "[colour.house]\nink = \"Black\"\nalternate = \"k(100)\"",
        fix: "Name the ink as its maker does, such as PANTONE 186 C; for black write `black`. Give \
              an ink the same alternate everywhere.";
    SMALL_BODY = "L107", "running text is too small to read";
        what: "The body or its bullets are set smaller than 7.875 pt, the No. 6 type of the founders (六號; the name of a size in a layout, as in a word processor, means 7.5 pt).",
        why: "Chinese characters of so small a size fill in on newsprint and tire the eye; newspapers set 9 or 10.5 pt.",
        example: "[style.body]\nsize = \"7pt\"",
        fix: "Set it in 9 pt, and cut the text or give it more room.";
    UNUSED = "L108", "a style, look, font, colour or template is used nowhere";
        what: "The layout defines a style, a look, a font, a colour or a template, and no block, page, article or style takes it. A style whose name is nearly a built-in style's is a warning, another a note.",
        why: "A misspelt `[style.headlien]` changes nothing, and the page looks as if it had not been written.",
        example: "[style.headlien]\nsize = \"36pt\"",
        fix: "Mend the name, name it in a block, or take it out.";
    MARKUP = "L109", "mark-up in a text that takes none";
        what: "A text or caption of the layout, or a cell of a file of data, holds what is mark-up in an article or in HTML: `**…**`, `*…*`, `[…]{.name}`, `{文字|reading}`, `x^2^`, `<b>`; or a field in a caption, `{date}`.",
        why: "Texts of the layout are printed as written, marks and all.",
        example: "{ picture = \"port.jpg\", caption = \"**黃昏**的港口\" }",
        fix: "Take the marks out, and choose a style for the whole text.";
    STYLE_DEPTH = "L110", "a style is based on too many others";
        what: "Following `base` from style to style leads on for more than 64 steps.",
        why: "No house has so many, one on the other: something writes them without end.",
        example: "[style.s65]\nbase = \"s64\"",
        fix: "Let a style in the middle inherit from a built-in one.";
    LONG_TEXT = "L111", "fields make a text too long";
        what: "With its fields filled in, a text of the layout has more than 100 000 bytes.",
        why: "Such a text stands on no page, and a short layout could ask for any amount of memory.",
        example: "text = \"{notes}{notes}{notes}\"",
        fix: "Put the text into an article.";
    JUMP_WORDS = "L112", "a jump line that names no page";
        what: "`jump` of the document words the lines where stories break off or go on, and `to` or `from` has no {page}.",
        why: "A reader who is told to turn the page wants to know to which.",
        example: "jump = { to = \"未完\" }",
        fix: "Write {page} where the page's name goes: `to = \"下轉{page}版\"`.";
    TABLE_EMPTY = "L120", "a table without rows";
        what: "A file of data that a block names has no row with a cell in it.",
        why: "Nothing would be printed, and the block would stay white.",
        example: "{ table = \"results.csv\", columns = 1, lines = \"1+10\" }   # an empty file",
        fix: "Write the rows, or take the block out.";
    TABLE_HEAD = "L121", "a table that is all head";
        what: "`head` names as many rows as the table has, or more.",
        why: "The head is printed again wherever the table goes on; without a row under it, it stands over nothing.",
        example: "{ table = \"results.csv\", head = 12, columns = 1, lines = \"1+10\" }   # twelve rows in all",
        fix: "Let `head` count the rows of the head alone: 1, most often.";
    TABLE_UNEVEN = "L122", "a row with fewer cells than others";
        what: "A row of a file of data has fewer cells than the longest row; the cells that are missing are printed empty.",
        why: "A comma that was left out moves figures into the wrong column.",
        example: "隊伍,勝,和,負\n東區,10,1",
        fix: "Write a comma for every cell, empty ones too.";
    TABLE_LARGE = "L123", "a table too large to set";
        what: "A table has more than 100 columns or 50 000 cells.",
        why: "No page holds it; a file of this size is data for a machine.",
        example: "{ table = \"all-prices.csv\", columns = \"1-6\", lines = \"1-\" }",
        fix: "Take the rows and columns that are to be printed into a file of their own.";
    TABLE_QUOTE = "L124", "a quotation mark in data that is not closed";
        what: "A cell begins with a quotation mark, and the file ends before the mark that closes it.",
        why: "All that follows would be one cell.",
        example: "\"長和,38.55",
        fix: "Close the quotation, or take the mark out; within quotation marks one that is text is written twice.";
    TABLE_PARTED = "L125", "data whose cells nothing parts";
        what: "Each row of a file of data would be one cell: it is a table of Markdown, or ， 、 ； or a bar stands where a comma belongs.",
        why: "The signs would be printed, and all in one column.",
        example: "長和，38.55",
        fix: "Write a comma, a semicolon or a tab between cells.";
    TABLE_FORMULA = "L126", "a cell that a spreadsheet has not worked out";
        what: "A cell of a file of data holds a formula, =SUM(A1:A3), or what a spreadsheet shows where it has no value: #REF!, #N/A, #DIV/0!.",
        why: "It is printed as it stands, and no reader can do anything with it.",
        example: "合計,=SUM(B1:B3)",
        fix: "Save the file from the spreadsheet with its values, or write the value.";
    OVER_FURNITURE = "L150", "a story is laid over a masthead or folio";
        what: "A block through which a story's text runs shares space with a text in the style `masthead` or `folio`; its text gives way.",
        why: "The story begins beside the masthead or under it, in lines that nobody meant it to have or lose.",
        example: "{ text = \"{title}\", style = \"masthead\", lines = \"1+8\" },\n{ article = \"lead\", lines = \"5-60\" },",
        fix: "Begin the story's block under the masthead; where its text is to run around it, `allow = [\"L150\"]`.";

    PORTRAIT_LEFT = "P063", "a portrait without a byline";
    what: "An article has a portrait and no byline, or its byline stands in no block of its own, as among the articles of a stack.",
    why: "A portrait stands beside the byline, and is not printed without one.",
    example: "portrait = \"chan.jpg\"   # and no byline",
    fix: "Write a byline, give the article a block of its own, or take the portrait out.";
}
