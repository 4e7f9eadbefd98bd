//! The printing condition that a profile was made for, where the ICC's registry has it.
//!
//! A profile of registered data says so in its `targ` tag: `ICCHDAT` and the name in the
//! registry (ICC.1, characterization target). Argyll keeps the measurements there instead, so
//! the bundled profile says nothing of it.

/// The registry's name of the profile's printing condition.
pub(super) fn registered(profile: &[u8]) -> Option<String> {
    let target = tag(profile, b"targ")?;
    let text = target.strip_prefix(b"text\0\0\0\0")?.split(|byte| *byte == 0).next()?;
    let name = std::str::from_utf8(text).ok()?.strip_prefix("ICCHDAT")?.trim();
    let plain = !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    plain.then(|| name.to_owned())
}

/// A tag's data, its type first.
fn tag<'a>(profile: &'a [u8], signature: &[u8; 4]) -> Option<&'a [u8]> {
    let count = number(profile, 128)?;
    let rows = profile.get(132..)?.chunks_exact(12).take(count);
    let row = rows.into_iter().find(|row| row.starts_with(signature))?;
    let (start, length) = (number(row, 4)?, number(row, 8)?);
    profile.get(start..start.checked_add(length)?)
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A header and a table of one tag.
    fn profile(signature: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut out = vec![0; 128];
        out.extend_from_slice(&1_u32.to_be_bytes());
        out.extend_from_slice(signature);
        out.extend_from_slice(&144_u32.to_be_bytes());
        out.extend_from_slice(&(data.len() as u32).to_be_bytes());
        out.extend_from_slice(data);
        out
    }

    #[test]
    fn a_profile_of_registered_data_is_known() {
        let found = |bytes: &[u8]| registered(bytes);
        let bundled = crate::colour::Profile::newsprint().output().condition;
        assert_eq!(bundled.as_deref(), Some("CGATS TR 002"));
        let named = profile(b"targ", b"text\0\0\0\0ICCHDAT FOGRA39\0");
        assert_eq!(found(&named).as_deref(), Some("FOGRA39"));
        assert_eq!(found(&profile(b"targ", b"text\0\0\0\0CTI3 measured\0")), None);
        assert_eq!(found(&profile(b"desc", b"text\0\0\0\0ICCHDAT FOGRA39\0")), None);
        assert_eq!(found(&named[..150]), None);
        assert_eq!(found(b"short"), None);
    }
}
