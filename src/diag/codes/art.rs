//! Codes of letter P from P011 to P029: pages of PDF files, placed as art.

codes! {
    ART_ENCRYPTED = "P011", "the PDF is encrypted";
    what: "The PDF file wants a password, or was saved with restrictions on printing or changing.",
    why: "Its page becomes part of this job's file, which no one could then open without that \
          password; PDF/X allows no encryption at all.",
    example: "{ ad = \"bank-1116\", art = \"locked.pdf\", columns = \"4-6\", lines = \"74-\" }",
    fix: "Ask for the file without a password and without restrictions.";

    ART_NO_PAGE = "P012", "the file has no such page";
    what: "The page after `#page=` is not in the PDF, or the file is none and has no pages.",
    why: "Which page stands in the paper is not to be guessed.",
    example: "{ ad = \"fair\", art = \"fair.pdf#page=9\", columns = \"4-6\", lines = \"74-\" }",
    fix: "Name a page that there is, counted from 1, or leave `#page=` out for the first.";
}
