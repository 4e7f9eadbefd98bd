//! [`StyleBook`]: the paragraph and character styles of the page, each once.

use super::kinsoku::Tables;
use super::names::{Mark, language, style_name};
use super::swatches::Swatches;
use super::xml::{Attributes, Xml, id_of, number, per_cent};
use crate::chars::{Hyphenate, LineEnd, Locale, Settings};
use crate::colour::Colour;
use crate::fonts::{FamilyId, FontBook};
use crate::measure::{Em, Length, WritingMode};
use crate::page::style::{Align, Role};

/// What a paragraph looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub family: FamilyId,
    pub size: Size,
    /// From line to line.
    pub leading: Length,
    pub colour: Colour,
    pub align: Align,
    pub tracking: Em,
    /// How much further in its first line begins than the others, and those.
    pub first: Length,
    pub hang: Length,
    /// White above it.
    pub above: Length,
    pub settings: Settings,
    pub mode: WritingMode,
    pub grid: OnGrid,
}

/// The size of type, and its glyphs' extents along x and y.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub point: Length,
    pub width: Length,
    pub height: Length,
}

/// Whether lines are kept on the document's baseline grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnGrid {
    Kept,
    Free,
}

/// Whether a style has one size, or each head its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fitting {
    Fixed,
    EachItsOwn,
}

/// A paragraph style, by its place in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyleId(usize);

struct Known {
    role: Role,
    fitting: Fitting,
    look: Look,
}

/// All styles that were asked for.
pub struct StyleBook<'a> {
    pub fonts: &'a FontBook<'a>,
    locale: Locale,
    paragraphs: Vec<Known>,
    /// A bold has the family that it is set in.
    characters: Vec<(Mark, Option<FamilyId>)>,
    pub kinsoku: Tables,
}

pub const NO_CHARACTER_STYLE: &str = "CharacterStyle/$ID/[No character style]";
const ROOT_STYLE: &str = "$ID/[No paragraph style]";

