//! Codes of letter P up to P029: pictures.

codes! {
    PICTURE_UNKNOWN = "P001", "the file is no picture that can be placed";
    what: "The file is empty, or its first bytes are those of no JPEG, PNG, TIFF, WebP, GIF, SVG or PDF.",
    why: "The kind of a picture is told from its content, never from its name: a file called \
          photo.jpg may hold anything. These kinds can be placed; AVIF, HEIC, Photoshop's own, EPS \
          and others are named, with what to save instead.",
    example: "{ picture = \"notes.jpg\", columns = \"1-2\", lines = \"1+20\" }   # a text file",
    fix: "Save the picture as JPEG or TIFF (photographs), PNG (screens, line art), SVG (drawings) or PDF \
          (advertisements), and name that file.";

    PICTURE_BROKEN = "P002", "the picture file is broken";
    what: "The file begins like a picture, but its data breaks off or contradicts itself.",
    why: "A photograph of which the lower half is missing would be printed grey from there on. \
          The cause is nearly always a copy that did not finish.",
    example: "{ picture = \"half-sent.jpg\", columns = \"1-2\", lines = \"1+20\" }",
    fix: "Copy the file again from where it came, or open it in a picture program and save it again.";

    PICTURE_UNSUPPORTED = "P003", "a sort of picture file that cannot be used";
    what: "The file is sound, but of a sort that cannot be put into a PDF as it stands: \
           JPEG of 12 bits, with arithmetic coding, lossless or hierarchical, or RGB without a mark \
           that says so; TIFF in Lab, of 32 bits, of inks that are not the four, or BigTIFF.",
    why: "JPEG data of grey and CMYK goes into the PDF byte for byte, so it has to be of the sort that \
          every PDF reader and every press decodes.",
    example: "{ picture = \"scan-12bit.jpg\", columns = \"1-2\", lines = \"1+20\" }",
    fix: "Save it again as an ordinary JPEG (baseline or progressive, 8 bits), TIFF (grey, RGB or CMYK) or PNG.";

    PICTURE_TOO_LARGE = "P004", "the picture has too many pixels";
    what: "The picture is more than 20,000 pixels wide or high, or has more than 100 million in all.",
    why: "A whole broadsheet at 300 pixels an inch has 30 million. A small file can claim a size \
          that fills the machine's memory, so there is a limit.",
    example: "{ picture = \"aerial-survey.png\", columns = \"1-6\", lines = \"1+40\" }",
    fix: "Scale the picture down to what the page needs: 200 to 300 pixels an inch.";

    PICTURE_EXTERNAL = "P006", "the drawing shows another file";
    what: "An image in the SVG file is a link to a file or an address instead of being embedded.",
    why: "Nothing is fetched, and a file is read only when the layout names it, so that the page does \
          not change when something else does.",
    example: "<image href='photo.jpg' width='100' height='80'/>",
    fix: "Embed the picture: in Inkscape, Extensions, Images, Embed Images; in other programs an option \
          of the export.";

    PICTURE_NO_GLYPH = "P007", "no built-in font has a character of the drawing";
    what: "Text in the SVG file has characters that none of the built-in fonts draws.",
    why: "Drawings are set in the built-in fonts alone, whatever is installed on the machine, so that \
          they look the same everywhere. A missing character would be an empty box in print.",
    example: "<text>ภาษาไทย</text>",
    fix: "Turn the text into outlines in the drawing program (text to path), or use other characters.";

    PICTURE_FEATURE = "P010", "something in the picture is not drawn as meant";
    what: "The SVG file uses a filter, a mask, a blend mode or another feature that is not carried over \
           to the PDF, or the file holds more pictures than one. The warning says how it is drawn instead.",
    why: "These are instructions to a screen; some have no counterpart on a press.",
    example: "<g filter=\"url(#shadow)\"> … </g>",
    fix: "Flatten or expand the effect in the drawing program, or place the picture as PNG.";
    NO_CONTOUR = "P056", "a picture without a contour is wrapped as a rectangle";
        what: "`wrap = \"contour\"` stands on a picture that is painted all over (a JPEG, a page of a PDF, an alpha or a drawing that leaves nothing free), or on one in a frame, rules or a tint.",
        why: "Text keeps off the rectangle, as it would without the key.",
        example: "{ picture = \"port.jpg\", wrap = \"contour\" }",
        fix: "Take a picture with alpha, cut it with `clip`, or write `wrap = 1`.";
    BLANK_PICTURE = "P064", "a picture that prints nothing";
        what: "A drawing holds no shape, a page of a PDF neither drawing, picture nor type, or every pixel is transparent.",
        why: "Its place would stay white: most often the wrong layer, page or file was saved.",
        example: "{ ad = \"bank\", art = \"bank.svg\", … }   # a drawing whose layer is hidden",
        fix: "Open the file, and save it again with what is to be printed; an empty block says that white is meant.";
}
