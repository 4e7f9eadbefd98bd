//! The generator of plans: pages of four kinds, small and large, with stories that about fill them.

use std::fmt::Write as _;

/// A kind of page: its head, what is fixed on it, about how many characters it holds and how many stories.
pub struct Kind {
    pub name: &'static str,
    grid: &'static str,
    fixed: &'static [&'static str],
    holds: usize,
    stories: std::ops::Range<usize>,
}

/// Small pages.
pub const SMALL: [Kind; 4] = [
    Kind {
        name: "broadsheet",
        grid: "[paper]\nsize = [\"205mm\", \"300mm\"]\nmargin = \"8mm\"\n[grid]\ncolumns = 4\nmeasure = 14\nline = \"12pt\"\nrule = \"0.3pt\"",
        fixed: &[
            "",
            "{ text = \"廣告\", columns = \"3-4\", lines = \"52-\" }",
            "{ text = \"廣告\", columns = \"1-4\", lines = \"60-\" }, { text = \"廣告\", columns = 4, lines = \"40-58\" }",
        ],
        holds: 2000,
        stories: 3..8,
    },
    Kind {
        name: "tabloid",
        grid: "[paper]\nsize = [\"190mm\", \"250mm\"]\nmargin = \"8mm\"\n[grid]\ncolumns = 3\nmeasure = 17\nline = \"12pt\"\nrule = \"0.3pt\"",
        fixed: &[
            "{ text = \"{title}\", style = \"masthead\", columns = \"1-2\", lines = \"1+8\" }",
            "{ text = \"廣告\", columns = 3, lines = \"40-\" }",
        ],
        holds: 1500,
        stories: 3..8,
    },
    Kind {
        name: "vertical",
        grid: "[paper]\nsize = [\"220mm\", \"230mm\"]\nmargin = \"8mm\"\n[grid]\nwriting = \"vertical\"\ntiers = 6\nmeasure = 10\nline = \"12pt\"\nrule = \"0.3pt\"",
        fixed: &["", "{ text = \"廣告\", tiers = \"5-6\", lines = \"20-\" }"],
        holds: 1500,
        stories: 3..8,
    },
    Kind {
        name: "magazine",
        grid: "[paper]\nsize = \"a4\"\nmargin = \"14mm\"\n[grid]\ncolumns = 3\nmeasure = 17\nline = \"13pt\"",
        fixed: &["", "{ text = \"廣告\", columns = \"2-3\", lines = \"42-\" }"],
        holds: 1700,
        stories: 3..8,
    },
];

/// Pages of the size that papers have.
pub const FULL: [Kind; 4] = [
    Kind {
        name: "broadsheet",
        grid: "[paper]\nsize = \"broadsheet\"\nmargin = { top = \"24mm\", bottom = \"14mm\", left = \"15mm\", right = \"15mm\" }\n[grid]\ncolumns = 6\nmeasure = 18\nline = \"12pt\"\nrule = \"0.3pt\"",
        fixed: &["{ text = \"廣告\", columns = \"4-6\", lines = \"75-120\" }", ""],
        holds: 6400,
        stories: 8..13,
    },
    Kind {
        name: "tabloid",
        grid: "[paper]\nsize = \"tabloid\"\nmargin = \"12mm\"\n[grid]\ncolumns = 5\nmeasure = 15\nline = \"12pt\"\nrule = \"0.3pt\"",
        fixed: &["{ text = \"廣告\", columns = \"1-5\", lines = \"76-\" }", ""],
        holds: 4000,
        stories: 6..11,
    },
    Kind {
        name: "vertical",
        grid: "[paper]\nsize = \"tabloid\"\nmargin = \"14mm\"\n[grid]\nwriting = \"vertical\"\ntiers = 14\nmeasure = 8\nline = \"12pt\"\nrule = \"0.3pt\"",
        fixed: &["", "{ text = \"廣告\", tiers = \"11-14\", lines = \"1-\" }"],
        holds: 3000,
        stories: 5..10,
    },
    Kind {
        name: "a3",
        grid: "[paper]\nsize = \"a3\"\nmargin = \"12mm\"\n[grid]\ncolumns = 5\nmeasure = 16\nline = \"12pt\"\nrule = \"0.3pt\"",
        fixed: &["", "{ text = \"廣告\", columns = \"4-5\", lines = \"60-\" }"],
        holds: 4000,
        stories: 6..11,
    },
];

