//! Codes of letter U: how the program was called, and the files of a run.

codes! {
    NO_LAYOUT = "U001", "no layout to read";
    what: "No layout was named, or the file named cannot be read.",
    why: "A run begins with one layout file.",
    example: "typeset layouts/pagee.toml -o page.pdf",
    fix: "Name a layout that exists and may be read.";

    NO_OUTPUT = "U002", "no output is named";
    what: "A layout was named but no place for the PDF.",
    why: "The program never guesses a file to overwrite.",
    example: "typeset layouts/page.toml",
    fix: "Add -o page.pdf, or use typeset check to write nothing.";

    OUTPUT_NAME = "U003", "the output name cannot be used";
    what: "The name of an output has a field that it cannot have ({page} is for the PDF and \
           pictures of pages, {plate} for --plates, {article} for --text and --html, {layout} and {date} for all), two files would \
           be written to one place, or it is a file of the job.",
    why: "A file that another page overwrites is a lost page.",
    example: "typeset layouts/page.toml -o '{pgae}.pdf'",
    fix: "Use {page} and {date}, and give every page an id of its own.";

    CANNOT_WRITE = "U004", "the output cannot be written";
    what: "The folder of the output does not exist, is full or may not be written to.",
    why: "The PDF is written beside its place and then put there in one step; nothing was \
          changed.",
    example: "typeset layouts/page.toml -o /no/such/folder/page.pdf",
    fix: "Name a folder that exists and may be written to.";

    UNKNOWN_CODE = "U005", "there is no such code";
    what: "typeset explain, --deny or `allow` was given a code or name that no message has.",
    why: "Codes are a letter and three digits, as messages show them in brackets; typeset explain \
          CODE shows the name under the title.",
    example: "typeset explain L999",
    fix: "Take the code from the message; typeset explain alone lists them all.";

    CANNOT_READ = "U006", "a file of the job cannot be read";
    what: "An article, font or picture that the layout names does not exist, is no text, is no \
           regular file, has more than 256 megabytes, or lies outside the root.",
    why: "Paths count from the layout's folder, and files are read from beneath the root alone: \
          --root, or the nearest folder above the layout that holds .git, or else the layout's \
          folder, or the one above it where it is called layouts, and the working directory.",
    example: "[article]\nlead = \"../exampels/lead.md\"",
    fix: "Mend the path, or name a wider --root.";

    SYSTEM_FONT = "U007", "a font of this machine is used";
    what: "A family is taken from the fonts installed on this machine.",
    why: "Another machine may have another version of it, or none, so that the page is not the \
          same everywhere.",
    example: "[font.house]\nsystem = \"Source Han Serif\"",
    fix: "Put the font files beside the layout and name them in files.";

    NOT_BUILT = "U008", "a command that was left out";
    what: "The command is not part of this build of the program.",
    why: "Better a plain answer than a guess at what the words mean.",
    example: "typeset watch layouts/page.toml, of a program that was built without the feature watch",
    fix: "Use the commands that typeset --help lists, or build it with the feature that the message names.";

    SOFT_PROOF = "U009", "an option of pictures, and no picture";
    what: "--soft-proof was given without --png, or --dpi without --png, --ink and --plates.",
    why: "They say how the pictures of pages are drawn, and ask for none.",
    example: "typeset layouts/page.toml -o page.pdf --soft-proof",
    fix: "Name the picture: --png page.png --soft-proof.";

    NO_REVISION = "U010", "a revision cannot be read";
    what: "One side of typeset compare is REV:PATH, no file has that very name, and the git program is \
           not there, finds no repository or no such revision, or refuses the repository.",
    why: "What a layout names is read from that revision alone, through git, which runs nothing of the \
          repository's for it.",
    example: "typeset compare HEAD~100000:layouts/page.toml layouts/page.toml",
    fix: "Name a commit, a branch or a tag of the repository that the working directory is in; PATH counts from \
          the working directory.";

    PDF_UNREAD = "U011", "a PDF cannot be compared";
    what: "One side of typeset compare is a PDF that is broken or encrypted, or that takes too much time or \
           memory to draw.",
    why: "Its pages are drawn as plates and its text is read, both within bounds.",
    example: "typeset compare old.pdf broken.pdf",
    fix: "Open it in a viewer and save it anew, without a password.";

    NOT_EMPTY = "U020", "the folder of a new page has something in it";
    what: "typeset new was given a folder that holds files, or a name that is no folder's.",
    why: "It writes a layout, articles and pictures, and never over anything.",
    example: "typeset new articles",
    fix: "Name a folder that does not exist yet, or an empty one.";

    NO_COMMAND = "U040", "there is no such command";
    what: "The first word is no command, no option and no file.",
    why: "A layout is composed by its name alone; a word before it would be taken for another layout.",
    example: "typeset compose layouts/page.toml -o page.pdf",
    fix: "Leave the word out, or use a command that typeset --help lists.";

    OPTION = "U041", "an option of another command";
    what: "A command was given an option that only another one has.",
    why: "Each command takes what it can do something with: `check` writes nothing, and has no -o.",
    example: "typeset check layouts/page.toml -o page.pdf",
    fix: "Leave the option out, or use the command that has it: typeset layouts/page.toml -o page.pdf.";

    PORT = "U021", "the live page cannot be served";
    what: "The port that typeset watch is to answer at belongs to another program, or may not be used.",
    why: "Two programs cannot answer at one port; ports below 1024 are the system's own.",
    example: "typeset watch layouts/page.toml --port 80",
    fix: "Name another port, or --port 0 for any that is free; or end the typeset watch that runs already.";

    NO_EDITOR = "U022", "no such editor";
    what: "--editor of typeset watch is neither the name of an editor that is known nor an address that opens \
           one.",
    why: "A click on a line opens the file there, by an address that the editor answers to.",
    example: "typeset watch layouts/page.toml --editor vscod",
    fix: "Take a name that typeset watch --help lists, or the address that the editor's manual gives, with {path}, \
          {line} and {column} in it: --editor 'myeditor://open?file={path}&line={line}'.";

    NO_BROWSER = "U023", "the browser cannot be opened";
    what: "typeset watch --open found no browser to open, or could not open it.",
    why: "Which browser there is only the desktop knows, and a machine without one has none.",
    example: "typeset watch layouts/page.toml --open",
    fix: "Open the address that typeset watch prints by hand, on this machine.";
}
