//! Codes L160 to L166: layouts of several files.

codes! {
    NOT_INCLUDED = "L160", "what an included file does not give";
        what: "A file that is named by `include` has a [[page]], `extends` or `frozen`.",
        why: "Included files lie under the layout key by key: what stands on which page, and what \
              the layout changes, is said in one file alone.",
        example: "# house.toml, which a1.toml includes\n[[page]]\nid = \"A1\"",
        fix: "Move it into the layout; to take the pages of a file and change them, write \
              `extends = \"…\"` there instead of `include`.";
    IN_A_CIRCLE = "L161", "files that lie over one another in a circle";
        what: "A file is reached again through what it includes or extends itself.",
        why: "None of them would lie below the others.",
        example: "include = [\"a1.toml\"]      # in a1.toml",
        fix: "Take one of the names out, or move what both files need into a third.";
    TOO_DEEP = "L162", "files that name one another more than eight deep";
        what: "From the layout on, nine files or more include one another in a row, or 65 extend one another.",
        why: "Nobody finds a value there again.",
        example: "include = [\"b.toml\"]      # which includes c.toml, and so on to j.toml",
        fix: "Include the files from the layout itself: of several the later wins.";
    NO_ID = "L163", "a change that does not say of what";
        what: "In a layout that extends another a page has no `id`, or a block with `remove` has none.",
        why: "Pages and blocks are found by their ids.",
        example: "extends = \"a1.toml\"\n[[page]]\nblock = [{ id = \"lead\", lines = \"30-\" }]",
        fix: "Write the `id`; a page without one is called by its number, a block without one \
              must be given an `id` in the file that has it.";
    UNKNOWN_ID = "L164", "a page or block that is not there";
        what: "What is to be changed, taken out or followed is not in the layout that is extended.",
        why: "The change would be lost.",
        example: "extends = \"a1.toml\"\n[[page]]\nid = \"A9\"\nremove = true",
        fix: "Use an id of that layout; a new block needs something to hold (`article`, `picture`, \
              `text`, `ad` or `table`).";
    NOTHING_EXTENDED = "L165", "a change of nothing";
        what: "`remove` or `after` stands in a layout that extends no other.",
        why: "There is nothing that could be taken out or followed.",
        example: "[[page]]\nid = \"A2\"\nafter = \"A1\"      # and no `extends`",
        fix: "Write `extends = \"…\"` at the head of the file, or take the key out.";
    NOT_FROZEN = "L166", "a frozen story that is not there";
        what: "`frozen` names what is no article of the layout.",
        why: "A change of it could not be told.",
        example: "frozen = [\"leed\"]",
        fix: "Name articles as [article] does.";
}
