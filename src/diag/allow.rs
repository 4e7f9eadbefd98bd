//! [`Allow`]: findings that are known, and are not said again.

use super::{Code, Diagnostic, Span};

/// Which warnings and notes are silenced, and where. An error never is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    code: Code,
    scope: Scope,
}

/// Where a finding is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Wherever it is found, in no file as well.
    Job,
    /// Where its first place begins in one of these.
    Places(Vec<Span>),
}

impl Allow {
    pub fn add(&mut self, code: Code, scope: Scope) {
        self.rules.push(Rule { code, scope });
    }

    pub fn silences(&self, found: &Diagnostic) -> bool {
        let place = found.primary.as_ref().map(|label| label.span);
        let within = |scope: &Scope| match scope {
            Scope::Job => true,
            Scope::Places(places) => place.is_some_and(|place| {
                let holds = |of: &Span| (of.start..of.end).contains(&place.start);
                places.iter().any(|of| of.file == place.file && holds(of))
            }),
        };
        !found.is_error()
            && self.rules.iter().any(|rule| rule.code == found.code && within(&rule.scope))
    }

    /// Whether a code is silenced in the whole job.
    pub(super) fn everywhere(&self, code: Code) -> bool {
        self.rules.iter().any(|rule| rule.code == code && rule.scope == Scope::Job)
    }
}
