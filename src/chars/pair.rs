//! What two neighbours do to each other: share a blank (R28), stand apart (R38-R41), part at a
//! line's end (R15-R17), give way when the line is justified (R49-R51).

use super::{Adjacent, Blank, Class, Kinsoku, Locale, blank};
use crate::measure::WritingMode;

/// Which blanks go when two marks meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Squeeze {
    /// The first mark's blank before its face goes too: it becomes half as wide (Hong Kong).
    pub first_before: bool,
    pub first_after: bool,
    pub second_before: bool,
}

impl Squeeze {
    const NONE: Squeeze = Squeeze { first_before: false, first_after: false, second_before: false };
    const SECOND: Squeeze = Squeeze { second_before: true, ..Squeeze::NONE };
    const FIRST: Squeeze = Squeeze { first_after: true, ..Squeeze::NONE };
    const HALF: Squeeze = Squeeze { first_before: true, first_after: true, second_before: false };
}

/// One blank survives between two marks of equal size (R28).
pub fn squeeze(
    first: Class,
    second: Class,
    adjacent: Adjacent,
    locale: Locale,
    mode: WritingMode,
) -> Squeeze {
    use Class::{Cl, Cm, Cs, Ex, Md, Op, Sp, St};
    let bracketed = matches!(first, Op | Cl) || matches!(second, Op | Cl);
    let off = match adjacent {
        Adjacent::On => false,
        // R28: such a style leaves 》！ full as well.
        Adjacent::Brackets => !bracketed || second == Ex || first == Ex,
        Adjacent::Off => true,
    };
    if off {
        return Squeeze::NONE;
    }
    let of_first: Blank = blank(first, locale, mode);
    // R132: a colon, query or exclamation of a fixed frame as well.
    let fixed = adjacent == Adjacent::On && matches!(first, Cs | Ex);
    let ends_blank = of_first.after > 0 || matches!(first, Op | Sp | Md) || fixed;
    match (first, second) {
        (_, Op) if ends_blank => Squeeze::SECOND,
        // JLReq's table 1 leaves the blank before a query.
        (Cl, Ex) if locale == Locale::Ja => Squeeze::NONE,
        (Cl, Cl | St | Cm | Md | Cs | Ex | Sp) => Squeeze::FIRST,
        (St | Cm | Cs | Ex, Cl | St | Cm | Md | Cs | Sp)
            if of_first.after > 0 && !of_first.is_centred() =>
        {
            Squeeze::FIRST
        }
        (St | Cm | Cs | Ex, Ex)
            if of_first.after > 0 && !of_first.is_centred() && locale == Locale::Cn =>
        {
            Squeeze::FIRST
        }
        // Hong Kong sets a centred stop half as wide before a closing mark.
        (St | Cm | Cs | Md, Cl) if of_first.is_centred() && locale == Locale::Hk => Squeeze::HALF,
        _ => Squeeze::NONE,
    }
}

/// Whether Han and Western text stand a quarter em apart here (R38, R40, R41). The sign before or behind a
/// figure is of its number: $12, 61%.
pub fn autospace(first: Class, second: Class, locale: Locale) -> bool {
    let han =
        |class: Class| class.is_ideographic() && !(class == Class::Hg && locale == Locale::Ko);
    let begins = |class: Class| matches!(class, Class::La | Class::Nu | Class::Wp);
    let ends = |class: Class| matches!(class, Class::La | Class::Nu | Class::Wf | Class::Wa);
    (han(first) && begins(second)) || (ends(first) && han(second))
}

/// Whether a line may end between two neighbours with no blank between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    May,
    /// Kinsoku or cohesion forbids it.
    Never,
    /// The inside of a Western run: UAX #14 has the say.
    Western,
}

/// R15, R16 and R17 for two neighbours.
pub fn parting(first: Class, second: Class, kinsoku: Kinsoku, locale: Locale) -> Parting {
    use Class::{Da, El, Fn, Ha, Nb, Nu, Po, Pr, Wa, Wf, Wp, Zw};
    if first.is_western() && second.is_western() {
        return Parting::Western;
    }
    if first == Nb || second == Nb {
        return Parting::Never;
    }
    if first == Zw || second == Zw {
        return Parting::May;
    }
    // R15 bars a hyphen after Han; after a mark it is a number's sign.
    if second == Class::Wh && first.is_mark() && !never_ends(first, kinsoku, locale) {
        return Parting::May;
    }
    let inseparable = matches!(
        (first, second),
        (Fn | Nu, Fn | Nu | Po | Wf | Wa) | (Pr | Wp, Fn | Nu) | (Pr, Ha)
    ) && !(kinsoku < Kinsoku::Normal && first == Pr && second == Ha);
    // Pairs of dashes and dots are one cluster each; the caller looks at longer runs.
    let joined = first == second && matches!(first, Da | El);
    if inseparable
        || joined
        || never_starts(second, kinsoku, locale)
        || never_ends(first, kinsoku, locale)
    {
        Parting::Never
    } else {
        Parting::May
    }
}

