//! [`Class`]: what a character is to composition (R2), by code point alone.
//!
//! Curly quotes, dots and dashes that serve both Chinese and Western text get the class of
//! their Chinese use; [`Class::western`] is the other one, and the text around decides (R4).

use super::class_table::ROWS;

/// The classes of R2. JLReq's numbers stand beside the rows of `class_table.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Opening mark: 「（
    Op,
    /// Closing mark: 」）
    Cl,
    /// Full stop: 。
    St,
    /// Comma: ，、
    Cm,
    /// Colon and semicolon: ：；
    Cs,
    /// Question and exclamation: ？！
    Ex,
    /// Middle dot: ・·
    Md,
    /// Dash: — in pairs
    Da,
    /// Ellipsis: … in pairs
    El,
    /// Connector: ～
    Cn,
    /// A connector that may begin a line at the normal level: 〜゠
    Wv,
    /// Fullwidth solidus: ／
    Sl,
    /// Iteration mark: 々
    It,
    /// Long vowel: ー
    Pl,
    /// Small kana: ゃ
    Sk,
    /// Prefix: ￥№
    Pr,
    /// Postfix: ％℃
    Po,
    /// U+3000
    Sp,
    /// Kana
    Ka,
    /// Han
    Ha,
    /// Hangul
    Hg,
    /// Bopomofo
    Bp,
    /// A symbol that breaks like a Han character: ●①
    Sm,
    /// Fullwidth digit: １
    Fn,
    /// Western digit
    Nu,
    /// Western letter
    La,
    /// Western opening mark: ( [
    Wo,
    /// Western closing mark, comma, stop, query: ) , . ?
    Wc,
    /// A quote that does not say which side it is: " '
    Wq,
    /// Western prefix: $
    Wp,
    /// Western postfix: %
    Wf,
    /// Western postfix that East Asian sets have too (East Asian Width A): °‰
    Wa,
    /// Western hyphen: - –
    Wh,
    /// Western solidus: /
    Wl,
    /// Any other Western symbol: + = &
    Sy,
    /// A blank at which a line may end: U+0020 and its like.
    Ws,
    /// A blank, or nothing, at which a line may not end: U+00A0, U+2060.
    Nb,
    /// Nothing, at which a line may end: U+200B.
    Zw,
    /// Goes with the character before it: combining marks, variation selectors, joiners.
    Mk,
}

const BMP: usize = 0x1_0000;

/// One byte a character of the basic plane, so that the lookup is one load.
static TABLE: [Class; BMP] = table();

const fn table() -> [Class; BMP] {
    let mut table = [Class::La; BMP];
    let mut row = 0;
    while row < ROWS.len() {
        let (_, class, ranges) = ROWS[row];
        let mut at = 0;
        while at < ranges.len() {
            let (first, last) = ranges[at];
            let mut code = first as usize;
            while code <= last as usize {
                table[code] = class;
                code += 1;
            }
            at += 1;
        }
        row += 1;
    }
    table
}

/// The mark of which `c` is a form for vertical text, U+FE10-FE19 and FE30-FE4F (R13).
pub fn plain_mark(c: char) -> Option<char> {
    const FIRST: &str = "，、。：；！？〖〗…";
    const SECOND: &str = "‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』﹅﹆［］";
    let (from, marks) = match u32::from(c) {
        code @ 0xFE10..=0xFE19 => (code - 0xFE10, FIRST),
        code @ 0xFE30..=0xFE48 => (code - 0xFE30, SECOND),
        _ => return None,
    };
    // The sesame dots of U+FE45 and FE46 are marks of their own.
    marks.chars().nth(from as usize).filter(|plain| !matches!(plain, '﹅' | '﹆'))
}

impl Class {
    /// The class of a character, of its Chinese use where it has two.
    pub fn of(c: char) -> Class {
        let code = c as u32;
        match TABLE.get(code as usize) {
            Some(&class) => class,
            // The planes of rare Han; compatibility ideographs among them.
            None if (0x2_0000..0x4_0000).contains(&code) => Class::Ha,
            None if (0xE_0000..0xE_0200).contains(&code) => Class::Mk,
            None if (0x1_F3FB..=0x1_F3FF).contains(&code) => Class::Mk,
            None if (0x1_F000..0x1_FB00).contains(&code) => Class::Sm,
            // Kana supplements.
            None if (0x1_AFF0..0x1_B170).contains(&code) => Class::Ka,
            // Private planes: house characters (R2).
            None if code >= 0xF_0000 => Class::Ha,
            None => Class::La,
        }
    }

