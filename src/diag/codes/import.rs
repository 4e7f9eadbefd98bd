//! Codes of letter I: copy of other programs.

codes! {
    LEFT_OUT = "I001", "something of the file is not in the article";
        what: "The file has something that an article does not hold, or that is not part of the text: a note to editors, a footnote, a tracked deletion, navigation, the address of a link.",
        why: "Nothing is dropped in silence; words that go are quoted.",
        example: "<aside>更多新聞</aside>",
        fix: "Nothing, where it is not wanted; else write it into the article.";
    UNREADABLE = "I002", "a file that is no copy, or a broken one";
        what: "The file is damaged, or of a kind that is not read: RTF, an old DOC, a PDF, a picture, XML of another kind.",
        why: "Words that are guessed at are worse than none.",
        example: "typeset import lead.rtf -o copy",
        fix: "Save it as DOCX, HTML or plain text in the program that wrote it, or have it sent again.";
    REFUSED = "I003", "a file that would grow without end";
        what: "The file declares entities of its own, is nested deeper than any copy, has too many parts, or is larger, packed or unpacked, than any copy.",
        why: "A small file of that kind can fill a machine; nothing of it is read.",
        example: "<!DOCTYPE nitf [<!ENTITY a \"&b;&b;&b;\">]>",
        fix: "Have it written anew without them, or save the text alone.";
    KEPT = "I004", "an article that stands there already";
        what: "The file that the import would write is there, and is another.",
        why: "Whoever has worked on an imported article does not lose that work.",
        example: "typeset import lead.docx -o copy   # twice, with changes between",
        fix: "Add --force to replace it, or import into another folder.";
    ENCODING = "I005", "the encoding of a text";
        what: "Nothing in the file says how its characters are written. The note names what it was read as; the error says that nothing fits.",
        why: "A short text may be sound in several encodings, and reads as nonsense in all but one.",
        example: "a file in Big5 without a word about it",
        fix: "Look at the article; where it reads wrong, name the encoding with --encoding.";
    PICTURE_MISSING = "I006", "a picture that did not come with the file";
        what: "The copy speaks of a picture that is on another machine, outside of the file's folder, not there, or of a kind that cannot be printed.",
        why: "Nothing is fetched, and nothing read from outside. Its caption stands in the article as a comment.",
        example: "<img src=\"https://example.org/port.jpg\">",
        fix: "Get the picture and list it in the article's `pictures`.";
    CAPTION_ALONE = "I007", "a caption without its picture";
        what: "The text marks a caption, or says that pictures come with it (圖), and names no file.",
        why: "The caption is no part of the running text; it stands in the article as a comment.",
        example: "（圖）黃昏的港口",
        fix: "List the picture with its caption in the article's `pictures`.";
    EMBARGO = "I008", "when and whether copy may be printed";
        what: "The agency says that the copy is under embargo, expires, or is withdrawn.",
        why: "An article has no such mark, and what it says must not be lost.",
        example: "<embargoed>2024-11-17T06:00:00+08:00</embargoed>",
        fix: "Keep to it.";
    EMPTY = "I009", "a file without an article";
        what: "Nothing in the file is a headline or a paragraph.",
        why: "An article of nothing would be an error in every layout.",
        example: "a DOCX of a picture alone",
        fix: "Look at the file in the program that wrote it.";
    CHARACTER = "I010", "a character in the place of another";
        what: "The file has a control character that is a sign of Windows-1252 (U+0080 to U+009F), or a radical that a PDF gave for its character (U+2E80 to U+2FDF). The sign or character that is meant stands in the article.",
        why: "The one cannot be printed; the other looks right, and no search finds it.",
        example: "⾦管局 in place of 金管局",
        fix: "Nothing, where the article reads right.";
}
