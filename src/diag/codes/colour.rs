//! Codes of letter P from P030 to P049: colour and ink.

codes! {
    PROFILE_UNUSABLE = "P030", "the colour profile cannot be used";
    what: "The file that `profile` names is no ICC profile, or one of a screen, a camera or a \
           scanner, or it lacks the table from Lab to inks (BToA).",
    why: "The profile says what inks make which colour on this press and paper. RGB colours and \
          pictures go through it, and the PDF carries it for the press.",
    example: "[output]\nprofile = \"sRGB.icc\"",
    fix: "Name the CMYK output profile that the press gave you, or leave the key out: a profile \
          for coldset newsprint is built in.";
}
