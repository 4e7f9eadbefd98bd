use super::super::{
    ColourModel, Paint, PathSegment, PictureWarning, Raster, RasterData, Shape, Stroke,
};
use super::*;
use crate::colour::Colour;
use crate::measure::{Length, Point, Size};

fn drawing(inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='100' height='100'>{inside}</svg>"
    )
}

fn read_text(text: &str) -> Result<Picture, PictureError> {
    read_bytes(text.as_bytes())
}

fn read_bytes(bytes: &[u8]) -> Result<Picture, PictureError> {
    let fonts = DrawingFonts::default();
    let lettering = Lettering { fonts: &fonts, shapes: Shapes::HongKong };
    read(bytes, &Profile::newsprint(), lettering)
}

fn picture(inside: &str) -> Picture {
    read_text(&drawing(inside)).expect("a drawing")
}

/// The shapes in one line, coordinates in user units.
fn show(inside: &str) -> String {
    match picture(inside).art {
        Art::Vector(art) => shapes(&art.shapes),
        Art::Raster(_) | Art::Page(_) => "no drawing".to_owned(),
    }
}

fn shapes(list: &[Shape]) -> String {
    list.iter().map(shape).collect::<Vec<_>>().join(" ")
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Path { segments, fill, stroke, opacity } => {
            let fill = fill.as_ref().map_or(String::new(), |(paint, rule)| {
                format!(" fill {} {rule:?}", painted(paint))
            });
            let stroke = stroke.as_ref().map_or(String::new(), pen);
            format!("[{}{fill}{stroke}{}]", path(segments), faded(opacity.0))
        }
        Shape::Group { clip, opacity, shapes: inner } => {
            let clip = clip.as_ref().map_or(String::new(), |(segments, rule)| {
                format!("within {} {rule:?}: ", path(segments))
            });
            format!("({clip}{}{})", shapes(inner), faded(opacity.0))
        }
        Shape::Raster { index, origin, right, down } => {
            format!("<{index} at {} right {} down {}>", point(origin), point(right), point(down))
        }
    }
}

fn faded(opacity: u16) -> String {
    if opacity == 10_000 { String::new() } else { format!(" at {opacity}") }
}

fn units(length: Length) -> String {
    let hundredths = length.scale(9600, Length::INCH.units()).units();
    format!("{}", hundredths as f64 / 100.0)
}

fn point(at: &Point) -> String {
    format!("{},{}", units(at.x), units(at.y))
}

fn path(segments: &[PathSegment]) -> String {
    let one = |segment: &PathSegment| match segment {
        PathSegment::Move(to) => format!("M{}", point(to)),
        PathSegment::Line(to) => format!("L{}", point(to)),
        PathSegment::Cubic(a, b, to) => format!("C{} {} {}", point(a), point(b), point(to)),
        PathSegment::Close => "Z".to_owned(),
    };
    segments.iter().map(one).collect::<Vec<_>>().join("")
}

fn painted(paint: &Paint) -> String {
    let ink = |colour: &Colour| match colour {
        Colour::Process { c, m, y, k } => format!("{}/{}/{}/{}", c.0, m.0, y.0, k.0),
        Colour::Spot { .. } => "spot".to_owned(),
    };
    match paint {
        Paint::Solid(colour) => ink(colour),
        Paint::Gradient(gradient) => {
            let radii = match gradient.is_radial() {
                true => format!(" r{} by {:?}", units(gradient.end_radius), gradient.stretch),
                false => String::new(),
            };
            let stops = gradient.stops.iter().map(|s| format!("{}:{}", s.offset, ink(&s.colour)));
            let stops = stops.collect::<Vec<_>>().join(" ");
            format!("{{{} to {}{radii} {stops}}}", point(&gradient.start), point(&gradient.end))
        }
    }
}

fn pen(stroke: &Stroke) -> String {
    let dash: Vec<_> = stroke.dash.iter().map(|&length| units(length)).collect();
    let dash = if dash.is_empty() { String::new() } else { format!(" dash {}", dash.join(",")) };
    format!(
        " stroke {} {} {:?} {:?} {}{dash}",
        painted(&stroke.paint),
        units(stroke.width),
        stroke.cap,
        stroke.join,
        stroke.miter_limit
    )
}

#[test]
fn what_fills_a_file_up_is_none_of_the_drawing() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#;
    let padded = [svg.as_bytes(), &[0; 3000]].concat();
    assert_eq!(read_bytes(&padded).expect("a drawing"), read_text(svg).expect("a drawing"));
}

