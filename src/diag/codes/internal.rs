//! Codes of letter X: faults of the program, not of the job.

codes! {
    FAILED = "X001", "the program has failed";
        what: "A fault in the program itself stopped the run. Nothing was written.",
        why: "The job may be right or wrong; the program could not find out.",
        example: "any job that brings the fault about",
        fix: "Report it with the layout and its articles. Taking out the block or article that was changed last often avoids it.";
}
