//! The files of the page, which are a part of the program.

/// A file by its address.
pub struct PageFile {
    pub address: &'static str,
    pub kind: &'static str,
    pub bytes: &'static [u8],
}

pub const FILES: &[PageFile] = &[
    PageFile {
        address: "/",
        kind: "text/html; charset=utf-8",
        bytes: include_bytes!("page/index.html"),
    },
    PageFile {
        address: "/live.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("page/live.css"),
    },
    PageFile {
        address: "/live.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("page/live.js"),
    },
    PageFile {
        address: "/icon.svg",
        kind: "image/svg+xml",
        bytes: include_bytes!("page/icon.svg"),
    },
];
