//! Families installed on the machine, for a layout that asks for one by name.

/// A font file of the machine and the face in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemFont {
    pub data: Vec<u8>,
    pub index: u32,
}

#[cfg(feature = "system-fonts")]
/// The regular face of an installed family. Pages made with it differ from machine to machine,
/// so the caller warns.
pub fn find_system_family(family: &str) -> Option<SystemFont> {
    let mut database = fontdb::Database::new();
    database.load_system_fonts();
    let query =
        fontdb::Query { families: &[fontdb::Family::Name(family)], ..fontdb::Query::default() };
    let id = database.query(&query)?;
    database.with_face_data(id, |data, index| SystemFont { data: data.to_vec(), index })
}
