//! Codes of letter L.

codes! {}
