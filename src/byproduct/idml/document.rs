//! The parts that hold the others together: the map of the package, preferences, master page.

use super::lattice::margins;
use super::look::StyleBook;
use super::names::language;
use super::spreads::{LAYER, MASTER, MASTER_PAGE, page_element, page_id};
use super::tale::Baselines;
use super::xml::{Xml, id_of};
use crate::byproduct::Finished;
use crate::chars::Locale;
use crate::measure::{Length, WritingMode};
use crate::page::model::Page;

/// `META-INF/container.xml`
pub fn container() -> Vec<u8> {
    let attributes =
        [("version", "1.0"), ("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container")];
    Xml::file("container", &attributes, |xml| {
        xml.element::<&str>("rootfiles", &[], |xml| {
            xml.empty("rootfile", &[("full-path", "designmap.xml"), ("media-type", "text/xml")]);
        });
    })
}

/// `META-INF/metadata.xml`: what the file is, and no more.
pub fn metadata(title: &str) -> Vec<u8> {
    let attributes = [("xmlns:x", "adobe:ns:meta/")];
    Xml::file("x:xmpmeta", &attributes, |xml| {
        let space = [("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")];
        xml.element("rdf:RDF", &space, |xml| {
            let about = [("rdf:about", ""), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
            xml.element("rdf:Description", &about, |xml| {
                let plain: &[(&str, &str)] = &[];
                xml.element("dc:format", plain, |xml| xml.text("application/x-indesign"));
                xml.element("dc:title", plain, |xml| {
                    xml.element("rdf:Alt", plain, |xml| {
                        let any = [("xml:lang", "x-default")];
                        xml.element("rdf:li", &any, |xml| xml.text(title));
                    });
                });
            });
        });
    })
}

/// What the map of a package names.
pub struct Parts<'a> {
    pub stories: &'a [String],
    pub spreads: &'a [String],
}

/// `designmap.xml`
pub fn design_map(job: Finished<'_>, parts: &Parts<'_>, styles: &StyleBook<'_>) -> Vec<u8> {
    let list = parts.stories.join(" ");
    let name = format!("{}.indd", job.model.document.title);
    let attributes = [
        ("Self", "d"),
        ("StoryList", list.as_str()),
        ("Name", &name),
        ("ZeroPoint", "0 0"),
        ("ActiveLayer", LAYER),
        ("CMYKProfile", "$ID/"),
        ("RGBProfile", "$ID/"),
        ("SolidColorIntent", "UseColorSettings"),
        ("AfterBlendingIntent", "UseColorSettings"),
        ("DefaultImageIntent", "UseColorSettings"),
        ("RGBPolicy", "PreserveEmbeddedProfiles"),
        ("CMYKPolicy", "PreserveEmbeddedProfiles"),
        ("AccurateLABSpots", "false"),
    ];
    Xml::document(&attributes, |xml| {
        for of in [Locale::Hk, Locale::Cn, Locale::Ja, Locale::Ko] {
            language_element(xml, language(of));
        }
        part(xml, "Graphic", "Resources/Graphic.xml");
        part(xml, "Fonts", "Resources/Fonts.xml");
        styles.kinsoku.write(xml);
        part(xml, "Styles", "Resources/Styles.xml");
        part(xml, "Preferences", "Resources/Preferences.xml");
        part(xml, "Tags", "XML/Tags.xml");
        let layer = [
            ("Self", LAYER),
            ("Name", "typeset"),
            ("Visible", "true"),
            ("Locked", "false"),
            ("IgnoreWrap", "false"),
            ("ShowGuides", "true"),
            ("LockGuides", "false"),
            ("UI", "true"),
            ("Expendable", "true"),
            ("Printable", "true"),
        ];
        xml.empty("Layer", &layer);
        part(xml, "MasterSpread", &format!("MasterSpreads/MasterSpread_{MASTER}.xml"));
        for spread in parts.spreads {
            part(xml, "Spread", &format!("Spreads/Spread_{spread}.xml"));
        }
        sections(xml, job);
        part(xml, "BackingStory", "XML/BackingStory.xml");
        for story in parts.stories {
            part(xml, "Story", &format!("Stories/Story_{story}.xml"));
        }
    })
}

fn part(xml: &mut Xml, kind: &str, source: &str) {
    xml.empty(&format!("idPkg:{kind}"), &[("src", source)]);
}

fn language_element(xml: &mut Xml, name: &str) {
    let plain = name.trim_start_matches("$ID/");
    let (primary, sub) = plain.split_once(": ").unwrap_or((plain, ""));
    let id = format!("Language/$ID/{}", id_of(plain));
    let (primary, sub) = (format!("$ID/{primary}"), format!("$ID/{sub}"));
    let attributes = [
        ("Self", id.as_str()),
        ("Name", name),
        ("PrimaryLanguageName", &primary),
        ("SublanguageName", &sub),
        ("HyphenationVendor", "$ID/"),
        ("SpellingVendor", "$ID/"),
    ];
    xml.empty("Language", &attributes);
}

/// `A1`, `B12`: letters and a number are how the format counts pages.
fn sections(xml: &mut Xml, job: Finished<'_>) {
    for (at, set) in job.filled.pages.iter().enumerate() {
        let digits = set.name.chars().rev().take_while(char::is_ascii_digit).count();
        let (prefix, number) = set.name.split_at(set.name.len() - digits);
        let number: Option<u32> =
            number.parse().ok().filter(|number| (1..1_000_000).contains(number));
        let Some(number) = number.filter(|_| prefix.chars().count() <= 5) else { continue };
        let (id, start) = (format!("section{at:x}"), page_id(at));
        let number = number.to_string();
        let attributes = [
            ("Self", id.as_str()),
            ("Length", "1"),
            ("Name", ""),
            ("ContinueNumbering", "false"),
            ("IncludeSectionPrefix", "true"),
            ("PageNumberStart", &number),
            ("Marker", ""),
            ("PageStart", &start),
            ("SectionPrefix", prefix),
        ];
        xml.element("Section", &attributes, |xml| {
            xml.element::<&str>("Properties", &[], |xml| {
                xml.value("PageNumberStyle", "enumeration", "Arabic");
            });
        });
    }
}

