//! Stories whose lines are to be those of the layout before: `frozen`.

use super::Cx;
use crate::diag::codes::layers as codes;
use crate::page::model::Story;

/// Marks the stories that the layout names; `notices` are all of that file's.
pub(super) fn mark(cx: &mut Cx<'_>, stories: &mut [Story]) {
    let layout = cx.layout;
    for name in &layout.frozen {
        let is_meant = |story: &Story| {
            let own = story.name.as_str();
            own == name.value || own.rsplit_once('#').is_some_and(|(file, _)| file == name.value)
        };
        let mut known = false;
        for story in stories.iter_mut().filter(|story| is_meant(story)) {
            (story.frozen, known) = (true, true);
        }
        if !known {
            let names: Vec<String> = stories.iter().map(|story| story.name.clone()).collect();
            cx.unknown(codes::NOT_FROZEN, "article", name, names.iter().map(String::as_str));
        }
    }
}
