//! The output intent: the printing condition that the inks were chosen for, with its profile
//! (ISO 32000-1 14.11.5, ISO 15930-7, ISO 19005-2 6.2.3).

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::compress;
use super::file::File;
use super::metadata::text;
use super::{Info, Standard};
use crate::colour::{Packed, ProfileFile};
use crate::flate::Effort;

/// Where the names of printing conditions are registered.
const REGISTRY: &str = "http://www.color.org";

/// A condition that is in no registry goes by this name.
const UNREGISTERED: &str = "Custom";

/// Puts the output intent into the document; none for a file that claims no standard.
pub(super) fn add(doc: &mut File<'_>, info: &Info) -> Option<ObjectId> {
    let subtype = match info.standard {
        Standard::X4 => "GTS_PDFX",
        Standard::A2u => "GTS_PDFA1",
        Standard::Plain => return None,
    };
    let profile = &info.profile;
    let dict = dictionary! { "N" => 4 };
    let stream = match &profile.file {
        ProfileFile::Packed(packed) => doc.add_object(at_hand(dict, *packed)),
        ProfileFile::Whole(bytes) => doc.add_waiting(dict, bytes.clone(), Effort::Font),
    };
    let condition = profile.condition.as_deref();
    let mut intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => subtype,
        "OutputConditionIdentifier" => text(condition.unwrap_or(UNREGISTERED)),
        "Info" => text(&profile.name),
        "DestOutputProfile" => stream,
    };
    name_registry(&mut intent, condition);
    Some(doc.add_object(intent))
}

/// A profile that was deflated beforehand.
fn at_hand(mut dict: Dictionary, packed: Packed) -> Stream {
    let parameters = dictionary! {
        "Predictor" => 15,
        "Colors" => packed.step as i64,
        "Columns" => i64::from(packed.columns),
    };
    dict.set("DecodeParms", parameters);
    compress::ready(dict, packed.deflated)
}

/// The registry is named only where the condition is in it.
fn name_registry(intent: &mut Dictionary, condition: Option<&str>) {
    if condition.is_some() {
        intent.set("RegistryName", Object::string_literal(REGISTRY));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colour::Profile;

    #[test]
    fn what_is_deflated_is_the_profile() {
        let ProfileFile::Packed(packed) = Profile::newsprint().output().file else {
            panic!("it is at hand");
        };
        let stream = at_hand(Dictionary::new(), packed);
        let profile = include_bytes!("../colour/newsprint.icc");
        assert!(stream.decompressed_content().expect("Flate") == profile);
    }
}
