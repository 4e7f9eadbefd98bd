//! What a new layout says in the language of its page.

use crate::cli::args::{Kind, Language};

pub(super) struct Words {
    language: &'static str,
    title: &'static str,
    section: &'static str,
    motto: &'static str,
    caption: &'static str,
    credit: &'static str,
    alt: &'static str,
    /// What the house advertisement says, in two rows, and what is said of it.
    ad: [&'static str; 2],
    ad_alt: &'static str,
}

impl Words {
    pub fn of(language: Language) -> Words {
        match language {
            Language::HongKong => Words {
                language: "zh-Hant-HK",
                title: "海岬日報",
                section: "要聞",
                motto: "字裏有人",
                caption: "●海岬的早上：三桅帆船駛出避風塘，燈塔剛剛熄燈。",
                credit: "本報製圖",
                alt: "繪圖：晨光中的海岬、燈塔和三桅帆船",
                ad: ["這裏可以刊登廣告", "按原大放置　絕不縮放"],
                ad_alt: "本報廣告：這裏可以刊登廣告",
            },
            Language::Taiwan => Words {
                language: "zh-Hant-TW",
                title: "海岬日報",
                section: "要聞",
                motto: "字裡有人",
                caption: "●海岬的早上：三桅帆船駛出港灣，燈塔剛剛熄燈。",
                credit: "本報製圖",
                alt: "繪圖：晨光中的海岬、燈塔和三桅帆船",
                ad: ["這裡可以刊登廣告", "按原大放置　絕不縮放"],
                ad_alt: "本報廣告：這裡可以刊登廣告",
            },
            Language::Mainland => Words {
                language: "zh-Hans",
                title: "海岬日报",
                section: "要闻",
                motto: "字里有人",
                caption: "海岬的早上：三桅帆船驶出港湾，灯塔刚刚熄灯。",
                credit: "本报制图",
                alt: "绘图：晨光中的海岬、灯塔和三桅帆船",
                ad: ["这里可以刊登广告", "按原大放置　绝不缩放"],
                ad_alt: "本报广告：这里可以刊登广告",
            },
            Language::Japanese => Words {
                language: "ja",
                title: "岬日報",
                section: "総合",
                motto: "字に人あり",
                caption: "岬の朝。三本マストの帆船が港を出る。灯台は今しがた灯を消した",
                credit: "作画・本社",
                alt: "絵：朝の光の中の岬、灯台、三本マストの帆船",
                ad: ["ここに広告が入ります", "原寸で置き、伸縮しません"],
                ad_alt: "社告：ここに広告が入ります",
            },
            Language::Korean => Words {
                language: "ko",
                title: "갑일보",
                section: "종합",
                motto: "글자에 사람이 있다",
                caption: "갑의 아침. 돛대 셋 달린 배가 항구를 나서고 등대는 막 불을 껐다.",
                credit: "본사 그림",
                alt: "그림: 아침 빛 속의 갑과 등대, 돛대 셋 달린 배",
                ad: ["이 자리에 광고를 싣습니다", "원래 크기로 놓고 늘이지 않습니다"],
                ad_alt: "사고: 이 자리에 광고를 싣습니다",
            },
        }
    }
}

/// The size of the house advertisement in points: exactly its block's.
fn ad_size(kind: Kind) -> [u32; 2] {
    match kind {
        Kind::Broadsheet => [325, 570],
        Kind::Tabloid => [693, 90],
        Kind::Vertical | Kind::Magazine => [182, 130],
    }
}

/// A text with the words in it.
pub(super) fn filled(text: &str, words: &Words, kind: Kind, date: &str) -> String {
    let [width, height] = ad_size(kind);
    let [first, second] = words.ad;
    let size = |wide: u32, high: u32| (width / wide).min(height / high).to_string();
    let all = [
        ("@language@", words.language.to_owned()),
        ("@title@", words.title.to_owned()),
        ("@section@", words.section.to_owned()),
        ("@motto@", words.motto.to_owned()),
        ("@caption@", words.caption.to_owned()),
        ("@credit@", words.credit.to_owned()),
        ("@alt@", words.alt.to_owned()),
        ("@ad-alt@", words.ad_alt.to_owned()),
        ("@ad-first@", first.to_owned()),
        ("@ad-second@", second.to_owned()),
        ("@width@", width.to_string()),
        ("@height@", height.to_string()),
        ("@middle@", (width / 2).to_string()),
        ("@frame-width@", (width - 8).to_string()),
        ("@frame-height@", (height - 8).to_string()),
        ("@first-row@", (height / 2).to_string()),
        ("@second-row@", (height / 2 + (width / 9).min(height / 3)).to_string()),
        ("@first-size@", size(14, 4)),
        ("@second-size@", size(28, 8)),
        ("@date@", date.to_owned()),
    ];
    all.iter().fold(text.to_owned(), |text, (mark, word)| text.replace(mark, word))
}