/// Line-start prohibition (行頭禁則, 避頭), R15.
pub fn never_starts(class: Class, kinsoku: Kinsoku, locale: Locale) -> bool {
    use Class::*;
    let from = match class {
        Cl | St | Cm | Wc | Wq | Wf => Kinsoku::Loose,
        // CSS Text 3: fullwidth and ambiguous postfixes begin a line at the loose level.
        Cs | Ex | Md | Cn | It | El | Po | Wa | Wh => Kinsoku::Normal,
        // 〜 and ゠ begin a line in Chinese and Japanese alone.
        Wv if locale == Locale::Ko => Kinsoku::Normal,
        Sl | Wl if locale == Locale::Cn => Kinsoku::Normal,
        Sl | Wl | Wv | Sk | Pl | Da => Kinsoku::Strict,
        _ => return false,
    };
    kinsoku >= from
}

/// Line-end prohibition (行末禁則, 避尾), R16.
pub fn never_ends(class: Class, kinsoku: Kinsoku, locale: Locale) -> bool {
    use Class::*;
    let from = match class {
        Op | Wo | Wq => Kinsoku::Loose,
        Pr | Wp => Kinsoku::Normal,
        Sl | Wl if locale == Locale::Cn => Kinsoku::Normal,
        _ => return false,
    };
    kinsoku >= from
}

/// The tier of R49 in which a mark's blank is given up, counted from 2; none: it stays.
pub fn shrink_tier(class: Class, locale: Locale) -> Option<u8> {
    match class {
        Class::Md => Some(3),
        Class::Op | Class::Cl => Some(4),
        Class::Cm | Class::Cs => Some(5),
        Class::St | Class::Ex if locale != Locale::Ja => Some(7),
        _ => None,
    }
}

/// Whether the space between two neighbours may grow (R50.3, R51).
pub fn stretches(first: Class, second: Class) -> bool {
    use Class::{Cl, Cm, Fn, Op, Sm, St};
    let left = first.is_ideographic() || matches!(first, Sm | Fn | Cl | St | Cm);
    let right = second.is_ideographic() || matches!(second, Sm | Fn | Op);
    left && right && !(first == Fn && second == Fn)
}

/// Whether two neighbours without a blank between them are of one Korean word where that breaks at
/// blanks alone (R24): with its particles, its brackets and what they hold. A comma or a dot that
/// joins words ends one.
pub fn is_one_word((first, last): (Class, char), second: Class) -> bool {
    use Class::{Cl, Fn, La, Nu, Op, Po, Pr, Sl, Sy, Wa, Wc, Wf, Wl, Wo, Wp, Wq};
    let letter = |class: Class| class.is_ideographic() || matches!(class, La | Nu | Fn);
    let opens = matches!(second, Op | Wo | Wp | Pr);
    let goes_on = opens || letter(second) || matches!(second, Po | Wf | Wa | Sy | Wl | Sl);
    let open_ended = match first {
        Wc => !(",;:".contains(last) || opens && ".!?".contains(last)),
        Sy => !"~∼".contains(last),
        Cl | Wq | Po | Wf | Wa => true,
        _ => letter(first),
    };
    goes_on && open_ended
}

/// A query or exclamation that more of the paragraph follows (R37).
pub fn ends_sentence(first: Class, second: Class) -> bool {
    use Class::{Cl, Cm, Cs, Da, El, Ex, Md, St, Wc, Wq};
    first == Class::Ex && !matches!(second, Cl | St | Cm | Cs | Ex | Md | Da | El | Wc | Wq)
}

/// Two queries or exclamations in one character, of an em in every language (R12).
pub fn is_double_mark(c: char) -> bool {
    matches!(c, '‼' | '⁇' | '⁈' | '⁉')
}

/// The marks of voiced kana that stand behind their letter: ﾄﾞ is one letter (UAX #29).
pub fn is_voicing(c: char) -> bool {
    matches!(c, '\u{FF9E}' | '\u{FF9F}' | '\u{309B}' | '\u{309C}')
}

/// A sign that stays with the figure after it (R121).
pub fn clings_on(c: char) -> bool {
    "－＋±＜＞≤≥≈＝≠≒≡≦≧∓√−№§¶℡".contains(c)
}

/// A sign that stays with the figure before it (R121).
pub fn clings_back(c: char) -> bool {
    "％‰℃℉°′″％†‡½⅓⅔¼¾⅛⅜⅝⅞".contains(c)
}

