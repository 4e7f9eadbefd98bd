//! The house fonts of a layout: which file, which face of it, which instance (DESIGN's
//! `[font.NAME]`), and the book that they make.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use super::reader::Reader;
use crate::diag::codes::{font, preflight, usage};
use crate::diag::{Diagnostic, Findings, Span, Spanned, nearest, suggest};
use crate::fonts::{
    AxisError, Definition, Face, FontBook, FontError, FontFileId, FontFiles, FontSource, Picked,
    Portrait, builtin_names, check_axis, instance, is_builtin, pick,
};
use crate::source::layout::{FontTable, Layout};

/// The table whose faces every style asks after the built-in ones.
const FALLBACK: &str = "fallback";
/// Installed families that a message names where none is like the one that is asked for.
const SHOWN: usize = 8;

/// The font files of a job and the families that they make.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HouseFonts {
    files: FontFiles,
    families: Vec<(Spanned<String>, Parts)>,
}

/// What a family is made of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    files: Vec<Source>,
    latin: Vec<Source>,
    bold: Vec<Source>,
}

/// A face, or a family by its name.
#[derive(Debug, PartialEq, Eq)]
enum Source {
    Face(FontSource),
    Family(Spanned<String>),
}

/// Reads the families of a layout, each file once.
struct Families<'r, 'w> {
    reader: &'r mut Reader<'w>,
    files: FontFiles,
    known: BTreeMap<PathBuf, FontFileId>,
    /// The families that the layout defines.
    families: Vec<String>,
    language: String,
}

/// By their names: files are compared sooner than hashed.
impl Hash for HouseFonts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.families.iter().for_each(|(name, _)| name.value.hash(state));
    }
}

impl Reader<'_> {
    /// The house fonts' bytes.
    pub fn read_fonts(&mut self, layout: &Layout) -> HouseFonts {
        let families = layout.fonts.iter().map(|entry| entry.name.value.clone()).collect();
        let language = layout.document.language.as_ref().map_or("zh-Hant-HK", |key| &key.value);
        let language = language.to_owned();
        let mut reading = Families {
            reader: self,
            files: FontFiles::default(),
            known: BTreeMap::new(),
            families,
            language,
        };
        let mut fonts = HouseFonts::default();
        for entry in &layout.fonts {
            let parts = reading.family(&entry.name, &entry.value);
            fonts.families.push((entry.name.clone(), parts));
        }
        fonts.files = reading.files;
        // A family that names another of the house comes after it.
        let is_house =
            |source: &Source| matches!(source, Source::Family(name) if !is_builtin(&name.value));
        fonts.families.sort_by_key(|(_, parts)| {
            parts.files.iter().chain(&parts.latin).chain(&parts.bold).any(is_house)
        });
        fonts
    }
}

impl Families<'_, '_> {
    fn family(&mut self, name: &Spanned<String>, table: &FontTable) -> Parts {
        let each = |families: &mut Self, names: &[Spanned<String>]| -> Vec<Source> {
            names.iter().filter_map(|named| families.source(name, table, named)).collect()
        };
        let mut parts = Parts {
            files: each(self, &table.files),
            latin: each(self, table.latin.as_slice()),
            bold: each(self, &table.bold),
        };
        if let Some(family) = &table.system
            && let Some(source) = self.system(name, table, family)
        {
            parts.files.push(source);
        }
        self.tell_idle_axes(name, table, &parts);
        parts
    }

    /// Axes of a family none of whose files has one.
    fn tell_idle_axes(&mut self, name: &Spanned<String>, table: &FontTable, parts: &Parts) {
        let sources = || parts.files.iter().chain(&parts.latin).chain(&parts.bold);
        let varies = |source: &Source| match source {
            Source::Face(FontSource::File { instance, .. }) => !instance.0.is_empty(),
            Source::Face(_) | Source::Family(_) => false,
        };
        let Some(axis) = table.variations.first() else { return };
        // Of a family without any file that could be read, that is said.
        if sources().next().is_none() || sources().any(varies) {
            return;
        }
        let message = format!("`variations` changes nothing in the font {}", name.value);
        self.reader.findings.push(
            Diagnostic::warning(font::NO_AXIS, message)
                .at(axis.name.span, "none of its files is a variable font")
                .help("name the file of a variable font in `files`, or take `variations` out"),
        );
    }

