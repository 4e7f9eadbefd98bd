//! The cascade: built-in < `[style.*]` < page look < area look < article look < block look.

use std::collections::BTreeMap;

use super::Cx;
use super::builtin::{self, Occasion};
use super::colours::Palette;
use super::patch::{self, Patch};
use super::tables;
use crate::diag::codes::page as codes;
use crate::diag::{Diagnostic, Spanned};
use crate::measure::{Length, WritingMode};
use crate::page::style::{Role, SizeRule, Style, StyleSheet};
use crate::source::layout::{Named, StyleTable};

/// Styles that one may be based on, one on the other. A house has five or six.
const MOST_BASES: usize = 64;

/// Style tables by the name of the style that they are about.
pub(super) type Layer<'a> = BTreeMap<&'a str, Patch<'a>>;

/// Every style that the layout writes.
pub(super) struct StyleBook<'a> {
    styles: Layer<'a>,
    looks: BTreeMap<&'a str, Layer<'a>>,
}

pub(super) fn role(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.name() == name)
}

fn role_names<'n>() -> impl Iterator<Item = &'n str> {
    Role::ALL.into_iter().map(|role| -> &'n str { role.name() })
}

/// Reads all style tables, once; what is wrong in them is said here and not again.
pub(super) fn style_book<'a>(cx: &mut Cx<'a>, palette: &Palette) -> StyleBook<'a> {
    let layout = cx.layout;
    let defined: Vec<&str> = layout.styles.iter().map(|named| named.name.value.as_str()).collect();
    let styles = layer(cx, palette, &layout.styles);
    let mut book = StyleBook { styles, looks: BTreeMap::new() };
    for named in &layout.looks {
        for style in &named.value {
            if role(&style.name.value).is_none() && !defined.contains(&style.name.value.as_str()) {
                let known = role_names().chain(defined.iter().copied());
                cx.unknown(codes::NO_STYLE, "style", &style.name, known);
            }
        }
        let look = layer(cx, palette, &named.value);
        book.looks.insert(named.name.value.as_str(), look);
    }
    book.check_bases(cx, &defined);
    book
}

fn layer<'a>(cx: &mut Cx<'a>, palette: &Palette, tables: &'a [Named<StyleTable>]) -> Layer<'a> {
    tables
        .iter()
        .map(|named| {
            let patch = patch::read(cx, palette, &named.name.value, &named.value);
            (named.name.value.as_str(), patch)
        })
        .collect()
}

/// The looks in force, in the order in which they apply.
pub(super) type Looks<'b, 'a> = Vec<&'b Layer<'a>>;

