//! [`Findings`]: what a stage has to say, each thing once.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::{Hash, Hasher};

use super::codes::{composition, font};
use super::{Allow, Code, Diagnostic, Severity};

/// Findings of one code and severity that are shown; the rest is counted.
const SHOWN: usize = 20;
/// Those that are kept until it is known which are shown. What comes behind them is no more
/// than counted, so that no input fills the memory with messages.
const KEPT: usize = 1000;

/// Diagnostics in the order of the job, each said once.
///
/// What is the same is told by code, place and message; a missing character by its message
/// alone, wherever it stands, and marks of another region once a file. A value that is kept and
/// used again carries its own; whoever puts values together appends theirs in the order of the
/// job, so that threads and caches change nothing. Without a finding it holds no memory.
///
/// Invariant: what is beyond `KEPT` and, once closed, beyond `SHOWN` is counted under its
/// severity, so [`Findings::has_errors`] and [`Findings::count`] never miss any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    said: Option<Box<Said>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    found: Vec<Diagnostic>,
    groups: BTreeMap<(Code, Severity), Group>,
    /// The keys of all, kept or counted.
    keys: BTreeSet<u64>,
    /// How many of a code were allowed, and are gone.
    allowed: BTreeMap<Code, usize>,
}

/// The findings of one code and severity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Group {
    kept: usize,
    /// The keys of those that are counted only.
    counted: BTreeSet<u64>,
}

/// So many characters of a family that lacks them are listed.
const LISTED: usize = 12;
const MORE: &str = "and more";

impl Said {
    /// Adds the characters of a finding to the list in the one that is there.
    fn list(&mut self, more: &Diagnostic) {
        let same =
            |found: &&mut Diagnostic| found.code == more.code && found.message == more.message;
        let Some(found) = self.found.iter_mut().find(same) else { return };
        let Some((list, more)) = found.primary.as_mut().zip(more.primary.as_ref()) else { return };
        for one in more.text.split(", ") {
            let count = list.text.split(", ").count();
            if list.text.split(", ").any(|known| known == one || known == MORE) {
                continue;
            }
            list.text.push_str(", ");
            list.text.push_str(if count < LISTED { one } else { MORE });
        }
    }
}

impl Findings {
    /// Adds a finding, unless it has been said.
    pub fn push(&mut self, found: Diagnostic) {
        let key = key(&found);
        let said = self.said.get_or_insert_default();
        if !said.keys.insert(key) {
            if found.code == font::SUBSTITUTE {
                said.list(&found);
            }
            return;
        }
        let group = said.groups.entry((found.code, found.severity)).or_default();
        if group.kept < KEPT && group.counted.is_empty() {
            group.kept += 1;
            said.found.push(found);
        } else {
            group.counted.insert(key);
        }
    }

    /// Adds what another value has found, behind what is here.
    pub fn append(&mut self, other: &Findings) {
        let Some(theirs) = &other.said else { return };
        if self.said.is_none() {
            self.said = Some(theirs.clone());
            return;
        }
        for found in &theirs.found {
            self.push(found.clone());
        }
        let said = self.said.get_or_insert_default();
        for (&which, group) in &theirs.groups {
            for &key in &group.counted {
                if said.keys.insert(key) {
                    said.groups.entry(which).or_default().counted.insert(key);
                }
            }
        }
    }

    /// Says more with the first that is so.
    pub fn amend(
        &mut self,
        is_said: impl Fn(&Diagnostic) -> bool,
        more: impl FnOnce(&mut Diagnostic),
    ) {
        let found =
            self.said.as_deref_mut().and_then(|said| said.found.iter_mut().find(|it| is_said(it)));
        if let Some(found) = found {
            more(found);
        }
    }

    /// Takes out what another finding says better.
    pub fn remove(&mut self, is_said: impl Fn(&Diagnostic) -> bool) {
        let Some(Said { found, groups, .. }) = self.said.as_deref_mut() else { return };
        found.retain(|found| {
            let gone = is_said(found);
            let group = groups.get_mut(&(found.code, found.severity)).filter(|_| gone);
            group.into_iter().for_each(|group| group.kept = group.kept.saturating_sub(1));
            !gone
        });
    }

    pub fn as_slice(&self) -> &[Diagnostic] {
        self.said.as_ref().map_or(&[], |said| &said.found)
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.as_slice().iter()
    }

    /// Those that are shown or may yet be; [`Findings::count`] counts the others, too.
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// All of a severity, shown or not.
    pub fn count(&self, severity: Severity) -> usize {
        let groups = self.said.iter().flat_map(|said| &said.groups);
        let groups = groups.filter(|((_, of), _)| *of == severity);
        groups.map(|(_, group)| group.kept + group.counted.len()).sum()
    }

