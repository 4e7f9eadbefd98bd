//! Codes of letter O: text and its room.

codes! {
    OVERSET = "O001", "a story is longer than its blocks";
        what: "The text of a story does not fit the blocks that it flows through. Lines are counted in its columns: eight lines over two columns are four lines of the block. What the block's `lines` would have to be is said beside it, worked out by setting the text so.",
        why: "Nothing is ever cut in silence: the run fails and says how many lines and characters are over.",
        example: "{ article = \"lead\", columns = \"1-2\", lines = \"1-10\" }   # the text needs 14 lines a column",
        fix: "Give the story more lines or another block, cut the text, or set [document] overset = \"continue\".";
    SLACK = "O002", "a story is shorter than its blocks";
        what: "Lines stay empty at the end of a story, counted in its columns: eight lines in two columns are four lines of the block. The `lines` in which the text fits are said beside it. With `fit` nothing is said of lines that its `short` lets stay empty. It is a warning where a whole column, or more than half of a box, stays white.",
        why: "A desk fills its page; the number says by how much.",
        example: "{ article = \"brief\", columns = 1, lines = \"1-40\" }   # the text needs 31 lines",
        fix: "Give the block the `lines` that the message names, level its columns (balance = true), or lengthen the text.";
    CONTINUED = "O003", "a story goes on after the last page";
        what: "A story was over, and the layout says overset = \"continue\": its rest stands on pages of its own.",
        why: "The pages are more than the layout names.",
        example: "[document]\noverset = \"continue\"",
        fix: "Nothing, if that is meant; else give the story more room.";
    HEAD_MISFIT = "O004", "a head does not fit its block";
        what: "Even at the smallest step of its ladder a head is too wide or too deep for its block.",
        why: "A head is set as one object; it is never cut.",
        example: "{ article = \"lead\", part = \"head\", columns = 1, lines = \"1+3\" }",
        fix: "Give the headline a smaller `size`, the head more lines or columns; or shorten it, mark where it may break (|), or allow more rows.";
    INTRO_OVER = "O005", "an intro is longer than its block";
        what: "Lines of an intro found no place in its block.",
        why: "Nothing is ever cut in silence.",
        example: "{ article = \"lead\", part = \"intro\", columns = \"1-2\", lines = \"10+3\" }",
        fix: "Give the block more lines, or shorten the intro.";
    CAPTION_TOO_DEEP = "O006", "a caption leaves no room for its picture";
        what: "A block's lines include the caption, and the caption takes nearly all of them.",
        why: "The picture would vanish.",
        example: "{ picture = \"port.jpg\", columns = 1, lines = \"1+3\", caption = \"…\" }   # three lines of caption",
        fix: "Give the block more lines, or shorten the caption.";
    TEXT_TOO_LONG = "O007", "a text is longer than its block";
        what: "A text block's lines are deeper or wider than the block.",
        why: "It would be printed over what stands beside it.",
        example: "{ text = \"…\", style = \"masthead\", columns = 1, lines = \"1+2\" }",
        fix: "Give the block more room, shorten the text or choose a smaller style.";
    PIECES_COLLIDE = "O008", "texts on one line do not fit side by side";
        what: "The start, centre and end texts of a block overlap.",
        why: "They would be printed over one another.",
        example: "{ text = [\"{title}\", \"{section}\", \"{date}\"], style = \"folio\", columns = 1, lines = \"1+2\", in = \"top\" }",
        fix: "Shorten a text, choose a smaller style or make the block wider.";
    HEAD_SHORT = "O009", "a headline fills too little of its width";
        what: "A headline that should fill its width fills less than 85 per cent of it, even widened and tracked to the limit.",
        why: "A head that stops short looks like a mistake.",
        example: "headline = \"開幕\"   # over six columns",
        fix: "Where its block is too shallow for a larger size, give it the lines that the message names. Else set it at one `size` with `align = \"center\"`, in [style.headline] or a look; lengthen it; or give it fewer columns.";
    KEEPS_GIVEN_UP = "O010", "a line stands alone because the text would not fit otherwise";
        what: "A paragraph's first or last line, or a subhead, stands alone at a leg's end.",
        why: "With the rules against lone lines kept, the text would be over by the lines left empty. It is a note where only the last line of a paragraph of three stands alone, since its subhead would have to go along with it.",
        example: "{ article = \"lead\", columns = \"1-3\", lines = \"1-20\" }   # exactly full",
        fix: "Cut or add a line of text, or give the block the `lines` that the message names.";
    HEAD_RUNT = "O011", "a headline's last row is one character";
        what: "The last row of a headline holds a single character.",
        why: "One character alone looks like a mistake.",
        example: "headline = \"青嶼深水港昨日啟用|了\"",
        fix: "Move the |, or change the headline by a word.";
    HEAD_SMALL = "O012", "a headline is smaller than its width calls for";
        what: "No usual size of the headline's columns fits the block, so a smaller step was taken; or a picture or box within the story took a row or a size from it, and is named.",
        why: "Heads of one width that differ in size look uneven; the layout may have given this one too few lines.",
        example: "{ article = \"lead\", part = \"head\", columns = \"1-6\", lines = \"1+4\" }",
        fix: "Give the head the lines that the message names, or more rows, or shorten it. A `size` of its own says that it is meant.";
    BLOCK_SLACK = "O013", "a block is deeper than what stands in it";
        what: "More than two lines of a block without a thread stay empty under a head, an intro or a text.",
        why: "Text goes round the whole block, so the lines are a hole on the page.",
        example: "{ article = \"lead\", part = \"intro\", columns = \"1-2\", lines = \"10+14\" }   # it needs 10",
        fix: "Give the block fewer lines.";
    HEAD_STRETCHED = "O014", "a headline or deck is widened or narrowed to its width";
        what: "No step of the ladder, or no size that a deck may have, fills the width, so the glyphs were scaled by 10 per cent and the characters still set apart or closer by more than 2 per cent of their em, or the row ends short.",
        why: "Heads that differ in width or spacing look uneven side by side; the limits are 90 to 110 per cent and -5 to 10 per cent, and what that does not fill ends short. A head that fits no other way is narrowed to four fifths sooner than refused.",
        example: "headline = \"青嶼深水港昨日啟用\"   # in six columns and one row",
        fix: "Change the headline by a word, mark another break (|), or give it a `ladder` with a step between.";
    TEXT_TURNED = "O015", "a text is turned over";
        what: "A masthead, a folio or another text that is written in one row, or in rows of its own, does not fit them and is broken: at a full-width blank where it has one, else wherever a line may end.",
        why: "A date whose last character stands on a line of its own looks like a slip, and nobody wrote it so.",
        example: "{ in = \"top\", text = \"2025年3月31日　星期一\", columns = 1, lines = \"1+2\" }   # in a narrow column",
        fix: "Make the block wider, shorten the text, choose a smaller style, or say with \\n where its rows begin.";
    FITTED = "O016", "a story was made to fit";
        what: "A story with `fit` was over or short, and was treated within its limits: what was done, and whether it fits now.",
        why: "Nothing is changed in silence: the amounts say what a hand would have done.",
        example: "{ article = \"lead\", columns = \"1-3\", lines = \"1-20\", fit = true }",
        fix: "Nothing, if the page looks well; else change the limits in [fit], or the text.";
    LEFT_OUT = "O017", "a paragraph is left out";
        what: "A paragraph marked {.optional} was left out so that its story fits its blocks. Of many short items one goes whole, its head with it, when no other text of it is left; one of them always stays.",
        why: "What is not printed is said: the last one goes first, and higher numbers go before lower ones; of one number an item goes whole only after the paragraphs that leave text under their heads.",
        example: "港口去年處理貨櫃一千四百萬個。{.optional}",
        fix: "Give the story more room, take the mark away, or leave `optional` out of the limits.";
    JUMP_WIDE = "O018", "a jump line or jump headline is wider than its measure";
        what: "The words where a story breaks off or goes on stand on one line of their leg, a `jump_headline` in one row over all legs; they are shrunk to 6 pt at most.",
        why: "What does not fit its line would stand in the next column.",
        example: "jump = { to = \"請繼續閱讀本報今日第{page}版之詳細報道\" }   # in legs of 10 characters",
        fix: "Word it shorter, or give [style.jump] or [style.jump-headline] a smaller `size`.";
    TABLE_WIDE = "O022", "a table wider than its leg";
        what: "The columns of a table, each as narrow as its longest word or number allows (or as `widths` says), and a character between two of them, are wider than the leg that the table stands in.",
        why: "Cells would be printed over their neighbours, or numbers broken.",
        example: "{ table = \"results.csv\", columns = 1, widths = [10, 6, 6], lines = \"1+10\" }   # 24 characters in 18",
        fix: "Give it wider legs (split, columns), narrower `widths` or fewer columns; or a smaller `size` in [style.table].";
    TABLE_WIDTHS = "O023", "widths of another number of columns";
        what: "`widths` names more or fewer columns than the table has.",
        why: "It cannot be known which width is whose; those that are missing are worked out, those over are left out.",
        example: "{ table = \"results.csv\", columns = 1, widths = [10, 6], lines = \"1+10\" }   # a table of three columns",
        fix: "Write a width for every column: a number of characters, or \"rest\".";
}