/// A word that a quantity with its sign follows: 降至-5度, 升+8分 (R38).
pub fn takes_quantity(c: char) -> bool {
    "至到為为達达跌升降是約约於于在從从與与和及或低高漲涨減减增加得溫温はがをにともで".contains(c)
}

/// A measure word that a number should not lose over a line's end (R18), or its first character.
pub fn is_measure_word(c: char) -> bool {
    "公平英海小多餘余幾几厘毫秒半\
     年月日號日时時分秒人名位個个件次屆届元圓萬万億亿兆歲岁米尺里噸吨倍度層层樓楼座架艘輛辆隻只條条份章節节頁页\
     号円回本枚匹台頭歳点點張张家項项宗票厘克斤磅間间批天週周季級级場场集期版股起例種种顆颗\
     千百雙双對对串朵株棵根片塊块把番戰战局盤盘段戶户戸所支篇部封桶箱盒瓶袋包碗杯餐句趟成折課课輪轮勝胜負负敗败席克升畝亩頃顷坪\
     幅幢尊桌球軒階足冊通校社店割世つかヶヵカケキメトドユポセミグワヘパペバノヤマ\
     氏県代試路頭头環环比対チ\
     년월일시분초명개원만억조천백세살회번차호층도배권장대건곳등위주인쪽달퍼킬미센마가평석연학"
        .contains(c)
}

/// Measure words of which no line ends within any more than before them: 4年ぶり, 2試合, 12학년; and what a share or a
/// score is told by: 3分の1, 3比2.
pub const COUNTERS: [&str; 12] = [
    "年ぶり",
    "月ぶり",
    "日ぶり",
    "チーム",
    "試合",
    "年間",
    "週間",
    "日間",
    "時間",
    "ポイント",
    "학년",
    "차례",
];

/// What stands between the two figures of a share or a score.
pub const SHARES: [&str; 5] = ["分の", "分之", "比", "対", "對"];

/// The two characters of a measure word that are one: 公里, 小時.
pub fn is_measure_pair(first: char, second: char) -> bool {
    match first {
        '公' => "里尺斤頃顷噸吨升分克畝亩".contains(second),
        '小' => "時时".contains(second),
        '分' => "鐘钟".contains(second),
        '英' => "里尺畝亩寸".contains(second),
        '平' => "方".contains(second),
        '만' | '억' | '조' | '천' | '백' => "원명개건대톤달".contains(second),
        '개' => "월국소년".contains(second),
        '시' => second == '간',
        '달' => second == '러',
        '퍼' => second == '센',
        '킬' => second == '로',
        '미' | '센' => "터티".contains(second),
        '마' => second == '리',
        '가' => "구지".contains(second),
        '번' => second == '째',
        '億' | '亿' | '萬' | '万' | '千' | '百' => {
            "元圓円人噸吨頃顷米克瓦萬万".contains(second)
        }
        '世' => second == '帯',
        'か' | 'ヶ' | 'ヵ' | 'カ' | 'ケ' => "月所国年条".contains(second),
        'キ' => second == 'ロ',
        'ト' | 'セ' => second == 'ン',
        'ド' => second == 'ル',
        'ポ' => second == 'イ',
        _ => false,
    }
}

/// A word that begins no row of a head: a particle (R90). 得到 and 地區 are none, nor is はじめ.
pub fn is_particle(word: &str) -> bool {
    const TWO: &str = "からまでよりだけなどほどでもでは";
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let particle = "的了着著地得們们嗎吗呢吧啊嘛はがをにでとのもへや".contains(first);
    let kana = |c: char| ('ぁ'..='ん').contains(&c);
    match chars.as_str().chars().count() {
        0 => particle,
        1 => word.chars().all(kana) && (particle || TWO.contains(word)),
        _ => false,
    }
}

/// A word of one character that leans on the one before: it begins a row of a head only where
/// nothing better can be had (R90).
pub fn leans_back(c: char) -> bool {
    "局署處处部廳厅會会院黨党軍军隊队團团市省縣县區区州國国村鎮镇鄉乡街路站港島岛山河湖人者\
     家員员性化率量度法案論论型式類类界業业費费稅税權权品物學学獎奖賽赛日戰战上下中內内外\
     里裡前後后時时間间等號号系隻側側用戶户族客場场庁省県町村駅長长機机線线\
     館馆院所廠厂店樓楼車车船祠廟庙寺宮宫橋桥季苑園园組组派科室社報报台網网劑剂素菌病症炎癌熱热\
     券票卡證证款額额值價价板片油酒茶米魚鱼菜花鳥鸟通額庫库賊贼罪林礦矿稻豬猪\
     城灣湾河湖江巷弄段邨廈厦展節节杯盃彈弹劇剧歌舞犬貓猫羊牛馬马雞鸡團团"
        .contains(c)
}