    /// What stands in `files`: a family's name, or a file's with a face of it behind `#`.
    fn source(
        &mut self,
        family: &Spanned<String>,
        table: &FontTable,
        named: &Spanned<String>,
    ) -> Option<Source> {
        let is_other = *named.value != family.value && self.families.contains(&named.value);
        if is_builtin(&named.value) || is_other {
            return Some(Source::Family(named.clone()));
        }
        let (path, face) = match named.value.rsplit_once('#') {
            Some((path, face)) => (path, Some(face)),
            None => (named.value.as_str(), None),
        };
        let file = Spanned::new(path.to_owned(), named.span);
        if let Some(near) = self.family_meant(family, path) {
            let help = format!("did you mean \"{near}\"?");
            self.reader.cannot_read(&file, "no family and no file has the name", &help);
            return None;
        }
        let (_, bytes) = self.reader.read_named(&file)?;
        let add = || self.files.add(bytes.to_vec());
        let id = *self.known.entry(self.reader.folder.join(path)).or_insert_with(add);
        let picked = pick(self.files.data(id), face, &self.language);
        let portrait = self.picked(family, named, picked, id)?;
        self.face(family, table, named, id, portrait)
    }

    /// The family that is like a name without a file's ending, where no file has the name.
    fn family_meant(&self, family: &Spanned<String>, name: &str) -> Option<String> {
        let path = Path::new(name);
        let is_name = path.extension().is_none() && path.components().count() == 1;
        let files = || self.reader.world.names(&self.reader.folder);
        if !is_name || files().iter().any(|file| file == name) {
            return None;
        }
        let house = self.families.iter().filter(|name| **name != family.value).cloned();
        let known: Vec<String> = builtin_names().map(str::to_owned).chain(house).collect();
        suggest(name, known.iter().map(String::as_str)).map(str::to_owned)
    }

    fn picked(
        &mut self,
        family: &Spanned<String>,
        named: &Spanned<String>,
        picked: Picked,
        id: FontFileId,
    ) -> Option<Portrait> {
        match picked {
            Picked::Face(portrait) => Some(portrait),
            Picked::First(portrait, names) => {
                let message =
                    format!("the first of the {} faces of {} is taken", names.len(), named.value);
                let help = format!("write `{}#N`: {}", named.value, names.join(", "));
                self.reader.findings.push(
                    Diagnostic::note(font::FIRST_FACE, message)
                        .at(named.span, "none is named for the language of the layout")
                        .help(help),
                );
                Some(portrait)
            }
            Picked::None(names) if names.is_empty() => {
                let error = Face::parse(self.files.data(id), 0).err();
                let error = error.unwrap_or_else(|| FontError::Broken("no face in it".to_owned()));
                self.reader.findings.push(unusable(family, named, error));
                None
            }
            Picked::None(names) => {
                let message = format!("there is no face {} ", named.value);
                self.reader.findings.push(
                    Diagnostic::error(font::NO_FACE, message.trim_end())
                        .at(named.span, "neither a number nor a PostScript name of the file")
                        .help(format!("the file has {}", names.join(", "))),
                );
                None
            }
        }
    }

    /// A face in the instance that the table asks for.
    fn face(
        &mut self,
        family: &Spanned<String>,
        table: &FontTable,
        named: &Spanned<String>,
        id: FontFileId,
        portrait: Portrait,
    ) -> Option<Source> {
        let mut wanted = Vec::new();
        if !portrait.axes.is_empty() {
            for axis in &table.variations {
                let Some(tag) = tag_of(&axis.name.value) else {
                    let axes = portrait.axes.iter().map(|axis| axis.tag).collect();
                    let error = AxisError::Unknown(axes);
                    self.reader.findings.push(wrong_axis(&axis.name, named, &error));
                    continue;
                };
                let value = axis.value.millionths();
                match check_axis(&portrait.axes, tag, value) {
                    None => wanted.push((tag, value)),
                    Some(error) => {
                        self.reader.findings.push(wrong_axis(&axis.name, named, &error));
                    }
                }
            }
        }
        let instance = instance(&portrait.axes, &wanted);
        if !portrait.axes.is_empty() && table.variations.is_empty() {
            let values: Vec<String> =
                instance.0.iter().map(|(tag, value)| shown(tag, *value)).collect();
            let message = format!("{} is a variable font", named.value);
            self.reader.findings.push(
                Diagnostic::note(font::VARIABLE, message)
                    .at(named.span, format!("set in its instance {}", values.join(", ")))
                    .help(format!("say which is meant: variations = {{ {} }}", values.join(", "))),
            );
        }
        match Face::parse_instance(self.files.data(id), portrait.index, &instance) {
            Ok(face) => {
                self.reader.findings.extend(licence(&face, named.span));
                Some(Source::Face(FontSource::File { id, index: portrait.index, instance }))
            }
            Err(error) => {
                self.reader.findings.push(unusable(family, named, error));
                None
            }
        }
    }