impl<'a> StyleBook<'a> {
    /// The look of that name; a diagnostic when there is none.
    pub fn look(&self, cx: &mut Cx<'_>, name: &Option<Spanned<String>>) -> Option<&Layer<'a>> {
        let name = name.as_ref()?;
        let found = self.looks.get(name.value.as_str());
        if found.is_none() {
            cx.unknown(codes::NO_LOOK, "look", name, self.looks.keys().copied());
        }
        found
    }

    pub fn knows(&self, name: &str) -> bool {
        role(name).is_some() || self.styles.contains_key(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        role_names().chain(self.styles.keys().copied())
    }

    /// The style of that name under the looks.
    pub fn style(&self, name: &str, looks: &[&Layer<'a>], occasion: &Occasion<'_>) -> Style {
        let locale = self.locale_of(name, looks).unwrap_or(occasion.locale);
        self.resolve(name, looks, &Occasion { locale, ..*occasion }, &mut Vec::new())
    }

    pub fn sheet(&self, looks: &[&Layer<'a>], occasion: &Occasion<'_>) -> StyleSheet {
        let mut sheet = StyleSheet::new(|role| self.style(role.name(), looks, occasion));
        sheet.tables = tables::builtin();
        for patch in self.patches(Role::Table.name(), looks) {
            patch.tables.apply(&mut sheet.tables);
        }
        sheet
    }

    /// The role whose built-in style a name comes down to.
    pub fn role_of(&self, name: &str, looks: &[&Layer<'a>]) -> Role {
        let mut at = name;
        for _ in 0..MOST_BASES {
            match (self.base_of(at, looks), role(at)) {
                (Some(base), None) => at = base,
                (_, Some(role)) => return role,
                (None, None) => break,
            }
        }
        Role::Body
    }

    /// The writing mode that a style asks for.
    pub fn writing(&self, name: &str, looks: &[&Layer<'a>]) -> Option<WritingMode> {
        self.patches(name, looks).filter_map(|patch| patch.writing).last()
    }

    /// What each layer says of the style, in order. What a layer says of headlines holds for
    /// the title of a box too, unless it speaks of that itself.
    fn patches<'s>(
        &'s self,
        name: &str,
        looks: &'s [&'s Layer<'a>],
    ) -> impl Iterator<Item = &'s Patch<'a>> {
        let name = name.to_owned();
        let stands_for = (role(&name) == Some(Role::BoxTitle)).then(|| Role::Headline.name());
        let in_looks = looks.iter().copied();
        std::iter::once(&self.styles)
            .chain(in_looks)
            .filter_map(move |layer| layer.get(name.as_str()).or_else(|| layer.get(stands_for?)))
    }

    /// The style that `name` inherits from; none for a role that stands on its built-in style.
    fn base_of<'s>(&'s self, name: &str, looks: &'s [&'s Layer<'a>]) -> Option<&'s str> {
        let written = self.patches(name, looks).filter_map(|patch| patch.base).last();
        written.map(|base| base.value.as_str()).or(match role(name) {
            Some(Role::Bullet | Role::Numbered | Role::Verse) => Some("body"),
            Some(Role::Credit) => Some("caption"),
            Some(Role::TableHead) => Some("table"),
            Some(_) => None,
            None => Some("body"),
        })
    }

    fn locale_of(&self, name: &str, looks: &[&Layer<'a>]) -> Option<crate::chars::Locale> {
        let mut at = name;
        for _ in 0..MOST_BASES {
            if let Some(locale) = self.patches(at, looks).filter_map(|patch| patch.locale).last() {
                return Some(locale);
            }
            at = self.base_of(at, looks)?;
        }
        None
    }

    /// `above` are the names on the way here; a loop ends in the built-in style.
    fn resolve(
        &self,
        name: &str,
        looks: &[&Layer<'a>],
        occasion: &Occasion<'_>,
        above: &mut Vec<String>,
    ) -> Style {
        let own = role(name);
        above.push(name.to_owned());
        let base = self
            .base_of(name, looks)
            .filter(|base| self.knows(base) && !above.iter().any(|seen| seen == base))
            .filter(|_| above.len() < MOST_BASES);
        let written = self.patches(name, looks).any(|patch| patch.base.is_some());
        let mut style = match (base, own) {
            (Some(base), Some(role @ (Role::Bullet | Role::Numbered | Role::Verse)))
                if !written =>
            {
                let mut style = self.resolve(base, looks, occasion, above);
                let builtin = builtin::style(role, occasion);
                (style.mark, style.initial) = (builtin.mark, builtin.initial);
                style.settings.indent = builtin.settings.indent;
                if role == Role::Verse {
                    (style.hang, style.align) = (builtin.hang, builtin.align);
                }
                style
            }
            (Some(base), Some(Role::TableHead)) if !written => {
                let mut style = self.resolve(base, looks, occasion, above);
                style.family = style.bold_family;
                style
            }
            (Some(base), _) => self.resolve(base, looks, occasion, above),
            (None, own) => builtin::style(own.unwrap_or(Role::Body), occasion),
        };
        above.pop();
        for patch in self.patches(name, looks) {
            patch.apply(&mut style, occasion.book);
        }
        style
    }

    /// Names of bases that are not there, and loops of them.
    fn check_bases(&self, cx: &mut Cx<'_>, defined: &[&str]) {
        let layers = std::iter::once(None).chain(self.looks.values().map(Some));
        for look in layers {
            let layer = look.unwrap_or(&self.styles);
            let looks: Looks<'_, 'a> = look.into_iter().collect();
            let mut in_loops: Vec<String> = Vec::new();
            for (&name, patch) in layer {
                let Some(base) = patch.base else { continue };
                if !self.knows(&base.value) {
                    let known = role_names().chain(defined.iter().copied());
                    cx.unknown(codes::NO_STYLE, "style", base, known);
                } else if let Some(round) = self.comes_back(name, &looks)
                    && !in_loops.iter().any(|known| known == name)
                {
                    in_loops.extend(round);
                    cx.push(
                        Diagnostic::error(
                            codes::STYLE_LOOP,
                            format!("the style \"{name}\" is based on itself"),
                        )
                        .at(base.span, "comes back to where it began")
                        .help("let one of these styles inherit from a built-in style"),
                    );
                } else if self.is_endless(name, &looks) {
                    let message =
                        format!("the style \"{name}\" is based on more than {MOST_BASES} others");
                    cx.push(
                        Diagnostic::error(codes::STYLE_DEPTH, message)
                            .at(base.span, "one on the other")
                            .help("let one of these styles inherit from a built-in style"),
                    );
                    // There may be thousands, and each is as deep.
                    return;
                }
            }
        }
    }

    /// Whether there is no end to what the style is based on, but for a loop further on.
    fn is_endless(&self, name: &str, looks: &[&Layer<'a>]) -> bool {
        let mut names = vec![name];
        for _ in 0..=MOST_BASES {
            let Some(base) = names.last().and_then(|name| self.base_of(name, looks)) else {
                return false;
            };
            if names.contains(&base) {
                return false;
            }
            names.push(base);
        }
        true
    }

    /// The styles of the loop that `name` is part of.
    fn comes_back(&self, name: &str, looks: &[&Layer<'a>]) -> Option<Vec<String>> {
        let mut round = vec![name.to_owned()];
        for _ in 0..MOST_BASES {
            let base = self.base_of(round.last()?, looks)?;
            if base == name {
                return Some(round);
            }
            round.push(base.to_owned());
        }
        None
    }
}

/// A style's size as one length: of the body, or of furniture.
pub(super) fn one_size(rule: &SizeRule) -> Length {
    match rule {
        SizeRule::Fixed(size) | SizeRule::OneLine(size) => *size,
        SizeRule::Fit { usual, .. } => usual.0,
        SizeRule::OfHeadline { most, .. } => (*most).min(builtin::BODY_SIZE),
    }
}