/// A word of one character that leans on the next: it ends a row only where nothing better can
/// be had (R90).
pub fn leans_on(c: char) -> bool {
    "新老舊旧高低大小超非反副總总多全首各每該该本此這这那第不未再將将已被把在對对為为與与和及\
     或向從从由於于以因就使令讓让給给至到並并而可須须應应能最更東东南西北前近約约首"
        .contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The advance of two marks in quarters of the em, both 4 before.
    fn pair(text: &str, locale: Locale, adjacent: Adjacent) -> u8 {
        let mode = WritingMode::HorizontalTb;
        let mut chars = text.chars();
        let (a, b) = (chars.next().unwrap(), chars.next().unwrap());
        let (a, b) = (Class::of(a), Class::of(b));
        let gone = squeeze(a, b, adjacent, locale, mode);
        let (of_a, of_b) = (blank(a, locale, mode), blank(b, locale, mode));
        let mut width = 8;
        width -= if gone.first_before { of_a.before } else { 0 };
        width -= if gone.first_after { of_a.after } else { 0 };
        width -= if gone.second_before { of_b.before } else { 0 };
        width
    }

    #[test]
    fn r28_adjacent_marks() {
        use Locale::*;
        let cases = [
            ("「『", [6, 6, 6, 6]),
            ("』」", [6, 6, 6, 6]),
            ("）（", [6, 6, 6, 6]),
            ("（）", [8, 8, 8, 8]),
            ("」，", [6, 6, 6, 6]),
            ("：「", [6, 6, 6, 6]),
            ("。」", [6, 8, 6, 6]),
            ("「。", [8, 8, 8, 8]),
            ("，。", [8, 8, 6, 6]),
            ("・「", [6, 6, 6, 6]),
            ("・」", [6, 8, 8, 8]),
            ("」\u{3000}", [6, 6, 6, 6]),
            ("\u{3000}「", [6, 6, 6, 6]),
            ("。\u{3000}", [8, 8, 6, 6]),
            ("「\u{3000}", [8, 8, 8, 8]),
            ("》！", [6, 8, 6, 8]),
            ("！？", [8, 8, 6, 8]),
            ("國「", [8, 8, 8, 8]),
        ];
        for (text, widths) in cases {
            let locales = [
                (Hk, Adjacent::On),
                (Tw, Adjacent::Brackets),
                (Cn, Adjacent::On),
                (Ja, Adjacent::On),
            ];
            for ((locale, adjacent), width) in locales.into_iter().zip(widths) {
                assert_eq!(pair(text, locale, adjacent), width, "{text} {locale:?}");
            }
            assert_eq!(pair(text, Hk, Adjacent::Off), 8, "{text}");
        }
    }

    #[test]
    fn r15_r16_by_level() {
        use Kinsoku::*;
        use Locale::*;
        let levels = [None, Loose, Normal, Strict];
        let cases: [(&str, Locale, [bool; 4]); 17] = [
            ("國。", Hk, [true, false, false, false]),
            ("國」", Hk, [true, false, false, false]),
            ("國：", Hk, [true, true, false, false]),
            ("國！", Ja, [true, true, false, false]),
            ("國・", Hk, [true, true, false, false]),
            ("國～", Hk, [true, true, false, false]),
            ("國〜", Ja, [true, true, true, false]),
            ("國／", Hk, [true, true, true, false]),
            ("國／", Cn, [true, true, false, false]),
            ("國々", Ja, [true, true, false, false]),
            ("國ー", Ja, [true, true, true, false]),
            ("國ゃ", Ja, [true, true, true, false]),
            ("國—", Hk, [true, true, true, false]),
            ("國…", Hk, [true, true, false, false]),
            ("國％", Hk, [true, true, false, false]),
            ("「國", Hk, [true, false, false, false]),
            ("１％", Hk, [false, false, false, false]),
        ];
        for (text, locale, expected) in cases {
            let classes: Vec<_> = text.chars().map(Class::of).collect();
            for (level, may) in levels.into_iter().zip(expected) {
                let got = parting(classes[0], classes[1], level, locale);
                assert_eq!(got == Parting::May, may, "{text} {locale:?} {level:?}");
            }
        }
    }

    #[test]
    fn r38_autospace() {
        let cases = [
            ("中A", true),
            ("A中", true),
            ("中1", true),
            ("あA", true),
            ("。A", false),
            ("A「", false),
            ("中Ａ", false),
            ("中中", false),
            ("中%", false),
            ("%中", true),
            ("°中", true),
            ("中$", true),
            ("$中", false),
            ("％中", false),
        ];
        for (text, expected) in cases {
            let classes: Vec<_> = text.chars().map(Class::of).collect();
            assert_eq!(autospace(classes[0], classes[1], Locale::Hk), expected, "{text}");
        }
    }
}
