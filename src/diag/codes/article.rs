//! Codes of letter A: what the reader of articles finds.

codes! {
    FRONT_SYNTAX = "A001", "the front matter cannot be read";
        what: "The lines between `+++` and `+++` are not TOML, or the second `+++` is missing.",
        why: "Without them the article has no head, so it would be printed as text alone.",
        example: "+++\nheadline = \"渡輪復航\n+++",
        fix: "Close every quotation mark on its own line, and end the front matter with a line that holds `+++` and nothing else.";
    FRONT_KEY = "A002", "an unknown key in the front matter";
        what: "The front matter takes label, kicker, headline, deck, byline, intro, dateline and source; this is none of them.",
        why: "A misspelt key would lose a part of the head without a word.",
        example: "+++\nheadlin = \"渡輪復航\"\n+++",
        fix: "Use the name that is suggested, or take the line out.";
    FRONT_TYPE = "A003", "a value of the wrong kind in the front matter";
        what: "Every key takes a text in quotation marks; kicker, headline, deck and intro also take a list of texts.",
        why: "The program does not guess how a number or a date would be printed.",
        example: "+++\nheadline = 2024\n+++",
        fix: "Put the value in quotation marks.";
    EMPTY = "A004", "an article with neither head nor body";
        what: "The file holds no text that could be printed.",
        why: "A block with such an article would be empty; most often the wrong file was saved.",
        example: "+++\nsource = \"中新社\"\n+++",
        fix: "Write a headline or a paragraph, or take the article out of the layout.";
    NO_USE = "A005", "something that an article does not hold";
        what: "Markdown has it and a newspaper's article has no use for it: a table, code, HTML, a link, a picture, a numbered list, a list in a list, a horizontal rule, a footnote.",
        why: "It is never dropped in silence, and there is no way to print it as it was meant.",
        example: "1. 第一項\n2. 第二項",
        fix: "Write it as text; a backslash before a mark (`1\\.`, `\\<`, `\\[`) makes it plain text.";
    HEADING_LEVEL = "A006", "a heading that is no subhead";
        what: "An article has subheads of one level, written `## …`; the headline stands in the front matter.",
        why: "A heading of another level has no style.",
        example: "# 渡輪復航",
        fix: "Write `## …` for a subhead, or put the headline into the front matter.";
    UNKNOWN_SPAN = "A007", "an unknown mark behind brackets";
        what: "Brackets followed by braces mark a name, `[…]{.name}`, or a title, `[…]{.title}`; the braces hold something else.",
        why: "The words would be printed without the line that was asked for.",
        example: "[海港]{.nmae}",
        fix: "Write `{.name}`, `{.title}` or `{lang=ja}`; a backslash before the bracket makes it plain text.";
    CONTROL = "A008", "a character that cannot be printed";
        what: "The text holds a control character, or one that is no character.",
        why: "No font has it; it comes from another program and is invisible in most editors.",
        example: "a page break (U+000C) between two paragraphs",
        fix: "Delete it. In most editors the place can be found by line and column.";
    LINE_BREAK = "A009", "a line break inside a paragraph";
        what: "The line ends with a backslash, or with two blanks, which Markdown takes for a line break.",
        why: "Lines of a paragraph are broken by their measure; the break is not printed.",
        example: "上句\\\n下句",
        fix: "Take the backslash or the blanks out, or leave an empty line for a new paragraph.";
    ARTICLE_TOO_LARGE = "A010", "an article too large to read";
        what: "The file is larger than 4 MB.",
        why: "That is over a million characters, some hundred pages: another kind of file, most likely.",
        example: "[article]\nlead = \"archive-1997.md\"",
        fix: "Name the article's own file, or divide the text into several articles.";
    // A011 was a count of what is not shown, which now bears the code that it counts.
    INDENTED = "A012", "a paragraph that begins with four blanks";
        what: "Markdown takes lines that begin with four blanks or a tab for code.",
        why: "An article holds no code; the indent of a paragraph is the style's.",
        example: "    第一段……",
        fix: "Take the blanks out.";
    PRESENTATION_FORM = "A013", "a mark written in its vertical form";
        what: "The text holds a code point of the vertical forms, U+FE10 to FE19 or U+FE30 to FE4F.",
        why: "Such code points are not found when the page is searched; the program sets the plain mark, and a font has its vertical form.",
        example: "﹁黃昏的港口﹂",
        fix: "Write the plain mark: 「黃昏的港口」.";
    WORD_TOO_LONG = "A014", "a word too long to set";
        what: "The article holds a run of more than 2,000 letters and digits without a blank or a mark.",
        why: "No language has such a word: data, such as a picture in base64, has strayed into the text.",
        example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg……",
        fix: "Take out what is no text, or part the word with blanks.";
}
