//! [`story`]: a story's file, `Stories/Story_….xml`.

use super::look::{NO_CHARACTER_STYLE, StyleBook, properties};
use super::tabs::{Stop, Tab};
use super::tale::{Paragraph, Run, Tale};
use super::xml::{Attributes, Xml};
use crate::measure::WritingMode;

/// The story under its id.
pub fn story(id: &str, tale: &Tale, styles: &StyleBook<'_>) -> Vec<u8> {
    Xml::part("idPkg:Story", |xml| {
        let attributes = [
            ("Self", id),
            ("AppliedTOCStyle", "n"),
            ("TrackChanges", "false"),
            ("StoryTitle", tale.title.as_str()),
            ("AppliedNamedGrid", "n"),
        ];
        xml.element("Story", &attributes, |xml| {
            let orientation = match tale.mode {
                WritingMode::HorizontalTb => "Horizontal",
                WritingMode::VerticalRl => "Vertical",
            };
            xml.empty(
                "StoryPreference",
                &[
                    ("OpticalMarginAlignment", "false"),
                    ("FrameType", "TextFrameType"),
                    ("StoryOrientation", orientation),
                    ("StoryDirection", "LeftToRightDirection"),
                ],
            );
            let last = tale.paragraphs.len().saturating_sub(1);
            for (at, of) in tale.paragraphs.iter().enumerate() {
                let end = if at == last { End::Story } else { End::Paragraph };
                paragraph(xml, of, end, styles);
            }
        });
    })
}

/// What a paragraph ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Paragraph,
    Story,
}

fn paragraph(xml: &mut Xml, of: &Paragraph, end: End, styles: &StyleBook<'_>) {
    let style = of.style.map_or_else(
        || "ParagraphStyle/$ID/NormalParagraphStyle".to_owned(),
        |style| styles.paragraph_id(style),
    );
    let mut attributes: Attributes = vec![("AppliedParagraphStyle", style)];
    let ends_leg = of.own.iter().any(|(name, _)| *name == "EndsLeg");
    attributes.extend(of.own.iter().filter(|(name, _)| *name != "EndsLeg").cloned());
    xml.element("ParagraphStyleRange", &attributes, |xml| {
        if !of.tabs.is_empty() {
            properties(xml, |xml| tabs(xml, &of.tabs));
        }
        for run in &of.runs {
            character_range(xml, run, |xml| content(xml, run));
        }
        if end == End::Paragraph {
            let mut last = Run::default();
            if ends_leg {
                last.own.push(("ParagraphBreakType", "NextFrame".to_owned()));
            }
            character_range(xml, &last, |xml| xml.empty::<&str>("Br", &[]));
        }
    });
}

fn character_range(xml: &mut Xml, run: &Run, inside: impl FnOnce(&mut Xml)) {
    let style = run.character.clone().unwrap_or_else(|| NO_CHARACTER_STYLE.to_owned());
    let mut attributes: Attributes = vec![("AppliedCharacterStyle", style)];
    for (name, value) in &run.own {
        // Of two marks that say the same the innermost counts.
        match attributes.iter_mut().find(|(known, _)| known == name) {
            Some(known) => known.1.clone_from(value),
            None => attributes.push((*name, value.clone())),
        }
    }
    if let Some((_, style)) = &run.font {
        attributes.push(("FontStyle", style.clone()));
    }
    xml.element("CharacterStyleRange", &attributes, |xml| {
        if run.leading.is_some() || run.font.is_some() {
            properties(xml, |xml| {
                if let Some(leading) = run.leading {
                    xml.value("Leading", "unit", &leading.to_string());
                }
                if let Some((family, _)) = &run.font {
                    xml.value("AppliedFont", "string", family);
                }
            });
        }
        inside(xml);
    });
}

/// A line that is kept ends as a desk would end it; what is pushed to the end of its line has the tab
/// that does so before it.
fn content(xml: &mut Xml, run: &Run) {
    xml.element::<&str>("Content", &[], |xml| {
        if run.at_end {
            xml.instruction("ACE 8");
        }
        xml.text(&run.text);
    });
}

fn tabs(xml: &mut Xml, tabs: &[Tab]) {
    xml.element("TabList", &[("type", "list")], |xml| {
        for tab in tabs {
            xml.element("ListItem", &[("type", "record")], |xml| {
                let stop = match tab.stop {
                    Stop::Start => "LeftAlign",
                    Stop::Center => "CenterAlign",
                    Stop::End => "RightAlign",
                };
                xml.value("Alignment", "enumeration", stop);
                xml.value("AlignmentCharacter", "string", ".");
                xml.value("Leader", "string", "");
                xml.value("Position", "unit", &tab.position.to_string());
            });
        }
    });
}
