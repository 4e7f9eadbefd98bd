//! Codes of letter A: what the reader of articles finds.

codes! {
    FRONT_SYNTAX = "A001", "the front matter cannot be read";
        what: "The lines between `+++` and `+++` are not TOML, or one of the two `+++` is missing or holds more than that; as a warning: a line of `+++` stands within the text.",
        why: "Without them the article has no head, so it would be printed as text alone.",
        example: "+++\nheadline = \"渡輪復航\n+++",
        fix: "Close every quotation mark on its own line, and end the front matter with a line that holds `+++` and nothing else.";
    FRONT_KEY = "A002", "an unknown key in the front matter";
        what: "The front matter takes id, label, kicker, headline, deck, byline, intro, dateline, source, jump_headline, pictures and portrait; this is none of them.",
        why: "A misspelt key would lose a part of the head without a word.",
        example: "+++\nheadlin = \"渡輪復航\"\n+++",
        fix: "Use the name that is suggested, or take the line out.";
    FRONT_TYPE = "A003", "a value of the wrong kind in the front matter";
        what: "Every key but pictures and portrait takes a text in quotation marks; kicker, headline, deck and intro also take a list of texts.",
        why: "The program does not guess how a number or a date would be printed.",
        example: "+++\nheadline = 2024\n+++",
        fix: "Put the value in quotation marks.";
    EMPTY = "A004", "an article with neither head nor body";
        what: "The file holds no text that could be printed; as a note, its headline is empty.",
        why: "A block with such an article would be empty; most often the wrong file was saved.",
        example: "+++\nsource = \"中新社\"\n+++",
        fix: "Write a headline or a paragraph, or take the article out of the layout.";
    NO_USE = "A005", "something that an article does not hold";
        what: "Markdown has it and a newspaper's article has no use for it: code, HTML, a link, a picture, a list in a list, a table in an item or a quotation, a horizontal rule, a footnote.",
        why: "It is never dropped in silence, and there is no way to print it as it was meant.",
        example: "[港口](https://example.org)",
        fix: "Write it as text; a backslash before a mark (`\\<`, `\\[`, `1\\.`) makes it plain text.";
    HEADING_LEVEL = "A006", "a heading that is no subhead";
        what: "An article has subheads of one level, written `## …`; the headline stands in the front matter.",
        why: "A heading of another level has no style.",
        example: "# 渡輪復航",
        fix: "Write `## …` for a subhead, or put the headline into the front matter.";
    UNKNOWN_SPAN = "A007", "an unknown mark behind brackets";
        what: "Brackets followed by braces mark a name, `[…]{.name}`, a title, `[…]{.title}`, a dead person's name, `.mourned`, characters that stand upright or sideways, `.upright` and `.sideways`, words that may be printed once more, `.pull`, or another language; the braces hold something else.",
        why: "The words would be printed without the line that was asked for.",
        example: "[海港]{.nmae}",
        fix: "Write `{.name}`, `{.title}`, `{.mourned}`, `{.upright}`, `{.sideways}`, `{.pull}` or `{lang=ja}`; a backslash before the bracket makes it plain text.";
    CONTROL = "A008", "a character that cannot be printed";
        what: "The text holds a control character, or one that is no character.",
        why: "No font has it; it comes from another program and is invisible in most editors.",
        example: "a page break (U+000C) between two paragraphs",
        fix: "Delete it. In most editors the place can be found by line and column.";
    LINE_BREAK = "A009", "a line break inside a paragraph";
        what: "The line ends with two blanks, which Markdown takes for a line break.",
        why: "They cannot be seen, so they break nothing here: lines of a paragraph are broken by their measure.",
        example: "上句  \n下句",
        fix: "Take the blanks out; a backslash at the line's end keeps the line end, `{.verse}` at the paragraph's end all of them, and an empty line begins a new paragraph.";
    ARTICLE_TOO_LARGE = "A010", "an article too large to read";
        what: "The file is larger than 4 MB.",
        why: "That is over a million characters, some hundred pages: another kind of file, most likely.",
        example: "[article]\nlead = \"archive-1997.md\"",
        fix: "Name the article's own file, or divide the text into several articles.";
    // A011 was a count of what is not shown, which now bears the code that it counts.
    INDENTED = "A012", "a paragraph that begins with four blanks or a tab";
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
    UNKNOWN_MARK = "A015", "a paragraph's mark that is unknown or stands elsewhere";
        what: "A paragraph may end with `{.verse}`, `{.center}`, `{.end}`, `{.initial}`, `{.pull}` and the like; the braces hold something else, stand within the paragraph, on a line of their own (but for `{.break}`), in a cell or in the front matter, hold two that contradict each other (`{.tight .loose}`), or what does nothing in a subhead or an item.",
        why: "The braces would be printed, or what they ask for left undone without a word.",
        example: "霧從石階上來\n像一位遲到的客人{.vers}",
        fix: "Write one of the marks, at the paragraph's end; a backslash before the brace makes it plain text.";
    SHORT_LINES = "A016", "short lines run on as one paragraph";
        what: "A paragraph is written as several lines of 4 to 20 characters, none of which ends with a mark, as the lines of a poem do; or its lines are of one length and each ends with a mark, as those of old verse, begin with a name and a colon, as the fields of a form or questions and answers, hold tabs, as the rows of a table, or one is far shorter than the next and ends with no mark.",
        why: "Lines of a paragraph run on: the poem, the form or the table would be printed as prose.",
        example: "霧從石階上來\n像一位遲到的客人",
        fix: "End the paragraph with `{.verse}`, part its lines with empty ones, or write a table; lines that are to run on may stay as they are.";
    LEFT_OPEN = "A017", "mark-up that nothing ends";
        what: "A paragraph holds two stars, the brace of a reading or of a mark that has no other end.",
        why: "It is printed as it stands, stars and braces and all.",
        example: "**票價不變，{學生|がくせい和長者半價。",
        fix: "Write the other end; a backslash before the sign makes it plain text.";
    EMPTY_READING = "A035", "a reading with nothing on one side";
        what: "`{text|}` or `{|reading}`: there is nothing on one side of the bar.",
        why: "It is no reading, and is printed as it stands, brace, bar and all.",
        example: "往{鰂魚涌|}的渡輪。",
        fix: "Write `{text|reading}`; a backslash before the brace makes it plain text.";
    NO_INITIAL = "A020", "an initial where none can stand";
        what: "`{.initial}` ends a subhead, an item of a list, a quotation, or a paragraph that is centred or set at the end.",
        why: "An initial stands at the head of running text, whose lines are shorter beside it.",
        example: "## 碼頭的早晨 {.initial}",
        fix: "Take the mark out, or write it at the end of a plain paragraph.";
    HEAD_TOO_LONG = "A025", "a part of a head too long to set";
        what: "A label, kicker, headline, deck or byline has more than 10,000 characters, or a list of more than 200 texts.",
        why: "It is running text that has strayed into the head; even to find that it fits nowhere would take long.",
        example: "headline = \"海港昨日開幕，首批貨輪已經抵達……（一篇文章）\"",
        fix: "Put running text into the body, or into `intro`.";
    TABLE_ROW = "A029", "a row of a table that has not the cells of its head";
        what: "A row has more cells than its table has columns, or fewer (a warning), the line under the head has not as many as the head, or a line without bars stands right under a table.",
        why: "Markdown drops the cells behind the last column, and takes a line under a table for a row of it.",
        example: "| 隊伍 | 分 |\n|---|--:|\n| 東區 | 31 | 勝 |",
        fix: "Write as many cells as the head has, and an empty line between a table and the text after it; `\\|` is a bar that is text.";
    NO_SUCH_PICTURE = "A030", "an article's picture that there is not";
        what: "A block takes a picture of an article by the article's name and the picture's number, and there is no such article or no such number.",
        why: "The place would stay empty, or be filled with another picture than was meant.",
        example: "{ picture = \"lead#3\" }   # the article's `pictures` has two",
        fix: "Write the name that `[article]` gives, `#`, and a number from 1; of a file of several articles `notices#lee#1`.";
    PICTURE_LEFT = "A031", "a picture that no block takes";
        what: "The front matter of an article lists a picture, and no block of the layout takes it.",
        why: "It came with the copy and is not printed.",
        example: "pictures = [{ picture = \"port.jpg\" }]   # and no block says \"lead#1\"",
        fix: "Give it a block, `{ picture = \"lead#1\", … }`, or take it out of the article.";
    LOST_CHARACTER = "A036", "a character that was lost before";
        what: "The text holds U+FFFD, the sign that programs put for a character they could not read, or U+FFFC, that for a picture or another object; or what is left of text that was read in the wrong encoding: ï»¿, â€œ, 锟斤拷.",
        why: "A black diamond is printed where a word of the story was.",
        example: "\u{FFFD}長昨日到港",
        fix: "Find the character in the original and write it; have the file saved anew as UTF-8.";
    HALF_WIDTH_MARK = "A037", "a half-width mark between Chinese characters";
        what: "A comma, stop, colon, semicolon, exclamation or question mark, a bracket, a quotation mark, a row of dots or two dashes of the keyboard stands between Chinese characters or kana.",
        why: "It is as narrow as a letter, stands at the foot of the line and is spaced like Western text; a reader takes it for a slip.",
        example: "港口今日開放,遊人如鯽",
        fix: "Write the full-width mark: ，。：；！？（）……——";
    LINE_MARK = "A038", "a mark of Markdown at the head of a text of the front matter";
        what: "A text of the front matter begins with what begins a heading, an item or a quotation in Markdown: `# `, `- `, `+ `, `* `, `> `, `1. `.",
        why: "There it begins nothing, and is printed as it stands.",
        example: "headline = \"# 渡輪明日復航\"",
        fix: "Take it out; each text has its style from its key.";
    NEAR_MARK = "A039", "a line that is nearly Markdown";
        what: "A line begins with `##` without a blank, with a full-width ＃ ＞ or －, lines one after another with `-一`, `• 一`, `1.一`, `1、一` or `（一）`, a table lacks the line `|---|` under its first, or a mark has full-width braces or a blank in them (`{ .optional }`); or a text has what other programs mark by `==重點==`, `- [ ] 項目`, `$E=mc^2$`, `[[維港]]`, `H~2~O`, `:::note`. A paragraph of `**bold**` alone before another is told as a note.",
        why: "It begins no subhead, quotation, list or table, marks nothing, and is printed as it stands.",
        example: "##渡輪明日復航",
        fix: "Write the mark of a plain keyboard and a plain blank behind it: `## `, `> `, `- `, `1. `; a backslash before it makes it plain text.";
    PARAGRAPHS_JOINED = "A040", "lines that end as paragraphs do run on as one";
        what: "A paragraph is written as several lines that each end a sentence, some of them with several sentences, and of different lengths, as text is that was pasted with a paragraph on each line.",
        why: "Lines of a paragraph run on: all of them would be printed as one long paragraph.",
        example: "渡輪明日復航。天文台預料風勢減弱。\n船公司說，首班船清晨六時開出，乘客須提早到碼頭。票價不變。",
        fix: "Put an empty line between the paragraphs. Lines that are one paragraph are left alone where they hold one sentence each, or end elsewhere than a sentence does.";
    UNPAIRED = "A041", "a bracket or quotation mark without its other";
        what: "A 「, 『, “, （, 《, 〈, 【 or 〔 is not closed, or a mark that closes has none that opens before it. Brackets end in their paragraph; a quotation may go on through several, which begin with its mark again.",
        why: "It is printed as it stands, and a reader looks for the other end.",
        example: "船公司說：「渡輪明日復航。",
        fix: "Write the other mark, or take this one out.";
    RADICAL = "A042", "a radical in the place of its character";
        what: "The text holds a code point of the radicals, U+2E80 to U+2FDF, that looks like a character: what a PDF often gives for it when its text is copied.",
        why: "It looks right on the page, and is found by no search, there or in text, HTML and EPUB.",
        example: "⾦管局",
        fix: "Write the character: 金管局. `typeset import` does so.";
}
