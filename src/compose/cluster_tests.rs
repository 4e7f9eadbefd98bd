//! Combining marks, variation sequences, soft hyphens and the marks of mixed families.

use super::tests::{EM, plain_style};
use super::{BreakReason, Composer, Galley, Paragraph, RunText, SetLine};
use crate::chars::{Hyphenate, Locale};
use crate::diag::{Diagnostic, FileId};
use crate::fonts::{Definition, FamilyId, FontBook, FontFiles, FontSource, InkBox, Instance};
use crate::measure::{Length, WritingMode};
use crate::page::style::TextStyle;
use crate::text::RichText;

const NARROW: &[u8] = include_bytes!("../../tests/data/narrow.ttf");

const HOLLOW: &[u8] = include_bytes!("../../tests/data/hollow.ttf");

/// A book with the family `narrow`: a face of Latin letters and a few wide marks.
fn with_book<T>(read: impl FnOnce(&FontBook<'_>, FamilyId) -> T) -> T {
    with_house(("narrow", NARROW), read)
}

/// A book with a family of this one face.
fn with_house<T>(
    (name, data): (&str, &[u8]),
    read: impl FnOnce(&FontBook<'_>, FamilyId) -> T,
) -> T {
    let mut files = FontFiles::default();
    let id = files.add(data.to_vec());
    let mut book = FontBook::new(&files);
    let file = FontSource::File { id, index: 0, instance: Instance::default() };
    let parts = Definition { files: vec![file], ..Definition::default() };
    let house = book.define(name, &parts).expect("a sound font");
    read(&book, house)
}

fn set(
    book: &FontBook<'_>,
    text: &str,
    style: &TextStyle,
    mode: WritingMode,
    ems: i64,
) -> (Vec<SetLine>, Vec<Diagnostic>) {
    let rich = RichText::plain(text, FileId(0), 0);
    let mut composer = Composer::new(book);
    let paragraph = Paragraph { text: &rich, style, mode, mark: "", tail: None };
    let galley: Galley = composer.prepare(&paragraph);
    let lines = galley.set(&EM.scale(ems, 1)).lines;
    (lines, galley.findings.iter().cloned().collect())
}

fn family(family: FamilyId) -> TextStyle {
    TextStyle { family, ..plain_style(Locale::Tw) }
}

/// The ink of every glyph of a line, in thousandths of an em, from the line's start and the
/// baseline up.
fn inks(book: &FontBook<'_>, line: &SetLine) -> Vec<InkBox> {
    let part = |length: Length| length.scale(1000, EM.units()).units() as i32;
    let runs = line.runs.iter();
    let glyphs = runs.flat_map(|run| run.glyphs.iter().map(move |glyph| (run.face, glyph)));
    glyphs
        .filter_map(|(face, glyph)| {
            let face = book.face(face);
            let ink = face.ink(glyph.id)?;
            let units = i32::from(face.units_per_em());
            let (x, y) = (part(glyph.inline.length()), part(glyph.block.length()));
            let by = |value: i32| value * 1000 / units;
            Some(InkBox {
                x_min: by(ink.x_min) + x,
                x_max: by(ink.x_max) + x,
                y_min: by(ink.y_min) - y,
                y_max: by(ink.y_max) - y,
            })
        })
        .collect()
}

fn messages(diags: &[Diagnostic]) -> Vec<String> {
    diags.iter().map(|diag| format!("{} {}", diag.code, diag.message)).collect()
}

const ACROSS: WritingMode = WritingMode::HorizontalTb;

#[test]
fn r122_no_letter_with_a_mark_is_an_empty_box() {
    with_book(|book, house| {
        for style in [family(FamilyId::SERIF), family(FamilyId::SANS), family(house)] {
            for text in [
                "a\u{30D}",
                "o\u{358}",
                "n\u{302}",
                "r\u{325}",
                "\u{251}\u{303}",
                "k\u{304}",
                "\u{430}\u{301}",
                "1\u{20E3}",
                "甲\u{20DE}",
                "\u{3042}\u{301}",
            ] {
                for mode in [ACROSS, WritingMode::VerticalRl] {
                    let (lines, diags) = set(book, text, &style, mode, 20);
                    let told: Vec<String> = messages(&diags);
                    assert!(told.iter().all(|told| told.starts_with("F002")), "{text}: {told:?}");
                    let glyphs = lines.iter().flat_map(|l| &l.runs).flat_map(|run| &run.glyphs);
                    assert!(glyphs.clone().all(|glyph| glyph.id.0 != 0), "{text} has .notdef");
                    let said: u32 = glyphs.map(|glyph| glyph.range.len() as u32).sum();
                    assert_eq!(said, text.len() as u32, "{text}");
                }
                let (lines, _) = set(book, text, &style, ACROSS, 20);
                let inks = inks(book, &lines[0]);
                // Composed, or each mark near the middle of its letter.
                // A mark of another face comes before its letter.
                let letter = inks.iter().max_by_key(|ink| ink.x_max - ink.x_min);
                let (Some(base), marks) = (letter, &inks) else { panic!("{text} has no ink") };
                for mark in marks {
                    let aside = (mark.x_min + mark.x_max - base.x_min - base.x_max).abs() / 2;
                    assert!(aside <= 400, "{text}: {base:?} {mark:?}");
                    assert!(mark.x_max > base.x_min && mark.x_min < base.x_max + 150, "{text}");
                }
            }
        }
    });
}

#[test]
fn r122_a_mark_from_another_face_is_centred_over_its_letter() {
    with_book(|book, house| {
        let (lines, _) = set(book, "n\u{302}", &family(house), ACROSS, 20);
        let [mark, base] = inks(book, &lines[0])[..] else { panic!("two glyphs") };
        assert_eq!((base.x_min, base.x_max), (50, 450));
        assert!((mark.x_min + mark.x_max - 500).abs() <= 4, "{mark:?}");
        assert!(mark.y_min >= base.y_max + 20, "{mark:?} over {base:?}");
        let advance: Length = lines[0].width;
        assert_eq!(advance.scale(1000, EM.units()).units(), 500);
    });
}

/// A blank bears no mark, and is taken out at a line's end; the mark is not.
#[test]
fn r122_a_mark_behind_a_blank_is_drawn() {
    with_book(|book, _| {
        for text in ["cafe \u{301}", "甲 \u{301}\u{302}乙", "\u{3000}\u{301}", "甲\u{A0}\u{301}"]
        {
            for mode in [ACROSS, WritingMode::VerticalRl] {
                let (lines, _) = set(book, text, &plain_style(Locale::Hk), mode, 20);
                let glyphs = lines.iter().flat_map(|l| &l.runs).flat_map(|run| &run.glyphs);
                let said: Vec<_> = glyphs.map(|glyph| glyph.range.clone()).collect();
                let mark = text.find('\u{301}').expect("a mark") as u32;
                assert!(said.iter().any(|range| range.contains(&mark)), "{text:?}: {said:?}");
            }
        }
    });
}

#[test]
fn r122_decomposed_hangul_is_its_syllables() {
    with_book(|book, _| {
        let glyphs = |text: &str| {
            let (lines, diags) = set(book, text, &plain_style(Locale::Ko), ACROSS, 20);
            assert!(diags.is_empty(), "{:?}", messages(&diags));
            let glyphs = lines[0].runs.iter().flat_map(|run| &run.glyphs);
            glyphs.map(|glyph| glyph.id).collect::<Vec<_>>()
        };
        assert_eq!(glyphs("\u{1103}\u{1162}\u{1112}\u{1161}\u{11AB}"), glyphs("대한"));
    });
}

#[test]
fn r117_a_mark_that_no_font_has_is_told() {
    with_book(|book, _| {
        let (_, diags) = set(book, "a\u{1E8D0}", &family(FamilyId::SERIF), ACROSS, 20);
        assert!(messages(&diags)[0].starts_with("F001"), "{:?}", messages(&diags));
    });
}

#[test]
fn r117_a_family_that_lacks_characters_is_told_once() {
    with_book(|book, house| {
        let (_, diags) = set(book, "abc國家港abc國", &family(house), ACROSS, 20);
        let told = messages(&diags);
        assert_eq!(told, ["F002 the font narrow lacks characters of the text"]);
        let label = diags[0].primary.as_ref().map(|label| label.text.as_str());
        assert_eq!(label, Some("國 (U+570B), 家 (U+5BB6), 港 (U+6E2F)"));
        // The other kai is another hand.
        let (_, diags) = set(book, "港汉海", &family(FamilyId::KAI), ACROSS, 20);
        assert_eq!(messages(&diags), ["F002 the font kai lacks characters of the text"]);
        // Kai takes its marks from the serif on purpose.
        let (_, diags) = set(book, "「港」，", &family(FamilyId::KAI), ACROSS, 20);
        assert!(diags.is_empty(), "{:?}", messages(&diags));
    });
}

#[test]
fn r123_a_soft_hyphen_is_seen_where_the_line_breaks_at_it() {
    with_book(|book, _| {
        let mut style = plain_style(Locale::Hk);
        for hyphenate in [Hyphenate::Never, Hyphenate::Always] {
            style.settings.hyphenate = hyphenate;
            let text = "甲乙丙丁Massa\u{AD}chu\u{AD}setts戊己庚辛";
            let (lines, _) = set(book, text, &style, ACROSS, 8);
            assert_eq!(lines[0].end, BreakReason::Hyphen, "{lines:?}");
            // The hyphen that is shown says itself that it is soft.
            let said = lines[0].runs.iter().filter(|run| run.text == RunText::Source);
            let end = said.flat_map(|run| &run.glyphs).map(|glyph| glyph.range.end).max();
            assert_eq!(end, text.find('\u{AD}').map(|at| at as u32), "{lines:?}");
            let (whole, _) = set(book, text, &style, ACROSS, 40);
            let (plain, _) = set(book, &text.replace('\u{AD}', ""), &style, ACROSS, 40);
            let ids = |line: &SetLine| {
                let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
                glyphs.map(|glyph| glyph.id).collect::<Vec<_>>()
            };
            assert_eq!(ids(&whole[0]), ids(&plain[0]));
            assert_eq!(whole[0].width, plain[0].width);
        }
    });
}

#[test]
fn r124_variation_sequences_have_their_forms_or_are_told() {
    with_book(|book, _| {
        let shown = |text: &str| {
            let (lines, diags) = set(book, text, &plain_style(Locale::Ja), ACROSS, 20);
            let glyph = &lines[0].runs[0].glyphs[0];
            assert_eq!(glyph.range, 0..text.len() as u32, "the selector is said, too");
            (lines[0].runs[0].face, glyph.id, messages(&diags))
        };
        // 葛 with and without its 人: both forms are Adobe-Japan1's.
        let (one, other) = (shown("葛\u{E0100}"), shown("葛\u{E0101}"));
        assert_ne!((one.0, one.1), (other.0, other.1));
        assert!(one.2.is_empty() && other.2.is_empty(), "{:?} {:?}", one.2, other.2);
        let none = shown("國\u{E01EF}");
        assert_eq!(none.2, ["F003 no font has the form of 國 (U+570B U+E01EF)"]);
    });
}

#[test]
fn r125_a_dash_is_one_line_of_ink_in_every_face() {
    with_book(|book, house| {
        let (lines, _) = set(book, "一——一", &family(house), ACROSS, 20);
        let mut inks = inks(book, &lines[0]);
        inks.retain(|ink| ink.x_min >= 1000 && ink.x_max <= 3000);
        inks.sort_by_key(|ink| ink.x_min);
        let apart = inks.windows(2).any(|two| two[1].x_min > two[0].x_max);
        assert!(!apart && inks.len() > 2, "{inks:?}");
        let (first, last) = (inks.first().expect("ink"), inks.last().expect("ink"));
        assert!(first.x_min <= 1060 && last.x_max >= 2940, "{inks:?}");
        assert_eq!(lines[0].width.scale(1000, EM.units()).units(), 4000);
    });
}

#[test]
fn r125_an_apostrophe_is_never_full_width() {
    with_book(|book, house| {
        let (lines, _) = set(book, "don’t", &family(house), ACROSS, 20);
        let width = lines[0].width.scale(1000, EM.units()).units();
        assert!(width < 4 * 500 + 350, "{width}");
        // Nor beside Han, nor as the last of a word.
        for text in ["一don’t一", "「don’t」", "boys’ day", "O’Neil"] {
            let (lines, _) = set(book, text, &family(house), ACROSS, 20);
            let glyphs = lines[0].runs.iter().flat_map(|run| &run.glyphs);
            let mark = text.find('’').expect("an apostrophe") as u32;
            let mut after = glyphs.filter(|glyph| glyph.range.start >= mark);
            let (at, next) = (after.next().expect("it"), after.next().expect("the next"));
            let wide = (next.inline.length() - at.inline.length()).scale(1000, EM.units()).units();
            assert!(wide < 400, "{text} {wide}");
        }
        // Beside Han it is a quotation mark, an em wide.
        let (lines, _) = set(book, "一’一", &family(house), ACROSS, 20);
        assert!(lines[0].width.scale(1000, EM.units()).units() >= 2500);
    });
}

/// A ring or box around a narrow letter has room between its neighbours.
#[test]
fn r122_marks_around_letters_meet_no_neighbour() {
    with_book(|book, _| {
        for style in [family(FamilyId::SERIF), family(FamilyId::SANS)] {
            for one in ["i\u{20DD}", "1\u{20DE}", "l\u{20DD}", "1\u{20E3}", "i\u{20E3}"] {
                for mode in [ACROSS, WritingMode::VerticalRl] {
                    let width = |text: &str| set(book, text, &style, mode, 30).0[0].width;
                    let of = |text: &str| width(text).scale(1000, EM.units()).units();
                    let apart = of(&one.repeat(3)) - of(&one.repeat(2));
                    assert!(apart >= 700, "{one} {mode:?}: {apart}");
                }
            }
        }
    });
}

/// And as much on one side as on the other, whatever stands within it.
#[test]
fn r122_marks_around_letters_have_room_on_both_sides() {
    with_book(|book, _| {
        let mut wrong = Vec::new();
        for style in [family(FamilyId::SERIF), family(FamilyId::SANS)] {
            for one in ["一", "3", "i", "國", "あ"] {
                for ring in ["\u{20DD}", "\u{20DE}", "\u{20E3}"] {
                    let (lines, _) = set(book, &format!("一{one}{ring}一"), &style, ACROSS, 20);
                    let mut inks = inks(book, &lines[0]);
                    inks.sort_by_key(|ink| ink.x_min);
                    let widest = inks.iter().max_by_key(|ink| ink.y_max - ink.y_min);
                    let (Some(first), Some(ring), Some(last)) = (inks.first(), widest, inks.last())
                    else {
                        panic!("{one} has no ink")
                    };
                    let (before, after) = (ring.x_min - first.x_max, last.x_min - ring.x_max);
                    if before < 80 || after < 80 || (before - after).abs() > 20 {
                        wrong.push(format!("{one}{ring:?}: {before} {after}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

/// The glyphs of a text's first line, and its width in thousandths of an em.
fn drawn(book: &FontBook<'_>, text: &str, style: &TextStyle, mode: WritingMode) -> (Vec<u16>, i64) {
    let (lines, _) = set(book, text, style, mode, 30);
    let ids = lines[0].runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.id.0));
    (ids.collect(), lines[0].width.scale(1000, EM.units()).units())
}

/// Some fonts map what their makers did not draw to glyphs without an outline: white on the page.
#[test]
fn r117_a_glyph_without_an_outline_is_no_glyph() {
    with_house(("hollow", HOLLOW), |book, house| {
        let text = "一甲（naɑ）——一";
        for mode in [ACROSS, WritingMode::VerticalRl] {
            for bold in [FamilyId::SERIF_BOLD, house] {
                let style = TextStyle { bold_family: bold, ..family(house) };
                let (lines, diags) = set(book, text, &style, mode, 30);
                for run in lines.iter().flat_map(|line| &line.runs) {
                    for glyph in run.glyphs.iter().filter(|glyph| !glyph.range.is_empty()) {
                        let ink = book.face(run.face).ink(glyph.id);
                        assert!(ink.is_some(), "{mode:?} {:?} is white", glyph.range);
                    }
                }
                let label = diags[0].primary.as_ref().map(|label| label.text.as_str());
                assert_eq!(label, Some("甲 (U+7532), n (U+006E), a (U+0061), ɑ (U+0251)"));
            }
        }
        // Its vertical brackets are its own ones, turned.
        let (lines, _) = set(book, "一（一）", &family(house), WritingMode::VerticalRl, 30);
        let own = lines[0].runs.iter().all(|run| book.is_own(house, run.face));
        let turned = |run: &super::GlyphRun| run.orientation == super::Orientation::Sideways;
        assert!(own && lines[0].runs.iter().any(turned));
    });
}

/// As a keyboard of Vietnam and Windows-1258 write: the dot below comes last.
#[test]
fn r122_marks_in_any_order_are_the_composed_letter() {
    with_book(|book, _| {
        for (written, composed) in [
            ("Viê\u{323}t", "Việt"),
            ("Vie\u{302}\u{323}t", "Việt"),
            ("Vie\u{323}\u{302}t", "Việt"),
            ("Nô\u{323}i Lâ\u{323}p ă\u{323}", "Nội Lập ặ"),
            ("ơ\u{323}ư\u{323}ü\u{323}", "ợựụ\u{308}"),
            ("ê\u{323}\u{300}", "ệ\u{300}"),
            ("office ê\u{323} ﬁ", "office ệ ﬁ"),
        ] {
            for style in
                [FamilyId::SERIF, FamilyId::SERIF_BOLD, FamilyId::SANS, FamilyId::SANS_BLACK]
            {
                for mode in [ACROSS, WritingMode::VerticalRl] {
                    let one = drawn(book, written, &family(style), mode);
                    assert!(one.0.iter().all(|&id| id != 0), "{written} has .notdef");
                    assert_eq!(one, drawn(book, composed, &family(style), mode), "{written}");
                }
            }
            let (lines, _) = set(book, written, &family(FamilyId::SERIF), ACROSS, 30);
            let glyphs = lines[0].runs.iter().flat_map(|run| &run.glyphs);
            let said: u32 = glyphs.map(|glyph| glyph.range.len() as u32).sum();
            assert_eq!(said, written.len() as u32, "{written}");
        }
    });
}

/// The tone marks of middle Korean stand left of their syllable, and move it nowhere but aside.
#[test]
fn r122_hangul_tone_marks_stand_before_their_syllable() {
    with_book(|book, _| {
        for tone in ['\u{302E}', '\u{302F}'] {
            for syllable in ["이", "\u{110A}\u{119E}", "말"] {
                let text = format!("나{syllable}{tone}미");
                let style = |locale| TextStyle { ..plain_style(locale) };
                let style = style(Locale::Ko);
                for mode in [ACROSS, WritingMode::VerticalRl] {
                    let (lines, diags) = set(book, &text, &style, mode, 30);
                    assert!(diags.is_empty(), "{:?}", messages(&diags));
                    let said: u32 = lines[0]
                        .runs
                        .iter()
                        .flat_map(|run| run.glyphs.iter().map(|glyph| glyph.range.len() as u32))
                        .sum();
                    assert_eq!(said, text.len() as u32, "{text}");
                    let bare = format!("나{syllable}미");
                    let width = |text: &str| drawn(book, text, &style, mode).1;
                    let room = width(&text) - width(&bare);
                    match mode {
                        WritingMode::HorizontalTb => assert!((0..400).contains(&room), "{room}"),
                        WritingMode::VerticalRl => assert_eq!(room, 0, "{text}"),
                    }
                }
                // The mark's ink before all of the syllable's, and behind that of the one before.
                let (lines, _) = set(book, &text, &style, ACROSS, 30);
                let mut all = inks(book, &lines[0]);
                all.sort_by_key(|ink| ink.x_min);
                let width = |ink: &InkBox| ink.x_max - ink.x_min;
                let marks: Vec<&InkBox> = all.iter().filter(|ink| width(ink) < 250).collect();
                let [mark] = marks[..] else { panic!("{text}: {all:?}") };
                let meets = |ink: &&InkBox| ink.x_min < mark.x_max && ink.x_max > mark.x_min;
                assert_eq!(all.iter().filter(meets).count(), 1, "{text}: {all:?}");
            }
        }
    });
}

/// R132 gives – among Han half an em; where its ink is longer it keeps the frame of its face.
#[test]
fn r33_a_short_dash_meets_no_neighbour() {
    with_house(("hollow", HOLLOW), |book, house| {
        for locale in [Locale::Cn, Locale::Ja, Locale::Ko] {
            let style = TextStyle { family: house, ..plain_style(locale) };
            let (lines, _) = set(book, "一–一", &style, ACROSS, 20);
            let mut inks = inks(book, &lines[0]);
            inks.sort_by_key(|ink| ink.x_min);
            assert!(inks.windows(2).all(|two| two[0].x_max <= two[1].x_min), "{locale:?} {inks:?}");
        }
    });
}

/// What cannot be parted and is printed over the next column fails the run.
#[test]
fn a_line_far_over_its_measure_is_an_error() {
    with_book(|book, _| {
        for (count, error) in [(18, None), (19, Some(false)), (60, Some(true))] {
            let rich = RichText::plain(
                "！？".repeat(count).chars().take(count).collect::<String>(),
                FileId(0),
                0,
            );
            let style = plain_style(Locale::Hk);
            let paragraph =
                Paragraph { text: &rich, style: &style, mode: ACROSS, mark: "", tail: None };
            let galley = Composer::new(book).prepare(&paragraph);
            let lines = galley.set(&EM.scale(18, 1)).lines;
            let mut told = crate::diag::Findings::default();
            let mut loose = super::LooseLines::default();
            galley.report(&lines.iter().collect::<Vec<_>>(), &rich, &mut loose, &mut told);
            let over = told.iter().find(|found| found.code.to_string() == "C003");
            assert_eq!(over.map(Diagnostic::is_error), error, "{count} {told:?}");
        }
    });
}
