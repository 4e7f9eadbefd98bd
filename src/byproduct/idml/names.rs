//! What styles are called: by the trade, in the language of the paper, and as the layout calls them.

use crate::chars::Locale;
use crate::page::style::Role;

/// `正文 body`: a desk finds the first, whoever writes layouts the second.
pub fn style_name(role: Role, locale: Locale) -> String {
    let [hant, hans, ja, ko] = words(role);
    let word = match locale {
        Locale::Hk | Locale::Tw => hant,
        Locale::Cn => hans,
        Locale::Ja => ja,
        Locale::Ko => ko,
    };
    format!("{word} {}", role.name())
}

/// In traditional and simplified Chinese, Japanese and Korean.
fn words(role: Role) -> [&'static str; 4] {
    match role {
        Role::Masthead => ["報頭", "报头", "題字", "제호"],
        Role::Folio => ["報眉", "报眉", "柱", "면머리"],
        Role::Label => ["欄題", "栏题", "カット", "꼭지"],
        Role::Kicker => ["引題", "引题", "前文見出し", "어깨제목"],
        Role::Headline => ["標題", "标题", "主見出し", "제목"],
        Role::Deck => ["副題", "副题", "袖見出し", "부제목"],
        Role::Byline => ["署名", "署名", "署名", "바이라인"],
        Role::Source => ["來源", "来源", "出所", "출처"],
        Role::Intro => ["導語", "导语", "前文", "전문"],
        Role::Body => ["正文", "正文", "本文", "본문"],
        Role::Subhead => ["小題", "小标题", "小見出し", "중간제목"],
        Role::ItemTitle => ["短訊題", "简讯题", "短信見出し", "단신제목"],
        Role::ItemLine => ["短訊行", "简讯行", "短信行", "단신행"],
        Role::Bullet => ["條目", "条目", "箇条", "항목"],
        Role::Numbered => ["編號", "编号", "番号", "번호"],
        Role::Verse => ["詩行", "诗行", "詩行", "시행"],
        Role::BoxTitle => ["框題", "框题", "囲み見出し", "상자제목"],
        Role::Caption => ["圖說", "图说", "絵解き", "사진설명"],
        Role::Credit => ["圖源", "图源", "提供", "사진출처"],
        Role::Quote => ["引語", "引语", "引用", "인용"],
        Role::Table => ["表格", "表格", "表", "표"],
        Role::TableHead => ["表頭", "表头", "表頭", "표머리"],
        Role::Jump => ["轉接", "转接", "続き", "연결"],
        Role::JumpHeadline => ["轉題", "转题", "続き見出し", "연결제목"],
    }
}

/// What a character style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Bold,
    Emphasis,
    Superscript,
    Name,
    Title,
    Mourned,
    Sideways,
    Ruby,
    Initial,
    Credit,
    Language(Locale),
}

impl Mark {
    /// `粗體 bold`; the second word is that of an article's mark.
    pub fn name(self, locale: Locale) -> String {
        let ([hant, hans, ja, ko], own) = match self {
            Mark::Bold => (["粗體", "粗体", "太字", "굵게"], "bold"),
            Mark::Emphasis => (["着重號", "着重号", "圏点", "강조점"], "emphasis"),
            Mark::Superscript => (["上標", "上标", "上付き", "위첨자"], "superscript"),
            Mark::Name => (["專名號", "专名号", "固有名", "고유명"], "name"),
            Mark::Title => (["書名號", "书名号", "書名", "책이름"], "title"),
            Mark::Mourned => (["示亡號", "示亡号", "物故者", "고인"], "mourned"),
            Mark::Sideways => (["橫臥", "横卧", "横倒し", "눕힘"], "sideways"),
            Mark::Ruby => (["注音", "注音", "ルビ", "루비"], "ruby"),
            Mark::Initial => (["首字", "首字", "頭文字", "머리글자"], "initial"),
            Mark::Credit => (["文末署名", "文末署名", "末尾署名", "문말서명"], "credit-at-end"),
            Mark::Language(of) => {
                return format!("{} {}", Mark::language_word(locale), of.tag());
            }
        };
        let word = match locale {
            Locale::Hk | Locale::Tw => hant,
            Locale::Cn => hans,
            Locale::Ja => ja,
            Locale::Ko => ko,
        };
        format!("{word} {own}")
    }

    fn language_word(locale: Locale) -> &'static str {
        match locale {
            Locale::Hk | Locale::Tw => "語言",
            Locale::Cn => "语言",
            Locale::Ja => "言語",
            Locale::Ko => "언어",
        }
    }
}

/// What the format calls a language.
pub fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::Hk | Locale::Tw => "$ID/Chinese: Traditional",
        Locale::Cn => "$ID/Chinese: Simplified",
        Locale::Ja => "$ID/Japanese",
        Locale::Ko => "$ID/Korean",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_has_a_name_of_its_own_in_every_language() {
        for locale in [Locale::Hk, Locale::Cn, Locale::Ja, Locale::Ko] {
            let mut names = Role::ALL.map(|role| style_name(role, locale)).to_vec();
            assert_eq!(names[Role::Body as usize].rsplit(' ').next(), Some("body"));
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), Role::ALL.len());
        }
        assert_eq!(style_name(Role::Headline, Locale::Hk), "標題 headline");
    }
}
