//! Codes of letter O.

codes! {}