impl<'a> StyleBook<'a> {
    pub fn new(fonts: &'a FontBook<'a>, locale: Locale) -> StyleBook<'a> {
        let (paragraphs, characters) = (Vec::new(), Vec::new());
        StyleBook { fonts, locale, paragraphs, characters, kinsoku: Tables::default() }
    }

    /// The style of paragraphs that look so; a head's own size is none of it.
    pub fn paragraph(&mut self, role: Role, fitting: Fitting, look: &Look) -> StyleId {
        let own = |look: &Look| match fitting {
            Fitting::Fixed => look.clone(),
            Fitting::EachItsOwn => {
                let none = Length::ZERO;
                let size = Size { point: none, width: none, height: none };
                let (first, hang, above, leading) = (none, none, none, none);
                Look { size, first, hang, above, leading, ..look.clone() }
            }
        };
        let is_it = |known: &Known| {
            known.role == role && known.fitting == fitting && own(&known.look) == own(look)
        };
        if let Some(at) = self.paragraphs.iter().position(is_it) {
            return StyleId(at);
        }
        self.kinsoku.want(look.settings);
        self.paragraphs.push(Known { role, fitting, look: look.clone() });
        StyleId(self.paragraphs.len() - 1)
    }

    /// What the style says itself.
    pub fn look(&self, id: StyleId) -> &Look {
        &self.paragraphs[id.0].look
    }

    /// A style's id in the package.
    pub fn paragraph_id(&self, id: StyleId) -> String {
        format!("ParagraphStyle/{}", id_of(&self.paragraph_name(id)))
    }

    /// The second look of a role is told from the first by its number.
    fn paragraph_name(&self, id: StyleId) -> String {
        let role = self.paragraphs[id.0].role;
        let before = self.paragraphs.iter().take(id.0).filter(|known| known.role == role).count();
        let name = style_name(role, self.locale);
        if before == 0 { name } else { format!("{name} {}", before + 1) }
    }

    /// The id of the character style of a mark.
    pub fn character(&mut self, mark: Mark, family: Option<FamilyId>) -> String {
        let key = (mark, family);
        if !self.characters.contains(&key) {
            self.characters.push(key);
        }
        format!("CharacterStyle/{}", id_of(&self.character_name(key)))
    }

    fn character_name(&self, (mark, family): (Mark, Option<FamilyId>)) -> String {
        let name = mark.name(self.locale);
        let alike = self.characters.iter().take_while(|(_, of)| *of != family);
        match alike.filter(|(of, _)| *of == mark).count() {
            0 => name,
            before => format!("{name} {}", before + 1),
        }
    }

    /// `Resources/Styles.xml`
    pub fn write(&self, swatches: &mut Swatches<'_>) -> Vec<u8> {
        let none: &[(&str, &str)] = &[];
        Xml::part("idPkg:Styles", |xml| {
            xml.element("RootCharacterStyleGroup", &[("Self", "rcs")], |xml| {
                let root = "$ID/[No character style]";
                let root = [("Self", NO_CHARACTER_STYLE), ("Imported", "false"), ("Name", root)];
                xml.empty("CharacterStyle", &root);
                for key in &self.characters {
                    self.write_character(xml, *key);
                }
            });
            xml.element("RootParagraphStyleGroup", &[("Self", "rps")], |xml| {
                for name in [ROOT_STYLE, "$ID/NormalParagraphStyle"] {
                    let id = format!("ParagraphStyle/{name}");
                    xml.empty("ParagraphStyle", &[("Self", id.as_str()), ("Name", name)]);
                }
                for at in 0..self.paragraphs.len() {
                    self.write_paragraph(xml, StyleId(at), swatches);
                }
            });
            let root = |name: &str| format!("{name}/$ID/[None]");
            xml.element("RootObjectStyleGroup", &[("Self", "ros")], |xml| {
                let id = root("ObjectStyle");
                let named = [("Self", id.as_str()), ("Name", "$ID/[None]")];
                xml.element("ObjectStyle", &named, |xml| xml.element("Properties", none, |_| ()));
            });
        })
    }

    fn write_character(&self, xml: &mut Xml, key: (Mark, Option<FamilyId>)) {
        let (mark, family) = key;
        let name = self.character_name(key);
        let mut attributes: Attributes =
            vec![("Self", format!("CharacterStyle/{}", id_of(&name))), ("Name", name)];
        attributes.extend(mark_attributes(mark, self.locale, WritingMode::HorizontalTb));
        let font = family.map(|family| self.font(family));
        if let Some((_, style)) = &font {
            attributes.push(("FontStyle", style.clone()));
        }
        xml.element("CharacterStyle", &attributes, |xml| {
            properties(xml, |xml| {
                if let Some((family, _)) = &font {
                    xml.value("AppliedFont", "string", family);
                }
                if mark == Mark::Title {
                    xml.value("UnderlineType", "object", WAVY);
                }
                xml.value("BasedOn", "string", "$ID/[No character style]");
            });
        });
    }

    fn write_paragraph(&self, xml: &mut Xml, id: StyleId, swatches: &mut Swatches<'_>) {
        let Known { role, look, .. } = &self.paragraphs[id.0];
        let mut attributes: Attributes = vec![
            ("Self", self.paragraph_id(id)),
            ("Name", self.paragraph_name(id)),
            ("Imported", "false".to_owned()),
            ("NextStyle", self.paragraph_id(id)),
        ];
        attributes.extend(size_attributes(look.size));
        attributes.extend(shade_attributes(swatches, look.colour));
        attributes.extend(paragraph_attributes(look));
        if matches!(role, Role::Subhead | Role::ItemTitle | Role::ItemLine) {
            attributes.push(("KeepWithNext", "1".to_owned()));
        }
        let (family, style) = self.font(look.family);
        attributes.push(("FontStyle", style));
        xml.element("ParagraphStyle", &attributes, |xml| {
            properties(xml, |xml| {
                xml.value("Leading", "unit", &look.leading.to_string());
                xml.value("AppliedFont", "string", &family);
                xml.value("BasedOn", "string", ROOT_STYLE);
                self.kinsoku.write_set(xml, look.settings);
                xml.value("Mojikumi", "enumeration", mojikumi(look.settings));
            });
        });
    }

    /// Family and style of the face that draws most of a family's text.
    pub fn font(&self, family: FamilyId) -> (String, String) {
        let face = self.fonts.faces_of(family).next();
        face.map_or_else(Default::default, |face| face.type_names())
    }

    /// The font families that styles name.
    pub fn families(&self) -> Vec<String> {
        let paragraphs = self.paragraphs.iter().map(|known| known.look.family);
        let characters = self.characters.iter().filter_map(|(_, family)| *family);
        let mut names: Vec<String> =
            paragraphs.chain(characters).map(|family| self.font(family).0).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

pub const WAVY: &str = "StrokeStyle/$ID/Wavy";

/// Elements that a `Properties` holds.
pub fn properties(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.element::<&str>("Properties", &[], inside);
}

pub fn size_attributes(Size { point, width, height }: Size) -> Attributes {
    vec![
        ("PointSize", point.to_string()),
        ("HorizontalScale", per_cent(width, point)),
        ("VerticalScale", per_cent(height, point)),
    ]
}

pub fn shade_attributes(swatches: &mut Swatches<'_>, colour: Colour) -> Attributes {
    let shade = swatches.shade(colour);
    vec![("FillColor", shade.swatch), ("FillTint", shade.tint)]
}

fn paragraph_attributes(look: &Look) -> Attributes {
    let settings = look.settings;
    let said = |value: &str| value.to_owned();
    vec![
        ("Tracking", number(look.tracking.millionths())),
        ("Justification", said(justification(look.align))),
        ("FirstLineIndent", (look.first).to_string()),
        ("LeftIndent", look.hang.to_string()),
        ("SpaceBefore", look.above.to_string()),
        ("AppliedLanguage", said(language(settings.locale))),
        ("Composer", said("HL Composer J")),
        ("Hyphenation", said(flag(settings.hyphenate != Hyphenate::Never))),
        (
            "KinsokuType",
            said(if settings.compress { "KinsokuPushInFirst" } else { "KinsokuPushOutFirst" }),
        ),
        (
            "KinsokuHangType",
            said(if settings.line_end == LineEnd::Hang { "KinsokuHangRegular" } else { "None" }),
        ),
        ("BunriKinshi", said("true")),
        ("Rensuuji", said("true")),
        ("CharacterAlignment", said("AlignEmCenter")),
        ("LeadingModel", said("LeadingModelAkiBelow")),
        ("GridAlignment", said(grid_alignment(look.grid))),
    ]
}

pub fn grid_alignment(grid: OnGrid) -> &'static str {
    match grid {
        OnGrid::Kept => "AlignBaseline",
        OnGrid::Free => "None",
    }
}

