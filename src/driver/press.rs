//! The profile of the press that a layout names.

use std::sync::Arc;

use super::reader::Reader;
use crate::colour::{Profile, ProfileError};
use crate::diag::codes::colour;
use crate::diag::{Diagnostic, Spanned};
use crate::kept::{Content, Kept};
use crate::page::resolve::ink_limit;
use crate::source::layout::Layout;

/// What a profile is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ProfileKey {
    /// None: the bundled one.
    file: Option<Content>,
    ink_limit: u32,
}

/// A profile, and what it was made from.
#[derive(Clone, Debug)]
pub(super) struct PressProfile {
    pub key: ProfileKey,
    pub profile: Arc<Profile>,
}

/// Profiles, with the tables that they have worked out.
#[derive(Debug, Default)]
pub(super) struct ProfileShelf(Kept<ProfileKey, Profile>);

impl ProfileShelf {
    pub fn end_run(&self) {
        self.0.end_run();
    }
}

impl Reader<'_> {
    /// The profile of the press: the layout's own, or the bundled one. One that cannot be used
    /// is an error; the bundled one serves for the rest of the run.
    pub fn read_profile(&mut self, layout: &Layout) -> PressProfile {
        let ink_limit = ink_limit(layout);
        let named = layout.output.profile.as_ref();
        let own = named.and_then(|named| {
            let (_, bytes) = self.read_named(named)?;
            let key = ProfileKey { file: Some(Content(bytes)), ink_limit };
            let profile = self.profile(key);
            profile.map_err(|error| self.findings.push(unusable(named, &error))).ok()
        });
        own.unwrap_or_else(|| {
            let key = ProfileKey { file: None, ink_limit };
            let newsprint = || Profile::newsprint().with_ink_limit(ink_limit);
            let profile = self.kept.profiles.0.get_or_make(key.clone(), |_| newsprint());
            PressProfile { key, profile }
        })
    }

    fn profile(&self, key: ProfileKey) -> Result<PressProfile, ProfileError> {
        let profile = self.kept.profiles.0.get_or_try(key.clone(), |key| {
            let bytes = key.file.as_ref().map(|file| file.0.to_vec()).unwrap_or_default();
            Profile::from_bytes(bytes).map(|profile| profile.with_ink_limit(key.ink_limit))
        })?;
        Ok(PressProfile { key, profile })
    }
}

/// Whether a file's name ends as profiles' names do.
fn is_named_so(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    matches!(ending.as_str(), "icc" | "icm")
}

fn unusable(named: &Spanned<String>, error: &ProfileError) -> Diagnostic {
    Diagnostic::error(colour::PROFILE_UNUSABLE, format!("the profile `{}` {error}", named.value))
        .at(named.span, "named here")
        .help(match error {
            ProfileError::Broken(_) if !is_named_so(&named.value) => {
                "name the ICC profile of the press, a file that ends in .icc or .icm, or leave `profile` out"
            }
            ProfileError::Broken(_) => "copy the file again from where it came",
            ProfileError::NotCmyk | ProfileError::NotOutput | ProfileError::NoTable => {
                "ask the press for its CMYK output profile, or leave `profile` out: one for \
                 coldset newsprint is built in"
            }
        })
}
