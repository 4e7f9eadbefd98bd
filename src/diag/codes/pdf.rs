//! Codes of letter P.

codes! {}
