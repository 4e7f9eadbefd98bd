//! A font of the machine: what a caller hands over when a layout asks for a family by its name.

/// A font file of the machine and the face in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemFont {
    pub data: Vec<u8>,
    pub index: u32,
}