    fn system(
        &mut self,
        family: &Spanned<String>,
        table: &FontTable,
        named: &Spanned<String>,
    ) -> Option<Source> {
        let Some(found) = self.reader.world.system_font(&named.value) else {
            self.not_installed(named);
            return None;
        };
        self.reader.findings.push(
            Diagnostic::warning(usage::SYSTEM_FONT, "the page depends on a font of this machine")
                .at(named.span, "installed here, perhaps not elsewhere")
                .help("name font files in `files` instead"),
        );
        let id = self.files.add(found.data);
        let number = found.index.to_string();
        let picked = pick(self.files.data(id), Some(&number), &self.language);
        let portrait = self.picked(family, named, picked, id)?;
        self.face(family, table, named, id, portrait)
    }

    /// Names installed families that are like it, or a few where none is.
    fn not_installed(&mut self, named: &Spanned<String>) {
        let installed = self.reader.world.system_families();
        let mut near: Vec<&str> = nearest(&named.value, &installed, 3);
        near.dedup();
        let help = match near.is_empty() {
            true => {
                let mut some: Vec<&str> = installed.iter().map(String::as_str).collect();
                some.sort_unstable();
                some.dedup();
                match some.as_slice() {
                    [] => "no font is installed: name font files in `files`".to_owned(),
                    some if some.len() <= SHOWN => {
                        format!("installed are {}; or name font files in `files`", some.join(", "))
                    }
                    some => format!(
                        "installed are {} and {} more; or name font files in `files`",
                        some[..SHOWN].join(", "),
                        some.len() - SHOWN
                    ),
                }
            }
            false => format!("installed is {}; or name font files in `files`", near.join(", ")),
        };
        let message = format!("the font family {} is not installed", named.value);
        self.reader.findings.push(
            Diagnostic::error(font::NOT_INSTALLED, message)
                .at(named.span, "no family of this machine has the name")
                .help(help),
        );
    }
}

fn tag_of(name: &str) -> Option<[u8; 4]> {
    name.as_bytes().try_into().ok()
}

/// `wght = 400`.
fn shown(tag: &[u8; 4], value: i64) -> String {
    format!("{} = {}", String::from_utf8_lossy(tag), value as f64 / 1e6)
}

fn wrong_axis(axis: &Spanned<String>, named: &Spanned<String>, error: &AxisError) -> Diagnostic {
    let (message, help) = match error {
        AxisError::Unknown(axes) => {
            let tags: Vec<_> = axes.iter().map(|tag| String::from_utf8_lossy(tag)).collect();
            let message = format!("{} has no axis {}", named.value, axis.value);
            (message, format!("its axes are {}", tags.join(", ")))
        }
        AxisError::OutOfRange(range) => {
            let message = format!("{} has no such {}", named.value, axis.value);
            let (least, most) = (range.least as f64 / 1e6, range.most as f64 / 1e6);
            (message, format!("`{}` goes from {least} to {most}", axis.value))
        }
    };
    Diagnostic::error(font::NO_AXIS, message).at(axis.span, "not to be had").help(help)
}

