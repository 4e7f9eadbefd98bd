//! Codes of letter N: plans, and pages that lay themselves out.

codes! {
    PLAN = "N001", "a plan is composed";
        what: "The file leaves pages to be arranged, or gives its articles ranks: it is a plan, and says not where everything stands.",
        why: "A page is made of a layout; what a plan leaves open is decided by typeset arrange, which writes one.",
        example: "typeset plan.toml -o page.pdf   # with `arrange = true` on a page",
        fix: "Arrange it and compose what that writes: typeset arrange plan.toml -o page.toml.";
    NOTHING = "N002", "a plan leaves nothing to arrange";
        what: "No page of the file says `arrange = true`, or every article stands in a block already.",
        why: "There is no room to give, or nobody to give it to.",
        example: "[[page]]\nid = \"A1\"   # and no `arrange = true`",
        fix: "Write `arrange = true` on the pages that are to be arranged, or compose the file: it is a layout.";
    NAME = "N003", "a plan names what is not there";
        what: "An article's `page` or `section` is that of no page to be arranged, or `with` and `apart` name no story or advertisement.",
        why: "A story that goes nowhere would be left out in silence.",
        example: "tram = { file = \"tram.md\", page = \"A9\" }   # and no page A9 with `arrange = true`",
        fix: "Mend the name, or write `arrange = true` on that page.";
    NO_ROOM = "N004", "a story has no room";
        what: "The pages that a story may go to are full with those of smaller rank; it is left out of the layout.",
        why: "More copy came than the pages hold; which story waits is told by the ranks.",
        example: "twenty stories for one page",
        fix: "Let it go to another page (`page`, `section`, `spill = \"next\"`), shorten stories by the lines named, make pictures `keep = false`, or give it a smaller rank.";
    EMPTY = "N005", "a page is not filled";
        what: "Less of the page's free lines is filled than `least` says (0.9), more than 2 per cent of it is under no block, or no story stands on it at all: a page without any block is left out of the layout. The largest of what stays white is named.",
        why: "The stories that may stand on it are too short, however large their heads and pictures are set, or what fixed blocks leave has the width of none.",
        example: "three briefs for a whole page",
        fix: "Give the page another story, a picture, or an advertisement.";
    PICTURE_OUT = "N006", "a picture is left out";
        what: "A picture with `keep = false`, or one that its article brings and the plan does not name, found no room; one that is to be kept, no form of its story beside the others.",
        why: "Text goes before pictures that need not stand.",
        example: "pictures = [{ picture = \"port.jpg\", keep = false }]   # on a page that is full",
        fix: "Write `keep = true`, and take a story off the page.";
    NOT_OURS = "N007", "the layout that stands there is somebody's work";
        what: "The file at -o was not written by typeset arrange, or has been edited since.",
        why: "What a person has changed on a page is not to be lost.",
        example: "typeset arrange plan.toml -o page.toml   # and page.toml was edited",
        fix: "Write to another file, or say --force; blocks with `keep = true` stay in either case.";
    TABOO = "N008", "an arranged page breaks a rule";
        what: "No arrangement that was tried keeps every rule of the desk on this page; the written one breaks the rule that is named.",
        why: "Ranks, lengths and fixed blocks may leave no other way.",
        example: "two stories of rank 2 and nothing to stand between them",
        fix: "Change ranks or lengths, add a picture or a brief, or try another `seed`; else mend the layout by hand.";
    OUT_OF_REACH = "N009", "an arranged layout reads files that its root does not hold";
        what: "The layout at -o stands in a folder from which its articles and pictures are out of reach: files are read beneath a layout's root alone.",
        why: "Its paths are right, and still it would not compose without --root.",
        example: "typeset arrange /desk/plan.toml -o /pages/page.toml   # with the articles in /desk",
        fix: "Compose it with the command that is named, or write the layout beside the plan.";
}