    /// The class of a character that serves both kinds of text, when the text around it is
    /// Western (R4); none for every other character.
    pub fn western(c: char) -> Option<Class> {
        Some(match c {
            '\u{201C}' | '\u{2018}' => Class::Wo,
            '\u{201D}' | '\u{2019}' => Class::Wc,
            '\u{00B7}' | '\u{2027}' | '\u{2022}' => Class::Sy,
            '\u{2014}' | '\u{2015}' => Class::Wh,
            '\u{2026}' => Class::Wc,
            _ => return None,
        })
    }

    /// Set from the Western glyphs of a face, with its own advance.
    pub fn is_western(self) -> bool {
        use Class::*;
        matches!(self, Nu | La | Wo | Wc | Wq | Wp | Wf | Wa | Wh | Wl | Sy)
    }

    /// A blank of any kind, or an invisible control of breaking.
    pub fn is_space(self) -> bool {
        matches!(self, Class::Sp | Class::Ws | Class::Nb | Class::Zw)
    }

    /// A character of running East Asian text, no mark.
    pub fn is_ideographic(self) -> bool {
        use Class::*;
        matches!(self, Ha | Ka | Hg | Bp | It | Pl | Sk)
    }

    /// Neither a mark of any text nor a blank: emphasis dots stand at it (R85).
    pub fn is_dotted(self) -> bool {
        use Class::*;
        let of_words = matches!(self, La | Nu | Fn | Sm | Sy | Pr | Po | Wp | Wf | Wa);
        of_words || self.is_ideographic()
    }

    /// A mark of Chinese text that has a blank or takes part in squeezing.
    pub fn is_mark(self) -> bool {
        use Class::*;
        matches!(self, Op | Cl | St | Cm | Cs | Ex | Md)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_samples() {
        use Class::*;
        let cases = [
            (Op, "「『（《〈【〔［｛〖〘｟〝“‘\u{2329}﹙﹛﹝"),
            (Cl, "」』）》〉】〕］｝〗〙｠〟”’\u{232A}﹚﹜﹞"),
            (St, "。．｡﹒"),
            (Cm, "、，､﹐﹑"),
            (Cs, "：；﹔﹕"),
            (Ex, "！？‼⁇⁈⁉﹖﹗"),
            (Md, "・·‧•･ㆍ"),
            (Da, "—―⸺"),
            (El, "…⋯‥"),
            (Cn, "～"),
            (Wv, "〜゠"),
            (Sl, "／"),
            (It, "々〻ゝゞヽヾ゛゜ﾞ"),
            (Pl, "ー"),
            (Sk, "ぁぃっゃゎゕゖァヶㇰㇿ"),
            (Pr, "￥＄￡＃№"),
            (Po, "％℃￠㎏㎡ℓ﹪"),
            (Sp, "\u{3000}"),
            (Ka, "あんアン"),
            (Ha, "港〇⺀\u{20000}\u{E000}"),
            (Hg, "한국"),
            (Bp, "ㄅㄧ"),
            (Fn, "０９"),
            (Nu, "0123456789"),
            (La, "azAZéčΩЖ"),
            (Wo, "([{⟨❮⦅⸤"),
            (Wc, ")]},.!?:;⟩❯⦆⸥"),
            (Wq, "\"'"),
            (Wp, "$£€"),
            (Wf, "%¢"),
            (Wa, "‰°′″"),
            (Wh, "-–‐"),
            (Wl, "/"),
            (Sy, "+=&@∼"),
            (Ws, " "),
            (Nb, "\u{A0}\u{2060}\u{202F}"),
            (Zw, "\u{200B}"),
            (Mk, "\u{301}\u{FE00}\u{309A}\u{200D}\u{E0100}"),
            (Sm, "●①→■∶﹢"),
        ];
        for (class, members) in cases {
            for c in members.chars() {
                assert_eq!(Class::of(c), class, "{c} U+{:04X}", c as u32);
            }
        }
    }

    #[test]
    fn r13_forms_for_vertical_text() {
        let pairs =
            [('︐', '，'), ('︒', '。'), ('︙', '…'), ('︰', '‥'), ('﹁', '「'), ('﹈', '］')];
        for (form, plain) in pairs {
            assert_eq!(plain_mark(form), Some(plain), "{form}");
        }
        assert_eq!((plain_mark('﹅'), plain_mark('。')), (None, None));
    }
}
