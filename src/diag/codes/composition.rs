//! Codes of letter C.

codes! {
    MARK_NOT_DRAWN = "C001", "a reading is not drawn";
        what: "The text is set, but its reading is not: bopomofo whose syllables do not tally with the characters.",
        why: "A reader would miss what the author marked.",
        example: "{文字|ㄨㄣˊ}",
        fix: "Write one syllable for each character, parted by blanks: `{文字|ㄨㄣˊ ㄗˋ}`.";
    LOOSE_LINE = "C002", "a line is loose";
        what: "To bring a line to its measure, its characters were spread by more than a quarter of an em each.",
        why: "Holes in a line catch the eye; the measure is too narrow for what may not be parted in it.",
        example: "a long Latin word or number in a measure of ten characters",
        fix: "Reword the passage: in Chinese text a character more or less moves what may not be parted. Widen the measure; or let a Latin word be hyphenated.";
    OVERFULL_LINE = "C003", "a line is longer than its measure";
        what: "What may not be parted stands over the measure.",
        why: "It may touch the next column; by more than a character, which is an error, it is printed over the text there.",
        example: "a bracketed character in a measure of one",
        fix: "Widen the measure, or take kinsoku down to \"loose\".";
    RUNT = "C004", "the last line is too short";
        what: "A paragraph's last line holds fewer Han characters than last_line asks for.",
        why: "A character alone on a line wastes the line and looks like a slip.",
        example: "one character left over after a full line",
        fix: "Add or cut a few characters, or set last_line = 1.";
    GAP_TOO_SMALL = "C006", "marks beside the text do not fit between the lines";
        what: "Ruby, bopomofo, dots or name lines stand out of their line by more than the white before the next one.",
        why: "They touch or cover the neighbouring line; marks never change the pitch.",
        example: "ruby of half an em on lines of 9 pt every 12 pt",
        fix: "Set the text with more leading (leading = 1.5), or take a wider grid line.";
    EMERGENCY_BREAK = "C005", "a word is broken where it may not be";
        what: "A word, number or address is longer than the measure and was broken without a hyphen.",
        why: "It would stand over the measure otherwise.",
        example: "a long address in a narrow leg",
        fix: "Widen the measure, or shorten the word.";
    FOREIGN_QUOTE = "C007", "a quotation mark of another region";
        what: "Text holds quotation marks that its region does not use: “ ” in Hong Kong, Taiwan and Japan, 「 」 in horizontal text of the mainland and Korea.",
        why: "A page that mixes both looks unedited. The first of a file is shown; text is never changed in silence.",
        example: "他說：“好。”   # in zh-Hant-HK",
        fix: "Write the region's own marks, mark a span with its language ([...]{lang=zh-Hans}), or set quotes = \"convert\" in the style.";
    NO_INITIAL = "C010", "a paragraph begins without the initial that was asked for";
        what: "The paragraph begins with what cannot be set large (a dash, a long number, a word that is all of it), or no leg is wide and deep enough for the initial and five characters beside it, or only one more than four lines further on.",
        why: "The text is set as it would be without; nothing of it is lost.",
        example: "initial = 4   # in legs of 9 characters",
        fix: "Begin the paragraph otherwise, ask for an initial of fewer lines, or set `initial = 0` in the look of the block.";
    SHORT_INITIAL = "C011", "a paragraph is shorter than its initial";
        what: "The text beside the initial ends before the initial does; what follows begins under it.",
        why: "The white beside the initial looks like a slip.",
        example: "天亮了。 {.initial}   # a line of text beside an initial of two",
        fix: "Take the initial to a longer paragraph, ask for fewer lines, or lengthen the paragraph.";
    HEAPED_MARKS = "C012", "a letter under a heap of marks";
        what: "More than 12 combining marks stand on one letter.",
        why: "No script has as many. Heaped up they run through the lines above, the head and the edge of the sheet; they come from copy of the web that was written to do so.",
        example: "Z followed by U+0300 eight hundred times",
        fix: "Take out the marks that are no part of the word.";
}
