//! Codes of letter L from L050: what the resolver finds.

codes! {}
