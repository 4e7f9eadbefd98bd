//! Codes of letter A.

codes! {}
