//! Families installed on the machine, looked for by name.

use super::SystemFont;

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

/// The names of all installed families, in order.
pub fn system_families() -> Vec<String> {
    let mut database = fontdb::Database::new();
    database.load_system_fonts();
    let faces = database.faces().flat_map(|face| &face.families);
    let mut names: Vec<String> = faces.map(|(name, _)| name.clone()).collect();
    names.sort();
    names.dedup();
    names
}
