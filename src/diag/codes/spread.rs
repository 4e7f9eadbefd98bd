//! Codes L170 to L173: pages of two sheets.

codes! {
    PAGE_NAMES = "L170", "names that do not fit a page";
        what: "A page of one sheet has two names, or a list of names holds one, or more than two.",
        why: "A page has one name; a spread has one, or one for each of its halves.",
        example: "[[page]]\nid = [\"A8\", \"A9\"]      # and no `spread = true`",
        fix: "Write `spread = true` beside two names; else one name without brackets.";
    ACROSS_FOLD = "L171", "text that would be read across the fold";
        what: "The lines of an intro, or of running text, stand on both halves of a spread.",
        why: "A fold through a line of small type makes it hard to read, and the press cannot hold its halves level.",
        example: "[[page]]\nspread = true\nblock = [{ article = \"lead\", part = \"intro\", columns = \"1-12\", lines = \"1+4\" }]",
        fix: "Give it columns of one half. A head may go over the fold, and so may a text of one row.";
    ON_FOLD = "L172", "a character on the fold";
        what: "A character of a head, a text or a caption stands where the sheets of a spread meet.",
        why: "It would be folded, or cut in two where the halves are written as two pages.",
        example: "{ article = \"lead\", part = \"head\", writing = \"vertical\", columns = \"1-12\", lines = \"1+40\" }",
        fix: "Move the block, or make it wider or narrower, so that its rows end on one half, or let the \
              head lie across the fold with `writing = \"horizontal\"`.";
    NO_MIDDLE = "L173", "halves of a spread that touch";
        what: "The grids of the two sheets leave no white between them.",
        why: "Columns on both sides of the fold would run into each other.",
        example: "[paper]\nmargin = { top = \"20mm\", bottom = \"15mm\", left = \"0mm\", right = \"0mm\" }\n[[page]]\nspread = true",
        fix: "Give the paper margins at the left and right: between the halves there must be a gutter, \
              on a vertical page a line.";
}
