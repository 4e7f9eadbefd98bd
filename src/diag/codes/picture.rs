//! Codes of letter P up to P049: pictures.

codes! {}
