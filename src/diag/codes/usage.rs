//! Codes of letter U.

codes! {}