const RANKS: [u32; 8] = [1, 2, 3, 3, 4, 4, 5, 5];
const SENTENCES: [&str; 6] = [
    "消防處昨日清晨接報，南里一幢舊樓的水管爆裂，大水湧出街面。",
    "街坊說，這條街三個月內已經停水四次，每次都要到對街取水。",
    "署方回覆查詢時承認，有關喉管在一九六八年鋪設，早已超出壽命。",
    "學生把量得的數字寫進簿子，老師說十年後再看，便知道海怎樣變。",
    "渡輪公司把末班船延到十一時三十分，票價不變，試行兩個月。",
    "區議員促請政府公布時間表，又說居民已經等了八年。",
];
const HEADS: [&str; 8] = [
    "南里水管兩日三爆",
    "渡輪末班延至深夜　票價不變試行兩月",
    "學生出海量水溫",
    "舊樓加裝升降機　津貼放寬至六層",
    "街市重開首日　檔主改賣熟食",
    "百年鐘樓今夜再響",
    "棋手連勝三名大師",
    "養蜂義賣籌得三萬元",
];
const PICTURES: [&str; 4] = ["seawall", "fog", "railway", "class"];

/// Numbers that are the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// A plan with its articles.
pub struct Made {
    pub plan: String,
    /// By file.
    pub articles: Vec<(String, String)>,
    /// Names and ranks.
    pub stories: Vec<(String, u32)>,
}

/// A plan of stories that about fill a page, the same for the same number.
pub fn made(kind: &Kind, seed: u64) -> Made {
    let mut chance = Chance(seed * 31 + kind.holds as u64);
    let count = kind.stories.start + chance.below(kind.stories.len());
    let fixed = kind.fixed[chance.below(kind.fixed.len())];
    let holds = if fixed.contains("廣告") { kind.holds * 3 / 4 } else { kind.holds };
    let mut made = Made { plan: String::new(), articles: Vec::new(), stories: Vec::new() };
    let _ = write!(
        made.plan,
        "[document]\ntitle = \"晨浪報\"\ndate = 2024-11-16\n{}\n[article]\n",
        kind.grid
    );
    let all: usize = (0..count).map(|at| count + 1 - at).sum();
    for at in 0..count {
        let rank = RANKS[at.min(RANKS.len() - 1)];
        let mut size = holds * (count + 1 - at) / all;
        let mut keys = format!("rank = {rank}");
        if at < 4 && chance.below(2) == 0 {
            size = size * 2 / 3;
            let picture = PICTURES[at];
            let _ = write!(
                keys,
                ", pictures = [{{ picture = \"../../examples/edition/{picture}.svg\", caption = \"●本報製圖。\" }}]"
            );
        }
        if rank == 5 {
            keys += [", kind = \"brief\"", ", with = \"s0\"", ""][chance.below(3)];
        }
        let mut body = String::new();
        while body.chars().count() < size {
            body += SENTENCES[chance.below(SENTENCES.len())];
            body += if chance.below(3) == 0 { "\n\n" } else { "" };
        }
        let head = HEADS[(at + seed as usize) % HEADS.len()];
        made.articles
            .push((format!("s{at}.md"), format!("+++\nheadline = \"{head}\"\n+++\n{body}\n")));
        let _ = writeln!(made.plan, "s{at} = {{ file = \"s{at}.md\", {keys} }}");
        made.stories.push((format!("s{at}"), rank));
    }
    let _ = writeln!(made.plan, "[[page]]\nid = \"A1\"\narrange = true\nblock = [{fixed}]");
    made
}
