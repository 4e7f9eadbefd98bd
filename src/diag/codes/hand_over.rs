//! Codes of letter H: pages that are handed over to other programs.

codes! {
    UNSAID = "H001", "something of the page is not said in IDML";
        what: "The page has something that IDML has no words for, or that `--idml` does not say: frames around names of the dead, readings in bopomofo, cells of several lines, the contour that text follows.",
        why: "Its text is all there; what looks otherwise than in the PDF is told, so that nobody has to look for it.",
        example: "typeset page.toml --idml page.idml   # of an article with [李明]{.mourned}",
        fix: "Finish these places by hand; the PDF shows how they look.";
    PACKAGE_TOO_LARGE = "H002", "a package that is too large";
        what: "The IDML package would be larger than its format holds.",
        why: "No part of it is left out in silence.",
        example: "an edition of several thousand pages as one package",
        fix: "Hand the pages over one by one.";
}