#[test]
fn sizes_are_at_ninety_six_units_an_inch() {
    let head = "<svg xmlns='http://www.w3.org/2000/svg'";
    for (size, width, height) in [
        ("width='96' height='48'", Length::INCH, Length::INCH / 2),
        ("width='1in' height='36pt'", Length::INCH, Length::from_pt(36)),
        ("viewBox='0 0 960 480'", Length::INCH * 10, Length::INCH * 5),
    ] {
        let found = read_text(&format!("{head} {size}/>")).expect("a drawing").size;
        assert_eq!(found, Size { width, height }, "{size}");
    }
    let metric = read_text(&format!("{head} width='100mm' height='10cm'/>")).expect("a drawing");
    assert!((metric.size.width - Length::from_mm(100)).abs() < Length::from_centipt(1));
}

#[test]
fn paths_are_mapped_and_filled() {
    assert_eq!(
        show("<g transform='translate(10 20)'><path d='M0 0H10V10Z' transform='scale(2)'/></g>"),
        "[M10,20L30,20L30,40Z fill 0/0/0/10000 NonZero]"
    );
    assert_eq!(
        show("<path d='M10 10Q40 10 40 40' fill='none' stroke='#fff'/>"),
        "[M10,10C30,10 40,20 40,40 stroke 0/0/0/0 1 Butt Miter 4000]"
    );
    assert_eq!(
        show("<rect width='10' height='5' fill='#808080' fill-rule='evenodd' fill-opacity='.5'/>"),
        "[M0,0L10,0L10,5L0,5Z fill 0/0/0/4980 EvenOdd at 5000]"
    );
}

#[test]
fn colours_go_through_the_profile_and_black_stays_alone() {
    let red = Profile::newsprint().to_cmyk([200, 16, 46]);
    let Art::Vector(art) = picture("<rect width='9' height='9' fill='#c8102e'/>").art else {
        panic!("a drawing")
    };
    let Some(Shape::Path { fill: Some((Paint::Solid(colour), _)), .. }) = art.shapes.first() else {
        panic!("a path")
    };
    assert_eq!(*colour, red);
}

#[test]
fn strokes_keep_their_pen() {
    assert_eq!(
        show(
            "<path d='M5 5H40' transform='scale(2)' fill='none' stroke='black' stroke-width='3' \
             stroke-dasharray='4 2 1' stroke-linecap='round' stroke-linejoin='bevel'/>"
        ),
        "[M10,10L80,10 stroke 0/0/0/10000 6 Round Bevel 4000 dash 8,4,2,8,4,2]"
    );
    // A pen that the map makes an ellipse is drawn as an area.
    assert_eq!(
        show(
            "<path d='M0 10H50' transform='scale(1 2)' fill='none' stroke='black' stroke-width='2'/>"
        ),
        "[M0,18L50,18L50,22L0,22L0,18Z fill 0/0/0/10000 NonZero]"
    );
    // Fill and stroke of one path are one shape, unless they show through each other.
    let both = "<path d='M0 0H9V9Z' stroke='black'";
    assert_eq!(show(&format!("{both}/>")).matches('[').count(), 1);
    assert_eq!(show(&format!("{both} stroke-opacity='.5'/>")).matches('[').count(), 2);
    assert_eq!(show(&format!("{both} paint-order='stroke'/>")).matches('[').count(), 2);
}

#[test]
fn groups_fade_and_clip() {
    assert_eq!(
        show("<g opacity='.25'><path d='M0 0H1V1Z'/><path d='M2 2H3V3Z'/></g>"),
        "([M0,0L1,0L1,1Z fill 0/0/0/10000 NonZero] [M2,2L3,2L3,3Z fill 0/0/0/10000 NonZero] at 2500)"
    );
    assert_eq!(
        show(
            "<clipPath id='c'><path d='M0 0H5V5Z' clip-rule='evenodd'/></clipPath>\
             <path d='M0 0H9V9Z' clip-path='url(#c)' transform='translate(1)'/>"
        ),
        "(within M1,0L6,0L6,5Z EvenOdd: [M1,0L10,0L10,9Z fill 0/0/0/10000 NonZero])"
    );
    // Two shapes that turn against each other are still one area.
    assert_eq!(
        show(
            "<clipPath id='c'><path d='M0 0H5V5Z'/><path d='M0 0V5C1 6 2 7 5 5Z'/></clipPath>\
             <path d='M0 0H9V9Z' clip-path='url(#c)'/>"
        ),
        "(within M0,0L5,0L5,5ZM5,5C2,7 1,6 0,5L0,0Z NonZero: \
         [M0,0L9,0L9,9Z fill 0/0/0/10000 NonZero])"
    );
    assert_eq!(show("<clipPath id='c'/><path d='M0 0H9V9Z' clip-path='url(#c)'/>"), "");
    assert_eq!(show("<g opacity='0'><path d='M0 0H1V1Z'/></g>"), "");
}

