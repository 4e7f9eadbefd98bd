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

    COLOUR_INK = "P031", "a colour with more ink than the press takes";
    what: "The inks of a colour in the layout add up to more than the job's limit, 220 % unless \
           `ink` of [output] says otherwise.",
    why: "Newsprint does not dry more ink than that: it smears, sets off on the next page and \
          shows through. The program does not change a colour that is written in inks.",
    example: "[style.headline]\ncolour = \"cmyk(100, 90, 80, 70)\"",
    fix: "Take coloured ink out, as the message says how much; black alone is \"black\".";

    PICTURE_INK = "P032", "a picture with more ink than the press takes";
    what: "Pixels of the picture have more ink than the job's limit. Their cyan, magenta and \
           yellow were reduced in proportion until they keep it; their black was left.",
    why: "Newsprint does not dry more ink than that. A CMYK picture was separated for a press \
          with other paper, so that its tones are likely to be wrong throughout; of an RGB \
          picture the profile's own conversion goes over by a little, and nothing is wrong.",
    example: "{ picture = \"magazine-cmyk.jpg\", columns = \"1-2\", lines = \"1+20\" }",
    fix: "Have a CMYK picture separated for this press, or place its RGB original.";

    COLOUR_ON_BLACK = "P033", "colour on a black page";
    what: "Text, a rule, a tint or a picture has colour, and its page is printed from the black \
           plate alone (`plates = \"k\"`).",
    why: "There is no plate for it: it would be missing, or print as some grey that nobody chose.",
    example: "[output]\nplates = \"k\"\n\n[style.headline]\ncolour = \"#c8102e\"",
    fix: "Print it in black or a tint of black, \"k(40)\"; save a picture as grey; or leave the key \
          out.";

    FAINT = "P034", "a colour of hardly any ink";
    what: "The amounts of a colour in the layout add nothing that an eye sees: one per cent of ink or \
           less.",
    why: "Amounts are per cent, from 0 to 100. Other programs write parts of one, and 0.8 of them is \
          0.8 per cent here: the headline would be missing on paper.",
    example: "[style.headline]\ncolour = \"cmyk(0, 0.8, 0.95, 0)\"",
    fix: "Write per cent: \"cmyk(0, 80, 95, 0)\".";
}
