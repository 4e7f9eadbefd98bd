//! [`Deny`]: findings that the caller will not have.

use super::named::named;
use super::{Code, Findings, Severity, UnknownFinding, codes};

/// Words that name more than a code.
const GROUPS: &[&str] = &["warnings", "notes", "preflight"];

/// Which warnings and notes count as errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deny {
    codes: Vec<Code>,
    warnings: bool,
    notes: bool,
}

impl Deny {
    /// Adds what a word names: a code (`K001`, letter case does not matter), its name
    /// (`low-resolution`), `preflight` for all codes of letter K, `warnings` or `notes`.
    pub fn add(&mut self, word: &str) -> Result<(), UnknownFinding> {
        let word = word.trim();
        match word.to_ascii_lowercase().as_str() {
            "warnings" => self.warnings = true,
            "notes" => self.notes = true,
            "preflight" => self.codes.extend(codes::preflight().map(|row| row.code)),
            _ => match named(word) {
                Ok(codes) => self.codes.extend(codes),
                Err(_) => return Err(UnknownFinding::beside(word, GROUPS)),
            },
        }
        Ok(())
    }

    /// Makes errors of what is denied.
    pub fn apply(&self, findings: &mut Findings) {
        findings.judge(|code, severity| match self.denies(code, severity) {
            true => Severity::Error,
            false => severity,
        });
    }

    pub fn denies(&self, code: Code, severity: Severity) -> bool {
        let all = match severity {
            Severity::Error => true,
            Severity::Warning => self.warnings,
            Severity::Note => self.notes,
        };
        all || self.codes.contains(&code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostic;

    fn denied(words: &[&str]) -> Vec<bool> {
        let mut deny = Deny::default();
        for word in words {
            deny.add(word).expect("it names something");
        }
        let mut found: Findings = [
            Diagnostic::note(Code("O002"), "slack"),
            Diagnostic::warning(Code("O009"), "short"),
            Diagnostic::warning(Code("C002"), "loose"),
        ]
        .into_iter()
        .collect();
        deny.apply(&mut found);
        found.iter().map(Diagnostic::is_error).collect()
    }

    #[test]
    fn what_is_denied_is_an_error() {
        assert_eq!(denied(&[]), [false, false, false]);
        assert_eq!(denied(&["warnings"]), [false, true, true]);
        assert_eq!(denied(&["notes"]), [true, false, false]);
        assert_eq!(denied(&["o009"]), [false, true, false]);
        assert_eq!(denied(&["loose-line", " O002"]), [true, false, true]);
    }

    #[test]
    fn a_slip_is_answered_with_what_was_meant() {
        let mut deny = Deny::default();
        let wrong = deny.add("lose-line").expect_err("no such finding");
        assert_eq!(wrong.meant.as_deref(), Some("loose-line"));
        assert_eq!(
            deny.add("warning").expect_err("one letter short").meant.as_deref(),
            Some("warnings")
        );
        assert_eq!(deny.add("Z999").expect_err("no such code").meant, None);
    }
}
