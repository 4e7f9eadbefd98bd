//! Codes of letter L up to L049: what the reader of layout files finds.

codes! {
    TOML_SYNTAX = "L001", "the layout is not TOML";
        what: "The file cannot be taken apart into keys and values at this place.",
        why: "Layout files are TOML; until its marks are in order, nothing after them can be trusted, so no page is made.",
        example: "[grid]\ncolumns = 6\nline = \"12pt      # the closing quotation mark is missing",
        fix: "Close the quotation mark, bracket or brace, or put the missing comma. Text stands in quotation marks; a text with a backslash in single ones.";
    UNKNOWN_KEY = "L002", "a key that the program does not know";
        what: "The key means nothing in this table, so what it says would be ignored.",
        why: "A misspelt key must not be passed over in silence: the page would come out other than written.",
        example: "[grid]\nmesure = 18",
        fix: "Use the name that is suggested, move the key to the table it belongs to, or take it out.";
    WRONG_TYPE = "L003", "a value of the wrong kind";
        what: "The key takes another kind of value: a text for a number, a table for a list, and so on.",
        why: "The program does not guess what a value of another kind would mean.",
        example: "[grid]\nmeasure = \"18\"",
        fix: "Write the value as the message shows: texts and lengths in quotation marks, numbers and true or false without.";
    OUT_OF_RANGE = "L004", "a number out of range";
        what: "The number is of the right kind but cannot be used here: negative, zero, too large, or not whole.",
        why: "Counts begin at 1, sizes are more than nothing, and no sheet is larger than a PDF page can be (200 inches).",
        example: "[grid]\ncolumns = 0",
        fix: "Write a number within the limits that the message names.";
    BAD_LENGTH = "L005", "a length that cannot be read";
        what: "A length is a number and a unit in one text, and this is none.",
        why: "A bare number would be points to one reader and millimetres to another.",
        example: "[grid]\nline = 12",
        fix: "Write the number with pt, mm, cm, in, q or em, in quotation marks: \"12pt\".";
    UNKNOWN_WORD = "L006", "a word that is not among the choices";
        what: "The key takes one of a few words, and this is none of them.",
        why: "A misspelt choice must not silently become the default.",
        example: "[grid]\nwriting = \"vertcal\"",
        fix: "Use one of the words that the message lists.";
    BAD_PLACE = "L007", "a place on the grid that cannot be read";
        what: "`columns`, `chars` and `lines` take 6, \"6\", \"1-4\" (first and last), \"4-\" (to the end) or \"10+30\" (start and depth), counted from 1.",
        why: "The block would stand somewhere else than meant.",
        example: "[[page]]\nblock = [{ article = \"lead\", columns = \"4-1\" }]",
        fix: "Write the place in one of these forms, the first number not after the last.";
    CONFLICT = "L009", "two keys for one thing";
        what: "Two keys of one table say the same thing, so one of them would be ignored.",
        why: "The program does not choose between two orders.",
        example: "[[page]]\nblock = [{ picture = \"a.jpg\", pictures = [\"b.jpg\"] }]",
        fix: "Keep one of the two.";
    MISSING_KEY = "L010", "a table that lacks a key";
        what: "The table is written but says too little to be used.",
        why: "There is no default for this key.",
        example: "[colour.house]\nink = \"PANTONE 186 C\"      # and no alternate",
        fix: "Add the key that the message names.";
    LIKELY_KEY = "L011", "a field that looks like a misspelt key";
        what: "Other keys of [document] and [[page]] are fields for texts such as \"{edition}\". No text uses this one, and it has a key's name, or nearly.",
        why: "A misspelt key, or one of another table, would otherwise pass for a field and be ignored.",
        example: "[document]\nlangauge = \"zh-Hant-TW\"",
        fix: "Use the name or the table that is suggested; or give the field another name, or use it in a text.";
    TOO_LARGE = "L012", "a layout too large to read";
        what: "The file is larger than 4 MB.",
        why: "A layout is some kilobytes; a file of this size is another kind of file, and reading it would only take time.",
        example: "typeset page.pdf -o out.pdf      # the PDF, not its layout",
        fix: "Name the layout file; or put texts into article files and pictures into picture files.";
    // L013 was a count of what is not shown, which now bears the code that it counts.
    CONTROL = "L014", "a text with a character that cannot be printed";
        what: "The text holds a control character, or one that is no character.",
        why: "No font has it, and a file's name does not hold it either.",
        example: "[document]\ntitle = \"Harbour\\u0007Daily\"",
        fix: "Delete it.";
    BAD_POLYGON = "L130", "a polygon that encloses nothing";
        what: "The polygon of `clip` has fewer than three corners, all of them on one line, or sides that cross.",
        why: "What of the picture is to be shown cannot be told.",
        example: "clip = { polygon = [[0, 0], [100, 100], [100, 0], [0, 100]] }",
        fix: "Name the corners in turn around the shape, each as [across, down] in per cent of what is shown of the picture.";
}
