//! Codes of letter F.

codes! {}
