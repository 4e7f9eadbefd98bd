//! The PDF writer: a drawing list becomes bytes.
//!
//! No knowledge of layout is in here. Fonts are subset once over all pages; every glyph keeps
//! its text; the same list gives the same bytes.
