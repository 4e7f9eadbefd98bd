//! Pages on which a story of any length stands.

use std::fmt::Write as _;

use super::paper;
use crate::support::Memory;

/// A story's blocks on its pages, in so many lines.
pub struct Arrangement {
    pub name: &'static str,
    /// More of what its text has.
    pub text: Text,
    /// In a box that is as deep as its text.
    pub is_as_deep: bool,
    pub pages: fn(lines: i64) -> String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Text {
    Plain,
    /// With subheads.
    Sections,
    /// With a table in its middle.
    Table,
    /// Many short items.
    Items,
}

fn page(blocks: &str) -> String {
    format!("[[page]]\nid = \"A1\"\nblock = [\n{blocks}\n]\n")
}

pub const ARRANGEMENTS: [Arrangement; 18] = [
    Arrangement {
        name: "plain",
        text: Text::Plain,
        is_as_deep: false,
        pages: |n| {
            page(&format!("{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\" }},"))
        },
    },
    Arrangement {
        name: "around a picture",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\" }},\n\
                 {{ picture = \"map.svg\", columns = \"2-3\", lines = \"12+10\", alt = \"\" }},"
            ))
        },
    },
    Arrangement {
        name: "levelled",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\", balance = true }},"
            ))
        },
    },
    Arrangement {
        name: "split",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\", split = [13, 17] }},"
            ))
        },
    },
    Arrangement {
        name: "legs that end at subheads",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\", leg_end = \"subhead\" }},"
            ))
        },
    },
    Arrangement {
        name: "picture over the head",
        text: Text::Plain,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ picture = \"map.svg\", columns = \"1-3\", lines = \"1+12\", alt = \"\" }},\n\
                 {{ article = \"lead\", part = \"head\", columns = \"1-3\", lines = \"13+5\" }},\n\
                 {{ article = \"lead\", columns = \"1-3\", lines = \"18+{n}\" }},"
            ))
        },
    },
    Arrangement {
        name: "picture between head and text",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", part = \"head\", columns = \"1-3\", lines = \"1+5\" }},\n\
                 {{ picture = \"map.svg\", columns = \"1-3\", lines = \"6+11\", alt = \"\" }},\n\
                 {{ article = \"lead\", columns = \"1-3\", lines = \"18+{n}\" }},"
            ))
        },
    },
    Arrangement {
        name: "picture over the whole story",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ picture = \"map.svg\", columns = \"1-3\", lines = \"1+12\", alt = \"\" }},\n\
                 {{ article = \"lead\", columns = \"1-3\", lines = \"13+{n}\" }},"
            ))
        },
    },
    Arrangement {
        name: "under another story with a picture",
        text: Text::Plain,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"next\", columns = 1, lines = \"1+12\" }},\n\
                 {{ picture = \"map.svg\", columns = \"2-3\", lines = \"1+12\", alt = \"\" }},\n\
                 {{ article = \"lead\", part = \"head\", columns = \"2-3\", lines = \"13+5\" }},\n\
                 {{ picture = \"map.svg\", columns = \"2-3\", lines = \"18+8\", alt = \"\" }},\n\
                 {{ article = \"lead\", columns = \"2-3\", lines = \"27+{n}\" }},"
            ))
        },
    },
    Arrangement {
        name: "jump",
        text: Text::Plain,
        is_as_deep: false,
        pages: |n| {
            page("{ article = \"lead\", columns = \"1-3\", lines = \"1+14\" },")
                + &format!(
                    "[[page]]\nid = \"A3\"\nblock = [\n{{ article = \"lead\", columns = \"1-3\", \
                     lines = \"1+{n}\" }},\n]\n"
                )
        },
    },
    Arrangement {
        name: "legs of the other writing",
        text: Text::Plain,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", writing = \"OTHER\", split = 3, columns = \"1-3\", lines = \"1+{n}\" }},"
            ))
        },
    },
    Arrangement {
        name: "box as deep as its text",
        text: Text::Plain,
        is_as_deep: true,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\", frame = \"0.5pt\", inset = 1, \
                 depth = \"text\" }},"
            ))
        },
    },
    Arrangement {
        name: "in a panel",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ id = \"panel\", columns = \"1-3\", lines = \"1+{n}\", frame = \"0.5pt\", inset = 1 }},\n\
                 {{ in = \"panel\", article = \"lead\", lines = \"1-\", split = 2 }},\n\
                 {{ in = \"panel\", picture = \"map.svg\", chars = \"10-21\", lines = \"12+10\", alt = \"\" }},"
            ))
        },
    },
    Arrangement {
        name: "picture at the foot",
        text: Text::Plain,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\" }},\n\
                 {{ picture = \"map.svg\", columns = \"2-3\", lines = \"{}+10\", alt = \"\" }},",
                n - 9
            ))
        },
    },
    Arrangement {
        name: "two pictures",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\" }},\n\
                 {{ picture = \"map.svg\", columns = 3, lines = \"9+8\", alt = \"\" }},\n\
                 {{ picture = \"map.svg\", columns = \"1-2\", lines = \"22+8\", alt = \"\" }},"
            ))
        },
    },
    Arrangement {
        name: "two blocks",
        text: Text::Sections,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ article = \"lead\", part = \"head\", columns = \"1-3\", lines = \"1+5\" }},\n\
                 {{ article = \"lead\", columns = \"1-2\", lines = \"6+22\" }},\n\
                 {{ article = \"lead\", columns = 3, lines = \"6+{n}\" }},"
            ))
        },
    },
    Arrangement {
        name: "with a table",
        text: Text::Table,
        is_as_deep: false,
        pages: |n| {
            page(&format!("{{ article = \"lead\", columns = \"1-3\", lines = \"1+{n}\" }},"))
        },
    },
    Arrangement {
        name: "many items",
        text: Text::Items,
        is_as_deep: false,
        pages: |n| {
            page(&format!(
                "{{ articles = \"lead\", columns = \"1-3\", lines = \"1+{n}\", rules = {{ items = \"0.3pt\" }} }},"
            ))
        },
    },
];

