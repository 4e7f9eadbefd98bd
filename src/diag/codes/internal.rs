//! Codes of letter X.

codes! {}
