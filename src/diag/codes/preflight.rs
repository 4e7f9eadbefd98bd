//! Codes of letter K: what a press or a desk would send back.

codes! {
    LOW_RESOLUTION = "K001", "a picture has too few pixels for its size";
    what: "A halftone prints at under 170 pixels an inch; 200 are recommended.",
    why: "On newsprint a picture below that shows its pixels as steps and blur.",
    example: "{ picture = \"thumbnail.jpg\", columns = \"1-4\", lines = \"1+40\" }   # 400 pixels over 10 inches",
    fix: "Get the original file, or print the picture smaller or cropped less.";

    LINE_ART_RESOLUTION = "K002", "line art has too few pixels for its size";
    what: "A picture in black and white alone prints at under 600 pixels an inch.",
    why: "It has no halftone to hide its steps: slanted lines come out as stairs.",
    example: "{ picture = \"signature.png\", columns = 1, lines = \"1+6\" }   # scanned at 150 pixels an inch",
    fix: "Scan it at 600 pixels an inch or more, or draw it as SVG.";

    HAIRLINE = "K003", "a line is too thin to print";
    what: "A rule, or a stroke in a drawing at its printed size, is under 0.25 pt.",
    why: "A plate and newsprint do not hold it: it breaks up or vanishes.",
    example: "rules = { top = \"0.1pt\" }",
    fix: "Make it 0.3 pt or more; draw a drawing's strokes heavier or print it larger.";

    THIN_RULE = "K004", "a rule is thinner than a desk allows";
    what: "A rule is under 0.3 pt.",
    why: "It prints, but unevenly from page to page.",
    example: "[grid]\nrule = \"0.25pt\"",
    fix: "Make it 0.3 pt or more.";

    RULE_IN_SEVERAL_INKS = "K005", "a thin rule in several inks";
    what: "A rule of several process inks is under 1.5 pt.",
    why: "The plates never register exactly, so a thin rule comes out as several lines beside each other.",
    example: "frame = { weight = \"0.5pt\", colour = \"cmyk(100, 60, 0, 20)\" }",
    fix: "Print it in one ink, black or a spot colour, or make it 1.5 pt or more.";

    SMALL_TYPE = "K006", "type is too small to print";
    what: "Type with Han characters is under 7 pt, or other type under 5 pt.",
    why: "Strokes fill in on newsprint, those of dense characters first.",
    example: "[style.caption]\nsize = \"6pt\"",
    fix: "Set it larger.";

    REVERSED_TYPE = "K007", "small type is reversed";
    what: "Type lighter than the tint that it stands on is under 10 pt.",
    why: "Ink spreads into the letters from all sides and closes them.",
    example: "{ text = \"…\", style = \"caption\", tint = \"black\", look = \"white\" }",
    fix: "Set it larger and bolder, or print dark type on a light tint.";

    TYPE_ON_TINT = "K008", "type stands on too dark a tint";
    what: "Type of 9 pt or less stands on a tint as dark as more than 15 per cent of black, or larger type on one of more than 30.",
    why: "The dots of the tint eat into the strokes, and the contrast is gone on grey paper.",
    example: "{ article = \"box\", columns = 1, lines = \"1+20\", tint = \"k(25)\" }",
    fix: "Lighten the tint (k(10) is usual), or set the type larger.";

    TYPE_ON_PICTURE = "K009", "small type stands on a picture";
    what: "Type under 12 pt is printed over a picture.",
    why: "A picture is light in one place and dark in the next; its dots break thin strokes.",
    example: "{ text = \"…\", style = \"caption\", columns = 1, lines = 4, wrap = \"overlay\" }   # over a picture",
    fix: "Set it larger, beside the picture, or as a caption inside (caption_at = \"inside\"), which has a white ground.";

    TYPE_IN_SEVERAL_INKS = "K010", "small type in several inks";
    what: "Type under 10 pt is printed in more than one process ink.",
    why: "The plates never register exactly, and each character has a coloured shadow.",
    example: "[style.caption]\ncolour = \"cmyk(100, 60, 0, 20)\"",
    fix: "Print it in black or in a spot colour, or set it larger.";

    BLEED = "K011", "something at the trim does not reach the bleed";
    what: "A picture, an advertisement or a tint reaches the trim of the page, and the paper has no bleed or it ends before the bleed does.",
    why: "Pages are cut a millimetre or two off; a white edge shows.",
    example: "[paper]\nmargin = \"0mm\"   # and no bleed",
    fix: "Keep it within the margins, or set [paper] bleed and let it run over the trim by as much.";

    FONT_LICENCE = "K012", "a font's licence bits allow less than is done with it";
    what: "The font may not be subset, may be embedded as bitmaps alone, or may be embedded for viewing and printing alone (OpenType, OS/2 fsType).",
    why: "The PDF holds the outlines of the characters it uses; the maker of the font asks to be asked.",
    example: "[font.house]\nfiles = [\"restricted.otf\"]",
    fix: "Ask its maker for a licence, or use another font.";

    SPOT_INKS = "K013", "the job prints in many spot inks";
    what: "More than two spot inks are used beside the process inks.",
    why: "Each is a plate and a unit of the press; a newspaper press has six at most.",
    example: "three [colour.NAME] tables whose colours are all used",
    fix: "Print some of them in process inks: cmyk(…).";

    PICTURE_CONVERTED = "K014", "an RGB picture is separated";
    what: "A picture's pixels are RGB and were turned into the press's inks. Told by typeset check alone.",
    why: "Colours outside those that newsprint shows look different; who needs them exact has to look at a proof.",
    example: "{ picture = \"photo.jpg\", columns = \"1-3\", lines = \"1+30\" }   # from a camera",
    fix: "Nothing, if that is meant; else give a file in CMYK, separated for newsprint.";

    TEXT_NEAR_RULE = "K020", "text is too near a rule";
    what: "Type stands nearer than 4 pt to a rule or frame, or a reading beside it nearer than 1 pt.",
    why: "It looks as if the rule belonged to the characters, and in print the two may touch.",
    example: "{ article = \"brief\", columns = 1, lines = \"1+20\", frame = \"0.5pt\", inset = 0.3 }",
    fix: "Move the rule, or give the text a larger inset or gutter.";

    CAPTION_DISTANCE = "K021", "a caption is too near or too far";
    what: "A caption is nearer than 3 or further than 5 pt from its picture, or text stands nearer than 8 pt under it.",
    why: "A caption belongs to the picture that it stands nearest to.",
    example: "{ picture = \"port.jpg\", columns = 1, lines = \"1+12\", caption = \"…\", wrap_lines = 0 }",
    fix: "Let the picture fill its room, and leave a line under the caption.";

    TEXT_NEAR_PICTURE = "K022", "running text is too near a picture";
    what: "Text stands nearer than half an em beside a picture, or nearer than half a line above or under it.",
    why: "The edge of a picture pulls the eye out of the line.",
    example: "{ picture = \"port.jpg\", chars = \"4-9\", lines = \"5+8\", wrap = 0 }",
    fix: "Leave wrap and wrap_lines at 1, or make them at least a half.";

    RULE_WEIGHTS = "K023", "a page has rules of many weights";
    what: "Rules and frames of more than three weights stand on one page.",
    why: "A reader takes the weight of a rule for its rank; four ranks are not told apart.",
    example: "rules of 0.3, 0.5, 0.75 and 1 pt on a page",
    fix: "Take one weight for columns, one for stories and one for sections.";

    HEAD_FACES = "K024", "headlines in many families";
    what: "The headlines of a page are set in more than two faces.",
    why: "A page of many faces has no order of importance.",
    example: "heads in sans-black, serif-bold and kai on one page",
    fix: "Keep to two families.";

    PAGE_CUT = "K030", "a white line cuts the page in two";
    what: "A gutter or a line of white runs straight through the whole page, with two or more stories on both sides (斷版).",
    why: "The page falls into two pages; a pageful is meant to hold together.",
    example: "four stories in two rows of two, with an advertisement that reaches over neither row",
    fix: "Let one of the blocks along the line begin higher or end lower than its neighbours, so that it stands across; or part the page on purpose, with a text or an advertisement in the white.";

    HEADS_LEVEL = "K031", "two heads of one size stand side by side";
    what: "The heads of two stories in neighbouring blocks stand at one height and have one size (碰題). Heads of 18 pt and less, as of briefs, are passed over.",
    why: "They read as one headline.",
    example: "{ article = \"a\", columns = \"1-2\", lines = \"1+30\" },\n{ article = \"b\", columns = \"3-4\", lines = \"1+30\" }",
    fix: "Give the lesser story a `look` whose headline has a smaller `size`; or set one vertically or in a box, or move one block down.";

    HEADS_STACKED = "K032", "a head stands right under another";
    what: "The head of a story stands directly under that of another, with no text between them.",
    why: "The lower one reads as a deck of the upper one.",
    example: "{ article = \"a\", part = \"head\", columns = \"1-2\", lines = \"1+6\" },\n{ article = \"b\", part = \"head\", columns = \"1-2\", lines = \"7+6\" }",
    fix: "Let text stand between them, or put them side by side in two sizes.";

    HEADS_GROW = "K033", "heads grow down the page";
    what: "A story's head is larger than that of the story over it in the same columns.",
    why: "Size says importance, and importance goes from the head of the page down.",
    example: "a head of 21 pt over one of 36 pt in columns 1 to 3",
    fix: "Change the places of the stories, or their sizes.";

    HEADS_ALIKE = "K034", "neighbouring heads are nearly of one size";
    what: "Two heads that are seen together differ by less than 1.25 to 1 in size. Heads of 18 pt and less, as of briefs, are passed over.",
    why: "The difference looks like a mistake, and neither story is the more important one.",
    example: "a head of 28 pt over one of 24 pt",
    fix: "Give the lesser story a `look` whose headline has a smaller `size`; the message names the largest that will do.";

    LEG_PARTS = "K035", "a leg ends where another story seems to go on";
    what: "A leg ends on a paragraph's full stop, its story goes on elsewhere, and the text of another story stands where a reader would go on (泣き別れ).",
    why: "The reader takes the story to be over, or goes on in the wrong one.",
    example: "a thread that goes from columns 1-2 to columns 5-6 while another story's text stands in columns 3-4",
    fix: "Let the leg end within a sentence, or put a head or a box beside it.";

    TEXT_JUMPS = "K036", "text jumps over a picture";
    what: "In one leg text stands above and beneath a picture, an advertisement or a box that covers the leg, or a quote that stands across several legs.",
    why: "A reader who has come to the picture goes on at the head of the next leg.",
    example: "{ picture = \"port.jpg\", columns = 2, lines = \"12+10\" }   # within a story of 40 lines",
    fix: "Put it at the head or foot of the leg, or across a gutter, so that the text runs beside it.";

    HEAD_AT_FOOT = "K037", "a head at the foot of a column";
    what: "Under a head fewer than three lines of its text stand before the leg ends, or under the head of one of many short items fewer than two, and the text goes on elsewhere (尻もち).",
    why: "The head belongs to nothing that can be seen under it.",
    example: "{ article = \"b\", columns = 1, lines = \"54+7\" }   # a head of five lines, and then columns 2 and 3",
    fix: "Make the block deeper, or let the head stand over all of the text.";

    LEG_DEPTH = "K039", "a column of text is too shallow or too deep";
    what: "A leg of horizontal text is under 2 inches deep (on pages smaller than a tabloid, under an eighth of the type area), or over 10 inches. A story's last leg, the text in boxes and legs that share their column with a picture are passed over when shallow.",
    why: "Eyes that have to leap at every third line tire, and a column of a foot is a grey wall.",
    example: "{ article = \"lead\", columns = \"1-6\", lines = \"1-8\" }   # six legs of eight lines",
    fix: "Give the block fewer columns, as many as the message names where its text is enough for no more, or more lines; break a deep one with a picture, or set its text in more columns.";

    UNDER_PICTURE = "K040", "too little text under a picture";
    what: "Fewer than five lines of text, about an inch, stand under a picture in its leg.",
    why: "A few lines under a picture are taken for its caption or overlooked.",
    example: "{ picture = \"port.jpg\", columns = 2, lines = \"1+36\" }   # in a leg of 40 lines",
    fix: "Give the story the lines that the message names, if it names any, or let the picture end higher, or at the foot of the text.";

    SHORT_JUMP = "K041", "a story goes on elsewhere after too few lines";
    what: "Fewer than ten lines of a story stand on the page where it begins, or none at all: its head stands there alone.",
    why: "A reader who has hardly begun does not turn the page.",
    example: "a block of six lines on page A1, the rest on A3",
    fix: "Give the story more lines where it begins, or all of its room on one page.";

    JUMP_IN_WORD = "K042", "a story goes on elsewhere within a word";
    what: "The last line before a story goes on on another page ends within a word.",
    why: "Nobody keeps half a word in mind while turning pages.",
    example: "an address longer than the measure at the end of the last line on a page",
    fix: "Reword the passage, or move the end of the block by a line.";

    JUMP_NOWHERE = "K043", "a jump line leads where no story goes on";
    what: "A text of the layout (下轉A3版, 上接第一版, A3面に続く, A3면에 계속 and the like; Chinese figures, full-width letters and leading zeros are understood) names a page that the job does not have, or one on which no story of this page goes on; or a block's `jump` names another page than that of the job on which its story goes on; or such words at the head or the end of a paragraph or a caption name a page that the job does not have.",
    why: "The reader turns the page and finds nothing. Texts are moved and cut until late; the words beside them stay.",
    example: "{ text = \"下轉A7版\", columns = 3, lines = \"31\" }   # and no page A7",
    fix: "Name the page on which the story goes on, or take the line out; without `jump` a block names it by itself.";

    LONG_LINES = "K044", "lines of running text are very long";
    what: "Three lines or more of a leg that are followed by another line of their paragraph are longer than 32 characters.",
    why: "At the end of a long line the eye does not find the next; newspapers set 11 to 26 characters, 32 beside a picture.",
    example: "{ article = \"lead\", columns = \"1-2\", split = 1 }   # over two columns of 18",
    fix: "Set the text in more columns: leave `split` out, or give it the number that the message names.";

    JUMP_TWICE = "K051", "a jump is said twice";
    what: "A text of the layout says where a story goes on or comes from, and so does the line that the program sets in the story's leg.",
    why: "The reader reads the same words one beside the other.",
    example: "{ article = \"lead\", columns = \"1-2\", lines = \"1+18\" },\n{ text = \"下轉A2版\", columns = 1, lines = 19 },   # and lead goes on on page A2",
    fix: "Take the text out, or write `jump = false`.";

    LONG_GREY = "K054", "much text without a rest for the eye";
    what: "Three legs or more stand side by side with over twenty lines of nothing but running text: no subhead, no picture, no quote between or beside them.",
    why: "Readers pass over a grey wall; editors break it up (R104).",
    example: "{ article = \"lead\", columns = \"1-3\", lines = \"10-40\" }   # without a `## …` in its text",
    fix: "Put subheads into the text, or a picture or a quote across its legs.";

    UNCOVERED = "K055", "part of a page is covered by no block";
    what: "Twelve lines or more of a column or of several stay white, and no block stands there: the largest such part of a page is told.",
    why: "A hole is easily made when a block is moved or made smaller, and nothing else speaks of lines that no story has.",
    example: "{ article = \"lead\", columns = \"1-3\", lines = \"1-40\" }   # on a page of 63 lines, and nothing below",
    fix: "Make a block deeper, or place something there. An empty block says that the white is meant: `{ columns = 3, lines = \"41-\" }`.";

    HIDDEN_TEXT = "K050", "type lies under something opaque";
    what: "A picture, an advertisement, a tint, a frame or a rule is painted over type, which cannot be read there, or type stands on a rule of its own colour. Alpha and the free places of a drawing let type show; a placed PDF counts as opaque. Or two texts stand at one place, a dark one on a dark one.",
    why: "Every character of an article stands visibly on a page, or the run fails: a reader cannot miss what is not seen, and nobody at the desk sees it either.",
    example: "{ article = \"lead\", columns = \"1-3\" },\n{ picture = \"port.jpg\", columns = 2, lines = \"7+6\", wrap = \"overlay\" },",
    fix: "Take `wrap = \"overlay\"` out, so that the text makes room; move one of the two; or name the block that shall lie underneath before the other. Make a rule lighter, or its gutter or `inset` wider.";

    UNSEEN_TEXT = "K056", "type is printed in the colour of what it stands on";
    what: "Type has the colour of the tint or the paper under it, or so nearly that nobody reads it: no ink of the two differs by more than a tenth.",
    why: "Every character of an article stands visibly on a page, or the run fails.",
    example: "[style.body]\ncolour = \"white\"",
    fix: "Give the style another `colour`, or what it stands on another `tint`.";

    SHORT_LINES = "K057", "lines of running text are very short";
    what: "A leg whose lines are shorter than 8 characters, in a box than 6, three or more of them followed by another line of their paragraph. Lines beside an insert may have five.",
    why: "Of so few characters a line can neither squeeze nor spread what may not be parted; newspapers set 11 to 26.",
    example: "{ article = \"lead\", columns = 1, split = 2 }   # in a column of 13",
    fix: "Give it more columns or a lower `split`; or set it in smaller type.";

    CUT_PICTURE = "K058", "much of a picture is cut off";
    what: "A picture fills a block of another shape (`fit = \"cover\"`), and more than 15 per cent of its width or height is cut off; nothing says what to keep of it. Of more than half it is a warning.",
    why: "Heads and hands are cut with it, and nobody at the desk sees what is gone.",
    example: "{ picture = \"port.jpg\", columns = \"1-3\", lines = \"1+8\" }   # a picture of 3:2 in a space of 4:1",
    fix: "Give the block the picture's shape, say by `focus` or `crop` what to keep, or show all of it by `fit = \"contain\"`.";
    PICTURE_ASTRIDE = "K059", "a picture stands across the edge of a box";
        what: "A picture or an advertisement stands partly within a block with a frame or a tint and partly without.",
        why: "The frame runs into the picture and the text of both sides makes room for it: nobody knows whose it is. It comes of a block that was moved.",
        example: "{ article = \"notice\", columns = \"1-2\", lines = \"19+8\", frame = \"0.5pt\" }, { picture = \"pier.jpg\", columns = 2, lines = \"14+10\" }",
        fix: "Move one of the two, so that the picture is within the box or clear of it. `wrap = \"overlay\"` says that it is meant.";
    CUT_WORDS = "K061", "words in a picture are cut through";
        what: "The edge of a picture's block cuts through words of a drawing: `fit = \"cover\"`, `focus` or `crop` leaves a part of them.",
        why: "A label of which the first character is gone is read wrong, or not at all. What is meant to go goes whole.",
        example: "{ picture = \"section.svg\", columns = 1, lines = \"1+20\" }   # a broad drawing in a high block, with labels at its sides",
        fix: "Show all of it by `fit = \"contain\"`, give the block the picture's shape, or move the words within the drawing; `focus` says what is kept.";
    OTHER_SCRIPT = "K060", "characters of the other script of Chinese";
        what: "An article that is set as traditional Chinese (zh-Hant-HK, zh-Hant-TW) has characters that are written in simplified Chinese alone, or the other way round. Told once an article, with its characters. Where every fifth character or more is one, the article was not converted at all. Words with a language of their own (`[…]{lang=zh-Hans}`) are not looked at. Told as well of an article in Japanese or Korean that is set as Chinese, and the other way round.",
        why: "Copy is converted by programs and pasted from everywhere; what they leave is a slip that a reader sees at once.",
        example: "国際機場明日重開   # in a Hong Kong newspaper",
        fix: "Write the form of the newspaper. If it is meant, say so: `[国]{lang=zh-Hans}`; for a whole article by `language` in a style or a look.";
}