impl Arrangement {
    /// The job with a text of some length and so many lines for it.
    pub fn files(&self, writing: &str, document: &str, (lines, tail): (i64, usize)) -> Memory {
        let other = if writing == "horizontal" { "vertical" } else { "horizontal" };
        let pages = (self.pages)(lines).replace("OTHER", other);
        paper(writing, document, &pages, self.text.of(tail))
    }
}

const FIRST: &str = "港口今日重開，首班渡輪早上七時開出，乘客在碼頭排隊。";
const MORE: &str = "渡輪公司增派兩班船，疏導人潮。";

impl Text {
    /// With so many paragraphs of a line each behind its first ten.
    fn of(self, tail: usize) -> String {
        if self == Text::Items {
            let mut text: String = (0..8)
                .map(|at| {
                    format!("+++\nheadline = \"啟事{at}\"\n+++\n{}\n\n", MORE.repeat(1 + at % 3))
                })
                .collect();
            (0..tail).for_each(|at| _ = write!(text, "航線{at}照常。\n\n"));
            return text;
        }
        let mut text = String::from("+++\nheadline = \"港口重開渡輪復航\"\n+++\n");
        for at in 0..10 {
            if self == Text::Sections && at % 4 == 3 {
                text += "## 新碼頭\n\n";
            }
            if self == Text::Table && at == 5 {
                text += "班次如下：\n\n| 開出 | 船 | 班 |\n|---|---|--:|\n";
                (0..5).for_each(|row| _ = writeln!(text, "| {}時 | 青嶼 | {row} |", 7 + row));
                text += "\n";
            }
            let mark = match at {
                4 => "{.optional}",
                8 => "{.optional=2}",
                _ => "",
            };
            _ = write!(text, "{FIRST}{}{mark}\n\n", MORE.repeat(1 + at % 3));
        }
        (0..tail).for_each(|at| _ = write!(text, "航線{at}照常。\n\n"));
        text
    }
}