impl HouseFonts {
    /// The bundled families and the house's own.
    pub fn book(&self) -> (FontBook<'_>, Findings) {
        let mut findings = Findings::default();
        let mut book = FontBook::new(&self.files);
        for (name, parts) in &self.families {
            let all = |sources: &[Source], findings: &mut Findings| {
                let found = sources.iter().filter_map(|source| match source {
                    Source::Face(face) => Some(face.clone()),
                    Source::Family(other) => match book.family(&other.value) {
                        Some(id) => Some(FontSource::Family(id)),
                        None => {
                            findings.push(in_a_circle(name, other));
                            None
                        }
                    },
                });
                found.collect::<Vec<_>>()
            };
            let definition = Definition {
                files: all(&parts.files, &mut findings),
                latin: all(&parts.latin, &mut findings),
                bold: all(&parts.bold, &mut findings),
            };
            let made = match name.value == FALLBACK {
                true => book.fall_back_on(&definition.files),
                false => book.define(&name.value, &definition).map(|_| ()),
            };
            if let Err(error) = made {
                findings.push(unusable(name, name, error));
            }
        }
        (book, findings)
    }
}

fn in_a_circle(name: &Spanned<String>, other: &Spanned<String>) -> Diagnostic {
    let message = format!("the font {} names {}, which names others", name.value, other.value);
    Diagnostic::error(font::UNUSABLE, message)
        .at(other.span, "a family of families")
        .help("name the files themselves")
}

fn unusable(family: &Spanned<String>, file: &Spanned<String>, error: FontError) -> Diagnostic {
    let (reason, help) = match error {
        FontError::Broken(reason) => (reason, "name a TrueType or OpenType font"),
        FontError::Stranger(what) => (
            what.to_owned(),
            match what.contains("web font") {
                true => "ask for its TrueType or OpenType file; fonttools unpacks it, too",
                false => "name a TrueType or OpenType font (.ttf, .otf, .ttc)",
            },
        ),
        FontError::NotEmbeddable => (
            "its licence bits (fsType) forbid embedding".to_owned(),
            "use a font that may be embedded, or ask its maker for a licence",
        ),
    };
    let message =
        format!("the file {} of the font family {} cannot be used", file.value, family.value);
    Diagnostic::error(font::UNUSABLE, message).at(file.span, reason).help(help)
}

/// What a font's licence bits say against its use in a PDF, where it is subset and embedded.
fn licence(face: &Face<'_>, span: Span) -> Option<Diagnostic> {
    let licence = face.licence();
    let what = if !licence.subsetting {
        "may not be embedded in part"
    } else if !licence.outlines {
        "may be embedded as bitmaps alone"
    } else if licence.preview_only {
        "may be embedded for viewing and printing alone"
    } else {
        return None;
    };
    let found = Diagnostic::warning(
        preflight::FONT_LICENCE,
        format!("the font {} {what}", face.postscript_name()),
    );
    Some(
        found
            .at(span, "its licence bits (fsType) say so")
            .help("ask its maker for a licence, or use another font"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    impl HouseFonts {
        /// The first file of a family.
        pub fn first_file(&self, family: usize) -> FontFileId {
            match &self.families[family].1.files[0] {
                Source::Face(FontSource::File { id, .. }) => *id,
                _ => panic!("a file"),
            }
        }
    }

    /// A bundled font with other licence bits.
    fn licensed(bits: u16) -> Vec<u8> {
        let mut data = include_bytes!("../../fonts/NotoSans-Bold-Latin.ttf").to_vec();
        let tables = u16::from_be_bytes([data[4], data[5]]) as usize;
        let record = (0..tables).map(|at| 12 + at * 16).find(|&at| &data[at..at + 4] == b"OS/2");
        let record = record.expect("a font has that table") + 8;
        let offset = data[record..record + 4].try_into().expect("four bytes");
        let place = u32::from_be_bytes(offset) as usize + 8;
        data[place..place + 2].copy_from_slice(&bits.to_be_bytes());
        data
    }

    #[test]
    fn licence_bits_are_read() {
        for (bits, expected) in [
            (0, None),
            (8, None),
            (4, Some("viewing and printing")),
            (0x100, Some("in part")),
            (0x208, Some("bitmaps")),
        ] {
            let data = licensed(bits);
            let face = Face::parse(&data, 0).expect("a font");
            let found = licence(&face, Span::new(FileId(0), 0..1));
            let message = found.map(|found| found.message).unwrap_or_default();
            assert!(message.contains(expected.unwrap_or("")), "{bits}: {message}");
            assert_eq!(message.is_empty(), expected.is_none(), "{bits}: {message}");
        }
        assert!(Face::parse(&licensed(2), 0).is_err(), "restricted");
    }
}