#[test]
fn what_stands_out_over_the_edge_is_cut() {
    assert_eq!(
        show("<path d='M0 0H200V9Z'/>"),
        "(within M0,0L100,0L100,100L0,100Z NonZero: [M0,0L200,0L200,9Z fill 0/0/0/10000 NonZero])"
    );
}

const STOPS: &str = "<stop offset='0'/><stop offset='1' stop-color='white'/>";

#[test]
fn linear_gradients_stay_square_to_their_lines_of_one_colour() {
    let fill = |gradient: &str| {
        show(&format!(
            "<linearGradient id='g' {gradient}>{STOPS}</linearGradient>\
             <rect width='40' height='10' fill='url(#g)'/>"
        ))
    };
    let rect = "[M0,0L40,0L40,10L0,10Z fill";
    let stops = "0:0/0/0/10000 10000:0/0/0/0";
    assert_eq!(fill(""), format!("{rect} {{0,0 to 40,0 {stops}}} NonZero]"));
    // From corner to corner of a wide box: the line of one colour runs to the other corners.
    assert_eq!(fill("x2='1' y2='1'"), format!("{rect} {{0,0 to 4.71,18.82 {stops}}} NonZero]"));
}

#[test]
fn radial_gradients_become_ellipses_in_wide_boxes() {
    let fill = |size: &str, gradient: &str| {
        show(&format!(
            "<radialGradient id='g' {gradient}>{STOPS}</radialGradient>\
             <rect {size} fill='url(#g)'/>"
        ))
    };
    let round = fill("width='40' height='40'", "fx='.25'");
    assert!(round.contains("{10,20 to 20,20 r20 by [1000000, 0, 0, 1000000]"), "{round}");
    let wide = fill("width='40' height='10'", "fx='.25'");
    assert!(wide.contains("{15,5 to 20,5 r10 by [2000000, 0, 0, 500000]"), "{wide}");
}

#[test]
fn fading_and_repeating_gradients_are_reported() {
    let gradient = |stops: &str, more: &str| {
        picture(&format!(
            "<linearGradient id='g' {more}>{stops}</linearGradient>\
             <rect width='40' height='10' fill='url(#g)'/>"
        ))
        .warnings
    };
    let one = |feature| vec![PictureWarning { feature, count: 1 }];
    assert_eq!(gradient(STOPS, ""), []);
    assert_eq!(gradient(STOPS, "spreadMethod='repeat'"), one(Feature::GradientSpread));
    let fading = "<stop offset='0' stop-opacity='0'/><stop offset='1'/>";
    assert_eq!(gradient(fading, ""), one(Feature::GradientOpacity));
    let even =
        "<stop offset='0' stop-opacity='.5'/><stop offset='1' stop-color='red' stop-opacity='.5'/>";
    assert_eq!(gradient(even, ""), []);
}

#[test]
fn patterns_are_laid_tile_by_tile() {
    let tiled = show(
        "<pattern id='p' width='5' height='5' patternUnits='userSpaceOnUse'>\
         <path d='M0 0H1V1Z'/></pattern><rect width='10' height='5' fill='url(#p)'/>",
    );
    assert_eq!(
        tiled,
        "(within M0,0L10,0L10,5L0,5Z NonZero: \
         (within M0,0L5,0L5,5L0,5Z NonZero: [M0,0L1,0L1,1Z fill 0/0/0/10000 NonZero]) \
         (within M5,0L10,0L10,5L5,5Z NonZero: [M5,0L6,0L6,1Z fill 0/0/0/10000 NonZero]))"
    );
    let fine = picture(
        "<pattern id='p' width='.1' height='.1' patternUnits='userSpaceOnUse'>\
         <path d='M0 0H1V1Z'/></pattern><rect width='90' height='90' fill='url(#p)'/>",
    );
    assert_eq!(fine.warnings, [PictureWarning { feature: Feature::Pattern, count: 1 }]);
}

