//! Codes L140 to L149: what the resolver finds of files that hold several articles, and of stacks.

codes! {
    SAME_ARTICLE_ID = "L140", "two articles of a file have one id";
        what: "Two front matters of one article file have the same `id`.",
        why: "The layout names articles of a file by their ids.",
        example: "+++\nid = \"lee\"\n+++\n……\n+++\nid = \"lee\"\n+++\n……",
        fix: "Give one of them another id, or none: then its number names it.";
    NO_SUCH_ARTICLE = "L141", "the file holds no such article";
        what: "What stands behind the # is neither the `id` of an article of that file nor a number from 1 to as many as it holds.",
        why: "The block would stay empty.",
        example: "[article]\nlee = \"notices.md#leee\"",
        fix: "Write one of the ids that the message names, or a number.";
    SEVERAL_ARTICLES = "L142", "a name stands for several articles";
        what: "`article` names a file that holds several articles.",
        why: "A block of an article sets one.",
        example: "{ article = \"notices\", columns = 1 }   # notices.md holds 12",
        fix: "Write `articles = \"notices\"` to stack them all, or name one: `article = \"notices#lee\"`.";
    ARTICLE_TWICE = "L143", "an article stands in two places";
        what: "An article is named twice in one list, or stands in a stack and in another block besides.",
        why: "Its text would be printed twice.",
        example: "{ articles = [\"lee\", \"chan\", \"lee\"], columns = 1 }",
        fix: "Name it once.";
    LOOK_IN_STACK = "L144", "looks that differ within a stack";
        what: "Articles of one stack have looks that are not the same.",
        why: "A stack is set in the styles of its block, so that its items are alike.",
        example: "[article]\nlee = { file = \"lee.md\", look = \"small\" }\nchan = \"chan.md\"",
        fix: "Give the look to the block, or the same to all of its articles.";
}
