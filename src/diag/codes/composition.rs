//! Codes of letter C.

codes! {}