#[test]
fn effects_are_reported_and_their_content_drawn() {
    let found = picture(
        "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>\
         <mask id='m'><rect width='9' height='9' fill='#888'/></mask>\
         <rect width='9' height='9' filter='url(#f)'/><rect width='9' height='9' mask='url(#m)'/>\
         <rect width='9' height='9' style='mix-blend-mode:multiply'/>\
         <foreignObject width='9' height='9'><p>text</p></foreignObject>",
    );
    let features: Vec<_> = found.warnings.iter().map(|warning| warning.feature).collect();
    let expected = [Feature::Filter, Feature::Mask, Feature::BlendMode, Feature::ForeignObject];
    assert_eq!(features, expected);
    let Art::Vector(art) = found.art else { panic!("a drawing") };
    assert_eq!(art.shapes.len(), 3);
}

/// Base64 of the first bytes of a file.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - three.len()));
        for digit in 0..=three.len() {
            text.push(DIGITS[(bits >> (18 - 6 * digit)) as usize & 63] as char);
        }
        text.extend(std::iter::repeat_n('=', 3 - three.len()));
    }
    text
}

#[test]
fn embedded_pictures_are_placed() {
    let jpeg = include_bytes!("../../../tests/data/pictures/rgb.jpg");
    let image = |kind: &str, bytes: &[u8]| {
        format!(
            "<image x='5' y='6' width='48' height='32' href='data:image/{kind};base64,{}'/>",
            base64(bytes)
        )
    };
    let found = picture(&image("jpeg", jpeg));
    let Art::Vector(art) = &found.art else { panic!("a drawing") };
    assert_eq!(shapes(&art.shapes), "<0 at 5,6 right 48,0 down 0,32>");
    let [Raster { width: 24, model, data: RasterData::Jpeg { .. }, .. }] = art.rasters.as_slice()
    else {
        panic!("a photograph")
    };
    assert_eq!(*model, ColourModel::Cmyk);
    let nested = drawing("<path d='M0 0H10V10Z'/>");
    let nested = show(&image("svg+xml", nested.as_bytes()));
    assert!(nested.starts_with("(within M13,6L45,6L45,38L13,38Z NonZero: [M13,6L"), "{nested}");
    let broken = picture(&image("jpeg", &jpeg[..400]));
    let warning = PictureWarning { feature: Feature::EmbeddedPicture, count: 1 };
    assert_eq!(broken.warnings, [warning]);
    assert_eq!(picture(&image("gif", b"GIF89a")).warnings, [warning]);
}

/// A drawing within the drawing passes the same guard as the one around it.
#[test]
fn hostile_embedded_drawings_are_left_out() {
    let stranger = PictureWarning { feature: Feature::EmbeddedPicture, count: 1 };
    let deep = "<g>".repeat(100_000) + &"</g>".repeat(100_000);
    let huge = "<path d='M0 0A1 1 0 0 0 1e30 1e30'/>";
    let mut latin = drawing("<path d='M0 0H9V9Z'/>").into_bytes();
    latin.extend(b"<!--\xE9-->");
    let squeezed = b"\x1F\x8B\x08\0\0\0\0\0\0\x03".to_vec();
    for mime in ["image/svg+xml", "text/plain"] {
        for bytes in [drawing(&deep).into(), drawing(huge).into(), latin.clone(), squeezed.clone()]
        {
            let link = format!("data:{mime};base64,{}", base64(&bytes));
            let found = picture(&format!("<image width='9' height='9' href='{link}'/>"));
            assert_eq!(found.warnings, [stranger], "{mime}");
        }
    }
    let inner = drawing("<path d='M0 0H9V9Z'/><image href='a.png'/><foreignObject/>");
    let link = format!("data:image/svg+xml;base64,{}", base64(inner.as_bytes()));
    let found = picture(&format!("<image width='9' height='9' href='{link}'/>"));
    let foreign = PictureWarning { feature: Feature::ForeignObject, count: 1 };
    assert_eq!(found.warnings, [stranger, foreign]);
}

#[test]
fn the_deepest_drawing_in_the_deepest_drawing_is_read() {
    let deep = |inner: &str| "<g opacity='.5'>".repeat(900) + inner + &"</g>".repeat(900);
    let link = base64(drawing(&deep("<path d='M0 0H9V9Z'/>")).as_bytes());
    let image = format!("<image width='9' height='9' href='data:image/svg+xml;base64,{link}'/>");
    assert!(read_text(&drawing(&deep(&image))).is_ok());
}

#[test]
fn an_embedded_drawing_is_not_shown_without_end() {
    let inner = base64(drawing("<path d='M0 0H9V9Z'/>").as_bytes());
    let uses = "<use xlink:href='#a'/>".repeat(2000);
    let image = format!(
        "<image id='a' width='9' height='9' href='data:image/svg+xml;base64,{inner}'/>{uses}"
    );
    let found = read_text(&drawing(&image));
    assert!(matches!(found, Err(PictureError::Unsupported(Kind::Svg, _))), "{found:?}");
}