    /// Takes out what is not wanted.
    pub(crate) fn retain(&mut self, mut wanted: impl FnMut(&Diagnostic) -> bool) {
        let Some(said) = &mut self.said else { return };
        said.found.retain(|found| {
            let stays = wanted(found);
            if !stays {
                said.keys.remove(&key(found));
                if let Some(group) = said.groups.get_mut(&(found.code, found.severity)) {
                    group.kept = group.kept.saturating_sub(1);
                }
            }
            stays
        });
    }

    /// Puts them into the order of the files.
    pub(crate) fn sort_by_place(&mut self) {
        if let Some(said) = &mut self.said {
            said.found.sort_by_key(|found| {
                found.primary.as_ref().map(|label| (label.span.file, label.span.start))
            });
        }
    }

    /// Gives every finding the severity that `of` says, those that are only counted as well.
    pub(crate) fn judge(&mut self, of: impl Fn(Code, Severity) -> Severity) {
        let Some(said) = &mut self.said else { return };
        for found in &mut said.found {
            found.severity = of(found.code, found.severity);
        }
        for ((code, severity), group) in std::mem::take(&mut said.groups) {
            let into = said.groups.entry((code, of(code, severity))).or_default();
            into.kept += group.kept;
            into.counted.extend(group.counted);
        }
    }

    /// Takes out what is allowed and counts it. Errors stay, and so does what is no more than
    /// counted, unless its code is allowed in the whole job.
    pub(crate) fn silence(&mut self, allow: &Allow) {
        let mut gone: Vec<Code> = Vec::new();
        self.retain(|found| {
            let silenced = allow.silences(found);
            gone.extend(silenced.then_some(found.code));
            !silenced
        });
        let Some(said) = &mut self.said else { return };
        for code in gone {
            *said.allowed.entry(code).or_default() += 1;
        }
        for ((code, severity), group) in &mut said.groups {
            if *severity < Severity::Error && allow.everywhere(*code) {
                let counted = std::mem::take(&mut group.counted).len();
                if counted > 0 {
                    *said.allowed.entry(*code).or_default() += counted;
                }
            }
        }
    }

    /// How many were allowed.
    pub fn allowed(&self) -> usize {
        self.said.iter().flat_map(|said| said.allowed.values()).sum()
    }

    /// Nothing more is to come: keeps of each code as many as can be read and counts the rest.
    pub(crate) fn close(&mut self) {
        let Some(said) = &mut self.said else { return };
        let mut shown: BTreeMap<(Code, Severity), usize> = BTreeMap::new();
        said.found.retain(|found| {
            let which = (found.code, found.severity);
            let count = shown.entry(which).or_default();
            *count += 1;
            let stays = *count <= SHOWN;
            if !stays && let Some(group) = said.groups.get_mut(&which) {
                group.kept = group.kept.saturating_sub(1);
                group.counted.insert(key(found));
            }
            stays
        });
    }

    /// What is said at the end: of each code how many more there are, and how many are allowed.
    pub fn closing(&self) -> Vec<Closing> {
        let mut more: BTreeMap<Code, usize> = BTreeMap::new();
        for ((code, _), group) in self.said.iter().flat_map(|said| &said.groups) {
            *more.entry(*code).or_default() += group.counted.len();
        }
        let more = more.into_iter().filter(|(_, count)| *count > 0);
        let more = more.map(|(code, count)| Closing { code, count, why: Unsaid::NotShown });
        let allowed = self.said.iter().flat_map(|said| &said.allowed);
        let closing = |(&code, &count)| Closing { code, count, why: Unsaid::Allowed };
        more.chain(allowed.map(closing)).collect()
    }
}

/// How many findings of a code are not said one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    pub code: Code,
    pub count: usize,
    pub why: Unsaid,
}

/// Why a finding is no more than counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// There are more than can be read.
    NotShown,
    /// The layout allows them.
    Allowed,
}

impl fmt::Display for Closing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Closing { code, count, why } = self;
        match why {
            Unsaid::NotShown => write!(f, "and {count} more of {code}"),
            Unsaid::Allowed => write!(f, "{count} of {code} silenced by `allow`"),
        }
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, found: I) {
        found.into_iter().for_each(|found| self.push(found));
    }
}

impl FromIterator<Diagnostic> for Findings {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(found: I) -> Findings {
        let mut findings = Findings::default();
        findings.extend(found);
        findings
    }
}

impl From<Diagnostic> for Findings {
    fn from(found: Diagnostic) -> Findings {
        Findings::from_iter([found])
    }
}

