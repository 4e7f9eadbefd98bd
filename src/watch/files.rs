//! The files of the page, which are a part of the program.

/// A file by its address.
pub struct PageFile {
    pub address: &'static str,
    pub kind: &'static str,
    pub bytes: &'static [u8],
}

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Rows of the table: where a file is found, its kind, its name in the folder `page`.
macro_rules! files {
    ($($address:literal $kind:ident $name:literal;)*) => {
        &[$(PageFile {
            address: $address,
            kind: $kind,
            bytes: include_bytes!(concat!("page/", $name)),
        }),*]
    };
}

const PICTURE: &str = "image/svg+xml";

pub const FILES: &[PageFile] = files! {
    "/" HTML "index.html";
    "/icon.svg" PICTURE "icon.svg";
    "/live.css" STYLE "live.css";
    "/marks.css" STYLE "marks.css";
    "/panel.css" STYLE "panel.css";
    "/live.js" SCRIPT "live.js";
    "/detail.js" SCRIPT "detail.js";
    "/dom.js" SCRIPT "dom.js";
    "/drawers.js" SCRIPT "drawers.js";
    "/findings.js" SCRIPT "findings.js";
    "/gestures.js" SCRIPT "gestures.js";
    "/keys.js" SCRIPT "keys.js";
    "/lines.js" SCRIPT "lines.js";
    "/overlays.js" SCRIPT "overlays.js";
    "/pages.js" SCRIPT "pages.js";
    "/picture.js" SCRIPT "picture.js";
    "/plan.js" SCRIPT "plan.js";
    "/say.js" SCRIPT "say.js";
    "/state.js" SCRIPT "state.js";
    "/stories.js" SCRIPT "stories.js";
    "/view.js" SCRIPT "view.js";
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_served() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/watch/page");
        let served: Vec<&str> = FILES.iter().map(|file| file.address).collect();
        for entry in std::fs::read_dir(folder).expect("a folder of the project") {
            let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
            let address = if name == "index.html" { "/".to_owned() } else { format!("/{name}") };
            assert!(served.contains(&address.as_str()), "{address}");
        }
    }
}
