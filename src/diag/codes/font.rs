//! Codes of letter F.

codes! {
    MISSING_GLYPH = "F001", "no font has a character";
        what: "The text holds a character that none of the style's faces, the built-in ones included, can draw.",
        why: "Nothing may be lost: the page shows a geta (〓) in its place, and the run fails so that it is not printed so.",
        example: "a rare name written with a character outside the bundled fonts",
        fix: "Add a font that has it: [font.fallback] files = [...] is asked by every style after the built-in fonts. Or write the character otherwise.";

    SUBSTITUTE = "F002", "a font lacks characters, and another draws them";
    what: "Some characters of the text are not in the style's font family and are set in the face that comes after it.",
    why: "They look different from their neighbours; a head half in kai and half in the serif is seen from afar.",
    example: "[style.label]\nfont = \"kai\"   # and a label that says 𨋢",
    fix: "Add a font that has them to the family's files, or set the text in another family.";

    FORM_IGNORED = "F003", "no font has the form of a character that is asked for";
    what: "A variation selector behind a character asks for one of its forms, and no font has that form.",
    why: "The usual form is printed: where the form matters, as in a name, that is the wrong one.",
    example: "葛󠄁 (U+845B U+E0101) with a form that is in no collection of the font's",
    fix: "Add a font that has the form with [font.fallback] files = [...], or leave the selector out.";

    UNUSABLE = "F010", "a font file cannot be used";
    what: "A font file of a house family is broken, no font, or may not be embedded.",
    why: "Every font is embedded in the PDF, so it must be readable and its licence bits (fsType \
          of OS/2) must allow it.",
    example: "[font.house]\nfiles = [\"lead.md\"]",
    fix: "Name TrueType or OpenType fonts that may be embedded.";

    VARIABLE = "F011", "a variable font is set in its regular weight";
    what: "A font file holds many weights in one, and the layout does not say which is meant.",
    why: "The file's own default is often the thinnest; the regular weight, wght 400, is set instead.",
    example: "[font.house]\nfiles = [\"House-VF.ttf\"]",
    fix: "Say it: variations = { wght = 400 }.";

    NO_AXIS = "F012", "a variable font has no such instance";
    what: "`variations` names an axis that the font has not, or a value beyond its ends; or none of the family's files is a variable font, which is a warning.",
    why: "The face that is meant cannot be made.",
    example: "variations = { wght = 1200 }",
    fix: "Name axes and values that the font has; the message lists them.";

    FIRST_FACE = "F013", "the first face of a collection is taken";
    what: "A font file holds several faces, the layout names none of them, and none is named for the layout's language.",
    why: "The faces of a collection have the shapes of different regions.",
    example: "[font.house]\nfiles = [\"house.ttc\"]",
    fix: "Name the face by its number or PostScript name: files = [\"house.ttc#2\"].";

    NO_FACE = "F014", "a collection has no such face";
    what: "What stands behind `#` is neither the number nor the PostScript name of a face of the file.",
    why: "Another face would have other shapes.",
    example: "files = [\"house.ttc#9\"]",
    fix: "Name one of the faces that the message lists; numbers count from 0.";

    NOT_INSTALLED = "F015", "a font family is not installed";
    what: "`system` names a family that this machine does not have.",
    why: "The page cannot be set in it.",
    example: "[font.house]\nsystem = \"Dejavu Serf\"",
    fix: "Install the family, name one that is installed, or name font files in `files`.";

    NO_BOLD = "F016", "a font has nothing bolder for bold text";
    what: "Text is marked `**bold**`, and its family has no bold, or is bold itself.",
    why: "It is set as the text around it: the mark is lost. It is told once a family.",
    example: "[font.house]\nfiles = [\"House-Regular.otf\"]   # and an article with **words**",
    fix: "Name the bold files in the font's table: bold = [\"House-Bold.otf\"], or a built-in family: bold = [\"serif-bold\"]. Or mark the words with emphasis dots.";
}
