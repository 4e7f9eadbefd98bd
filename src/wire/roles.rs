//! [`Role`]: what a paragraph is, by the name of its style.

/// What a paragraph is, by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    Body,
    Headline,
    Deck,
    Kicker,
    Label,
    Byline,
    Intro,
    Source,
    Heading,
    Caption,
    Quote,
    Bullet,
    Numbered,
}

impl Role {
    /// By the name that the program keeps in any language, or by what desks call their own.
    pub fn of_name(name: &str) -> Option<Role> {
        let name = name.trim().to_lowercase();
        Some(match name.as_str() {
            "title" | "headline" | "主題" | "主题" | "標題" | "标题" | "大標" | "主標" => {
                Role::Headline
            }
            "subtitle" | "deck" | "副題" | "副题" | "副標題" | "副标题" | "副標" => {
                Role::Deck
            }
            "kicker" | "引題" | "引题" | "眉題" | "肩題" | "肩题" => Role::Kicker,
            "label" | "欄目" | "栏目" => Role::Label,
            "byline" | "author" | "作者" | "記者" | "记者" | "署名" => Role::Byline,
            "intro" | "lead" | "lede" | "abstract" | "導語" | "导语" | "提要" | "摘要" => {
                Role::Intro
            }
            "source" | "credit line" | "來源" | "来源" => Role::Source,
            "caption" | "圖說" | "图说" | "圖片說明" | "图片说明" => Role::Caption,
            "quote" | "intense quote" | "block text" => Role::Quote,
            name if name.starts_with("heading")
                || name.starts_with("小標")
                || name.starts_with("小标") =>
            {
                Role::Heading
            }
            name if name.starts_with("list bullet") => Role::Bullet,
            name if name.starts_with("list number") => Role::Numbered,
            _ => return None,
        })
    }
}