#[test]
fn an_embedded_picture_is_read_once_and_all_have_a_limit() {
    let jpeg = include_bytes!("../../../tests/data/pictures/rgb.jpg");
    let image = |width: u32, bytes: &[u8]| {
        let link = base64(bytes);
        format!("<image width='{width}' height='9' href='data:image/jpeg;base64,{link}'/>")
    };
    let found = picture(&(image(9, jpeg) + &image(12, jpeg)));
    let Art::Vector(art) = found.art else { panic!("a drawing") };
    assert_eq!((art.shapes.len(), art.rasters.len()), (2, 1));
    // Each claims a size within the limit; together they are beyond it.
    let vast: String = (0..3u8)
        .map(|number| {
            let mut bytes = png_of(8000, 6000);
            bytes.push(number);
            format!("<image width='9' height='9' href='data:image/png;base64,{}'/>", base64(&bytes))
        })
        .collect();
    let found = read_text(&drawing(&vast));
    assert!(matches!(found, Err(PictureError::Unsupported(Kind::Svg, _))), "{found:?}");
}

/// A PNG file of white bits.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().expect("a header");
    let row = (width as usize).div_ceil(8);
    writer.write_image_data(&vec![0xFF; row * height as usize]).expect("samples");
    writer.finish().expect("an end");
    bytes
}

#[test]
fn nothing_outside_the_file_is_shown() {
    for href in ["/etc/hostname", "photo.jpg", "https://example.com/a.png", "file:///etc/passwd"] {
        let found = read_text(&drawing(&format!("<image width='9' height='9' href='{href}'/>")));
        assert_eq!(found, Err(PictureError::External(href.to_owned())));
    }
}

#[test]
fn text_is_set_in_the_built_in_fonts() {
    for style in [
        "font-family='sans-serif'",
        "font-family='serif' font-weight='bold'",
        "font-family='serif' font-style='italic'",
        "font-family='cursive'",
        "",
    ] {
        let found = picture(&format!("<text x='5' y='50' font-size='20' {style}>港口Če</text>"));
        assert_eq!(found.warnings, [], "{style}");
        let Art::Vector(art) = found.art else { panic!("a drawing") };
        let drawn = shapes(&art.shapes);
        assert!(drawn.matches('Z').count() > 8, "{style}: {drawn}");
    }
    let other = picture("<text x='5' y='50' font-family='Arial'>a</text>");
    assert_eq!(other.warnings, [PictureWarning { feature: Feature::Font, count: 1 }]);
    let italic = picture("<text y='50' font-family='sans-serif' font-style='italic'>a</text>");
    assert_eq!(italic.warnings, [PictureWarning { feature: Feature::Italic, count: 1 }]);
    let found = picture("<text x='5' y='50' font-family='Arial, sans-serif'>a</text>");
    assert_eq!(found.warnings, []);
}

#[test]
fn a_character_without_a_glyph_is_an_error() {
    let found = read_text(&drawing("<text y='50'>港\u{E0A0}\u{10FFFD}</text>"));
    assert_eq!(found, Err(PictureError::NoGlyph("\u{E0A0}\u{10FFFD}".to_owned())));
}

#[test]
fn what_is_no_drawing_is_refused() {
    let found = read_text("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>");
    assert!(matches!(found, Err(PictureError::Broken(Kind::Svg, _))), "{found:?}");
    let found = read_bytes(b"<svg>\xFF\xFE</svg>");
    assert!(matches!(found, Err(PictureError::Broken(Kind::Svg, _))), "{found:?}");
    let found = read_text("<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'/>");
    assert!(matches!(found, Err(PictureError::Broken(Kind::Svg, _))), "{found:?}");
}

#[test]
fn drawings_made_to_break_the_reader_are_refused() {
    let deep = drawing(&("<g>".repeat(100_000) + &"</g>".repeat(100_000)));
    assert!(matches!(read_text(&deep), Err(PictureError::Unsupported(Kind::Svg, _))));
    let deep =
        drawing(&("<g opacity='.5'>".repeat(900) + "<path d='M0 0H9V9Z'/>" + &"</g>".repeat(900)));
    assert!(read_text(&deep).is_ok());
    let laughs = (0..30).fold(String::from("<path id='l0' d='M0 0H9V9Z'/>"), |text, level| {
        let before = format!("<use xlink:href='#l{level}'/>").repeat(10);
        format!("{text}<g id='l{}'>{before}</g>", level + 1)
    });
    assert!(read_text(&drawing(&laughs)).is_err());
}
