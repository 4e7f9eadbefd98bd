//! Rich text: characters, what is marked on them, and where each was written.
//!
//! [`RichText`] is made once, by the reader of articles, and then borrowed by every later
//! stage; a range of it (a `Range<u32>` of bytes) names the same characters everywhere, in
//! diagnostics and in the account of what was drawn. It is in `rich.rs`; `join.rs` says where lines
//! join without a space, `jumps.rs` which words send the reader to another page, `marks.rs` what a paragraph asks for at
//! its end; `table.rs` has texts in rows and columns, `radicals.rs` the characters that PDFs give radicals for.

mod join;
mod jumps;
mod marks;
mod radicals;
mod radicals_table;
mod rich;
mod table;

pub use join::{
    Join, beside_row_mark, is_wide, is_wide_letter, joins, line_join, parts_korean, takes_no_blank,
    takes_no_blank_before,
};
pub use jumps::{Jump, Way, jump_words, jumps, page_key};
pub use marks::{Aligned, Extent, Manner, Marks, PartKind, Quoted, TypedNumber};
pub use radicals::radical;
pub use rich::{Mark, Markup, Origin, RichText, parting};
pub use table::{CellId, ColumnAlign, Table};