pub fn justification(align: Align) -> &'static str {
    match align {
        Align::Justify => "LeftJustified",
        Align::Start => "LeftAlign",
        Align::End => "RightAlign",
        Align::Center => "CenterAlign",
        Align::Spread => "FullyJustified",
    }
}

fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// The spacing of marks that comes nearest to a locale's.
fn mojikumi(settings: Settings) -> &'static str {
    match (settings.locale, settings.line_end) {
        (Locale::Hk | Locale::Tw, _) => "TradChineseDefault",
        (Locale::Cn, _) => "SimpChineseDefault",
        (Locale::Ja, LineEnd::Half) => "OneEmIndentLineEndAllOneHalfEmEnum",
        (Locale::Ja, LineEnd::Full) => "OneEmIndentLineEndAllOneEmEnum",
        (Locale::Ja, _) => "OneEmIndentLineEndUkeNoFloatEnum",
        (Locale::Ko, _) => "Nothing",
    }
}

/// What a mark asks for, in words of a locale that are set so.
pub fn mark_attributes(mark: Mark, locale: Locale, mode: WritingMode) -> Attributes {
    let said = |pairs: &[(&'static str, &str)]| -> Attributes {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    };
    match mark {
        Mark::Bold | Mark::Mourned | Mark::Ruby | Mark::Initial | Mark::Credit => Vec::new(),
        Mark::Emphasis => {
            let kind = match locale {
                Locale::Ja => "KentenSesameDot",
                _ => "KentenSmallBlackCircle",
            };
            let under = mode == WritingMode::HorizontalTb
                && matches!(locale, Locale::Hk | Locale::Tw | Locale::Cn);
            let place = if under { "BelowLeft" } else { "AboveRight" };
            said(&[("KentenKind", kind), ("KentenPosition", place)])
        }
        Mark::Superscript => said(&[("Position", "Superscript")]),
        Mark::Name | Mark::Title => said(&[("Underline", "true"), ("UnderlineWeight", "0.5")]),
        Mark::Sideways => said(&[("CharacterRotation", "-90")]),
        Mark::Language(locale) => said(&[("AppliedLanguage", language(locale))]),
    }
}
