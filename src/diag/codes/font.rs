//! Codes of letter F.

codes! {
    MISSING_GLYPH = "F001", "no font has a character";
        what: "The text holds a character that none of the style's faces, the built-in ones included, can draw.",
        why: "Nothing may be lost: the page shows a geta (〓) in its place, and the run fails so that it is not printed so.",
        example: "a rare name written with a character outside the bundled fonts",
        fix: "Add a house font that has it with [font.NAME] files = [...] and name that font in the style, or write the character otherwise.";

    UNUSABLE = "F010", "a font file cannot be used";
    what: "A font file of a house family is broken, no font, or may not be embedded.",
    why: "Every font is embedded in the PDF, so it must be readable and its licence bits (fsType \
          of OS/2) must allow it.",
    example: "[font.house]\nfiles = [\"lead.md\"]",
    fix: "Name TrueType or OpenType fonts that may be embedded.";
}
