//! Codes of letter K: what a press or a desk would send back.

codes! {}