impl<'f> IntoIterator for &'f Findings {
    type Item = &'f Diagnostic;
    type IntoIter = std::slice::Iter<'f, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What tells one finding from another, as a number that is the same on every machine.
fn key(found: &Diagnostic) -> u64 {
    let place = found.primary.as_ref().map(|label| label.span);
    let mut hasher = DefaultHasher::new();
    found.code.hash(&mut hasher);
    match found.code {
        font::MISSING_GLYPH | font::SUBSTITUTE | font::FORM_IGNORED | font::NO_BOLD => {
            found.message.hash(&mut hasher);
        }
        composition::FOREIGN_QUOTE => place.map(|span| span.file).hash(&mut hasher),
        _ => (place, &found.message).hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{FileId, Scope, Span};

    fn at(code: Code, place: usize, message: &str) -> Diagnostic {
        Diagnostic::warning(code, message).at(Span::new(FileId(0), place..place + 1), "")
    }

    const SHORT: Code = Code("O009");

    #[test]
    fn each_is_said_once() {
        let mut findings = Findings::default();
        findings.push(at(SHORT, 1, "a"));
        findings.push(at(SHORT, 1, "a"));
        findings.push(at(SHORT, 1, "b"));
        findings.push(at(SHORT, 2, "a"));
        findings.push(at(font::MISSING_GLYPH, 1, "a"));
        findings.push(at(font::MISSING_GLYPH, 2, "a"));
        findings.push(at(composition::FOREIGN_QUOTE, 1, "a"));
        findings.push(at(composition::FOREIGN_QUOTE, 2, "b"));
        let codes: Vec<&str> = findings.iter().map(|found| found.code.0).collect();
        assert_eq!(codes, ["O009", "O009", "O009", "F001", "C007"]);
    }

    #[test]
    fn what_can_be_read_is_shown_and_the_rest_is_counted() {
        let mut findings: Findings = (0..3000).chain(0..3000).map(|n| at(SHORT, n, "x")).collect();
        assert_eq!(findings.len(), KEPT);
        findings.push(Diagnostic::error(SHORT, "an error is not lost among warnings"));
        findings.close();
        assert_eq!(findings.len(), SHOWN + 1);
        assert_eq!(findings.count(Severity::Warning), 3000);
        assert!(findings.has_errors());
        let more = findings.closing();
        assert_eq!(more, [Closing { code: SHORT, count: 3000 - SHOWN, why: Unsaid::NotShown }]);
        assert_eq!(more[0].to_string(), "and 2980 more of O009");
        // Said is said, shown or not.
        findings.push(at(SHORT, 2999, "x"));
        assert_eq!(findings.count(Severity::Warning), 3000);
    }

    #[test]
    fn values_put_together_say_what_one_would() {
        let all = || (0..3000).map(|n| at(SHORT, n, "x"));
        let whole: Findings = all().collect();
        let mut parts = Findings::default();
        parts.append(&Findings::default());
        assert_eq!(parts, Findings::default());
        for part in all().collect::<Vec<_>>().chunks(700) {
            parts.append(&part.iter().cloned().collect());
            parts.append(&part.iter().cloned().collect());
        }
        parts.append(&whole);
        assert_eq!(parts, whole);
    }

    #[test]
    fn what_is_taken_out_may_be_said_again() {
        let mut findings: Findings = [at(SHORT, 1, "a"), at(SHORT, 2, "b")].into_iter().collect();
        findings.retain(|found| found.message == "b");
        assert_eq!((findings.len(), findings.count(Severity::Warning)), (1, 1));
        findings.push(at(SHORT, 1, "a"));
        findings.sort_by_place();
        let said: Vec<&str> = findings.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(said, ["a", "b"]);
    }

    #[test]
    fn what_is_allowed_is_counted_and_errors_are_not() {
        let scope = || Scope::Places(vec![Span::new(FileId(0), 0..100)]);
        let mut allow = Allow::default();
        allow.add(SHORT, scope());
        let mut findings: Findings = (0..3000).map(|n| at(SHORT, n, "x")).collect();
        findings.push(Diagnostic::error(SHORT, "denied").at(Span::new(FileId(0), 1..2), ""));
        findings.push(at(Code("O002"), 1, "another code"));
        findings.silence(&allow);
        // Those of other places take the room that the silenced ones leave.
        findings.close();
        assert_eq!((findings.allowed(), findings.len()), (100, SHOWN + 2));
        assert!(findings.has_errors());
        allow.add(SHORT, Scope::Job);
        findings.silence(&allow);
        assert_eq!((findings.allowed(), findings.len()), (3000, 2));
        let said = findings.closing();
        assert_eq!(said, [Closing { code: SHORT, count: 3000, why: Unsaid::Allowed }]);
    }

    #[test]
    fn nothing_costs_nothing() {
        assert_eq!(size_of::<Findings>(), size_of::<usize>());
    }
}