/// `Resources/Fonts.xml`: families alone. Faces are told by the styles; a program that has not a face
/// that is listed here asks for another before it opens the file.
pub fn fonts(styles: &StyleBook<'_>) -> Vec<u8> {
    Xml::part("idPkg:Fonts", |xml| {
        for (at, family) in styles.families().iter().enumerate() {
            let id = format!("font{at:x}");
            xml.empty("FontFamily", &[("Self", id.as_str()), ("Name", family)]);
        }
    })
}

/// `Resources/Preferences.xml`
pub fn preferences(job: Finished<'_>, baselines: Option<Baselines>) -> Vec<u8> {
    let page = job.model.pages.first();
    Xml::part("idPkg:Preferences", |xml| {
        let Some(page) = page else { return };
        let paper = page.paper;
        let bleed = paper.bleed.to_string();
        let down = page.grid.mode == WritingMode::VerticalRl;
        let count = job.filled.pages.len().to_string();
        let (width, height) = (paper.trim.width.to_string(), paper.trim.height.to_string());
        let attributes = [
            ("PageHeight", height.as_str()),
            ("PageWidth", &width),
            ("PagesPerDocument", &count),
            ("FacingPages", "false"),
            ("DocumentBleedTopOffset", &bleed),
            ("DocumentBleedBottomOffset", &bleed),
            ("DocumentBleedInsideOrLeftOffset", &bleed),
            ("DocumentBleedOutsideOrRightOffset", &bleed),
            ("DocumentBleedUniformSize", "true"),
            ("OverprintBlack", "true"),
            ("PageBinding", if down { "RightToLeft" } else { "LeftToRight" }),
            ("ColumnDirection", if down { "Vertical" } else { "Horizontal" }),
            ("Intent", "PrintIntent"),
            ("CreatePrimaryTextFrame", "false"),
        ];
        xml.empty("DocumentPreference", &attributes);
        if let Some(Baselines { first, pitch }) = baselines {
            let attributes = [
                ("BaselineGridShown", "false".to_owned()),
                ("BaselineStart", first.to_string()),
                ("BaselineDivision", pitch.to_string()),
                ("BaselineGridRelativeOption", "TopOfPageOfBaselineGridRelativeOption".to_owned()),
            ];
            xml.empty("GridPreference", &attributes);
        }
        margins(xml, page);
        view(xml);
    })
}

/// Points, from the page's corner.
fn view(xml: &mut Xml) {
    let attributes = [
        ("HorizontalMeasurementUnits", "Points"),
        ("VerticalMeasurementUnits", "Points"),
        ("RulerOrigin", "PageOrigin"),
        ("PointsPerInch", "72"),
    ];
    xml.empty("ViewPreference", &attributes);
}

/// `MasterSpreads/MasterSpread_master.xml`: an empty page.
pub fn master(page: &Page) -> Vec<u8> {
    let plain = Page { blocks: Vec::new(), spread: None, ..page.clone() };
    let attributes = [
        ("Self", MASTER),
        ("Name", "A-typeset"),
        ("NamePrefix", "A"),
        ("BaseName", "typeset"),
        ("ShowMasterItems", "true"),
        ("PageCount", "1"),
        ("ItemTransform", "1 0 0 1 0 0"),
    ];
    Xml::part("idPkg:MasterSpread", |xml| {
        xml.element("MasterSpread", &attributes, |xml| {
            page_element(xml, MASTER_PAGE, "A", &plain);
        });
    })
}

/// `XML/BackingStory.xml`: no page of ours is marked up.
pub fn backing_story() -> Vec<u8> {
    Xml::part("idPkg:BackingStory", |xml| {
        let attributes = [
            ("Self", "backing"),
            ("AppliedTOCStyle", "n"),
            ("TrackChanges", "false"),
            ("StoryTitle", "$ID/"),
            ("AppliedNamedGrid", "n"),
        ];
        xml.element("XmlStory", &attributes, |xml| {
            let style = "ParagraphStyle/$ID/NormalParagraphStyle";
            xml.element("ParagraphStyleRange", &[("AppliedParagraphStyle", style)], |xml| {
                let style = super::look::NO_CHARACTER_STYLE;
                let style = [("AppliedCharacterStyle", style)];
                xml.element("CharacterStyleRange", &style, |xml| {
                    let root = [("Self", "root"), ("MarkupTag", "XMLTag/Root")];
                    xml.empty("XMLElement", &root);
                });
            });
        });
    })
}

/// `XML/Tags.xml`
pub fn tags() -> Vec<u8> {
    Xml::part("idPkg:Tags", |xml| {
        xml.element("XMLTag", &[("Self", "XMLTag/Root"), ("Name", "Root")], |xml| {
            xml.element::<&str>("Properties", &[], |xml| {
                xml.value("TagColor", "enumeration", "LightBlue");
            });
        });
    })
}

/// The baselines of the first page.
pub fn baselines(job: Finished<'_>) -> Option<Baselines> {
    let page = job.model.pages.first()?;
    const LARGEST: Length = Length::from_pt(1_000);
    let baselines = Baselines::of(page.grid_area.y, &page.grid)?;
    (baselines.first <= LARGEST).then_some(baselines)
}
