//! Phrases of Japanese text, after BudouX: every place is judged by the three characters before
//! and after it, each, and in twos and threes, having a weight. No phrase ends inside a noun of the list, or
//! between one and what is put behind or before it (物価高|対策, 来年度, 多孔性), or a surname and an office (植田総裁).

use super::edge::Role;
use super::lexicon::{Table, ZERO, plain};
use super::numbers;
use super::{Seam, spreads_name};
use crate::chars::Class;

/// Of a Han character that is no noun of the list, of another character, and of a run of katakana.
const UNKNOWN: u64 = 180;
const OTHER: u64 = 60;
const KATAKANA: u64 = 100;
/// Of each character of a given name behind a surname, and how long those are.
const GIVEN: u64 = 70;
const GIVEN_NAME: usize = 3;
/// The same of names that end as many do: 渋野日向子, 佐々木朗希.
const GIVEN_USUAL: u64 = 30;
const GIVEN_LAST: &str = "子美香奈恵枝郎介輔太斗翔哉樹夫雄男彦希菜沙織莉紗佳穂";
/// Of a wrestler's name: 大の里, 照ノ富士.
const RING_NAME: u64 = 60;
/// Where a phrase ends without a particle: compounds look so, too. And between two words of one phrase.
const UNSURE: u8 = 7;
const COMPOUND: u8 = 9;
/// Between a word in katakana and what it names: オルセー|美術館.
const NAMED: u8 = 11;
/// Behind a verb's stem: 競り|勝つ, and 点を奪い|逆転.
const STEM: u8 = 8;
/// Inside what is one phrase, beside a word of one character.
const TIGHT: u8 = 12;

/// A word of the list that is so long is a term of several; and between those, and behind a power of ten, a row ends
/// sooner than it is too long for its measure.
const TERM: usize = 6;
const IN_TERM: u8 = Seam::FORCED;
const IN_NUMBER: u8 = Seam::FORCED;

/// What a person is called by behind the surname.
const OFFICES: [&str; 28] = [
    "総裁",
    "首相",
    "会長",
    "社長",
    "監督",
    "選手",
    "投手",
    "捕手",
    "知事",
    "市長",
    "町長",
    "村長",
    "区長",
    "長官",
    "大臣",
    "外相",
    "財務相",
    "防衛相",
    "官房長官",
    "議員",
    "議長",
    "教授",
    "容疑者",
    "被告",
    "代表",
    "委員長",
    "幹事長",
    "大統領",
];

/// Countries by one character.
const COUNTRIES: &str = "米英仏独伊露中韓朝印豪加台";
/// Places whose names are no surnames.
const OTHER_PLACES: &str =
    "青森 栃木 群馬 埼玉 新潟 山梨 兵庫 和歌山 鳥取 島根 滋賀 愛媛 高知 大分 沖縄 仙台 横浜 那覇";
/// What a place has one of, and its name ends with.
const SITES: [&str; 14] = [
    "空港",
    "駅",
    "港",
    "市場",
    "地裁",
    "高裁",
    "地検",
    "高検",
    "県警",
    "府警",
    "道警",
    "大学",
    "球場",
    "競馬場",
];

/// The n-grams that are looked at: a name, and where they begin and end from the place.
const FEATURES: [(&str, isize, isize); 13] = [
    ("UW1", -3, -2),
    ("UW2", -2, -1),
    ("UW3", -1, 0),
    ("UW4", 0, 1),
    ("UW5", 1, 2),
    ("UW6", 2, 3),
    ("BW1", -2, 0),
    ("BW2", -1, 1),
    ("BW3", 0, 2),
    ("TW1", -3, 0),
    ("TW2", -2, 1),
    ("TW3", -1, 2),
    ("TW4", 0, 3),
];

/// The seams between phrases, and, less liked, between the words of a phrase.
pub(super) fn seams(text: &[(u32, char)]) -> Vec<Seam> {
    let chars: Vec<char> = text.iter().map(|&(_, c)| c).collect();
    let whole = numbers_of(&chars);
    let words = words_of(&chars, &whole);
    let seam = |(at, &(offset, c)): (usize, &(u32, char))| {
        let before = *chars.get(at.checked_sub(1)?)?;
        let (first, second) = (Class::of(before), Class::of(c));
        // Within a run of katakana only a noun of the list ends: 阪神タイガース|リーグ優勝.
        let within_run = is_katakana(before) && is_katakana(c);
        if whole.get(at) == Some(&true) {
            return after_power(&chars, at).then_some(Seam { at: offset, dislike: IN_NUMBER });
        }
        if within_run && words.get(at) != Some(&Place::Edge) {
            return None;
        }
        let marked = first.is_mark() && first != Class::Md;
        if ends_count(&chars, at) {
            return None;
        }
        // A long vowel is of its syllable: きょ|うまで.
        if matches!((before, c), ('ゃ' | 'ゅ' | 'ょ', 'う')) {
            return None;
        }
        // 「責任」|を would begin a row with a particle, 首相と|して part one of two words.
        if first == Class::Cl && begins_particle(&chars, at) || within_particle(&chars, at) {
            return None;
        }
        let dislike = if first.is_space() {
            if first == Class::Sp && spreads_name(&chars, at - 1) {
                return None;
            }
            Seam::GLAD
        } else if marked || second == Class::Op {
            Seam::AT_MARK
        } else {
            dislike_within(&chars, (&whole, &words), at)?
        };
        Some(Seam { at: offset, dislike })
    };
    text.iter().enumerate().filter_map(seam).collect()
}

/// How little a row wants to begin at `at`, within a clause; none where it never does.
fn dislike_within(chars: &[char], (whole, words): (&[bool], &[Place]), at: usize) -> Option<u8> {
    let (before, c) = (*chars.get(at.checked_sub(1)?)?, *chars.get(at)?);
    let written = is_written_out(before) && is_written_out(c);
    let place = *words.get(at)?;
    Some(match place {
        Place::Inside => return None,
        Place::InTerm => IN_TERM,
        Place::Leaning => Seam::LAST_RESORT,
        // ＮＴＴ|ドコモ
        _ if is_letter(before) && is_katakana(c) || is_katakana(before) && is_letter(c) => TIGHT,
        // ・ joins the parts of a name.
        _ if Class::of(before) == Class::Md => TIGHT,
        _ if is_country(chars, at) => return None,
        _ if ends_about(chars, at) => Seam::GOOD,
        Place::Edge if names_place(chars, words, at) => TIGHT,
        Place::WithinPair => NAMED,
        _ if grades_number(chars, whole, at) => TIGHT,
        Place::Edge if ends_kana_noun(chars, words, at) => COMPOUND,
        _ if parts(chars, at) => match before {
            _ if written => UNSURE,
            _ if is_stem(chars, at) => STEM,
            'の' => Seam::FREE,
            _ => Seam::GOOD,
        },
        // 車|百台
        Place::Tight if is_written_out(before) && counts(chars, whole, at) => TIGHT,
        Place::BetweenPairs => UNSURE,
        // 台風|二十二号, オルセー|美術館: of one name more often than not.
        Place::Edge if is_written_out(before) && counts(chars, whole, at) => COMPOUND,
        Place::Edge if counts_much(chars, whole, at) => UNSURE,
        // ファイナル|２度目
        Place::Edge if is_ordinal(chars, whole, at) => UNSURE,
        Place::Edge if names_number(whole, (before, at)) => TIGHT,
        // 京都|ルート, ルート|再検証
        Place::Edge if is_katakana(c) && ends_place(chars, words, at) => TIGHT,
        Place::Edge if is_katakana(before) && "再初新".contains(c) => COMPOUND,
        // ライドシェア|全面解禁, カープ|新井監督: before two nouns that are one term, or a person.
        Place::Edge if is_katakana(before) && words.get(at + 2) == Some(&Place::WithinPair) => {
            COMPOUND
        }
        Place::Edge if is_katakana(before) && begins_person(chars, at) => UNSURE,
        // But 長距離|ミサイル|使用 parts on both sides alike.
        Place::Edge
            if is_katakana(before)
                && Class::of(c) == Class::Ha
                && !ends_compound(chars, words, at) =>
        {
            NAMED
        }
        Place::Edge if written => COMPOUND,
        _ if beside_western_word(chars, at) => COMPOUND,
        // 東北新幹線|やまびこ
        Place::Edge if begins_kana_word(chars, at) => COMPOUND,
        Place::Tight if written => TIGHT,
        Place::Edge | Place::Tight if is_written_out(c) || begins_number(before, c) => {
            Seam::LAST_RESORT
        }
        _ => return None,
    })
}

/// Whether a country's character ends before `at` that stands alone before a name in katakana: 米|エヌビディア.
fn is_country(chars: &[char], at: usize) -> bool {
    let country =
        at.checked_sub(1).filter(|&of| chars.get(of).is_some_and(|c| COUNTRIES.contains(*c)));
    let alone = |of: usize| {
        let before = of.checked_sub(1).and_then(|before| chars.get(before));
        before.is_none_or(|&c| !is_written_out(c) && !numbers::is_figure(c))
    };
    country.is_some_and(alone) && chars.get(at).is_some_and(|&c| is_katakana(c))
}

/// Whether a verb that says about what or after what ends at `at` before a noun: 実施時期めぐり|与野党.
fn ends_about(chars: &[char], at: usize) -> bool {
    const VERBS: [&str; 6] = ["めぐり", "巡り", "受け", "控え", "踏まえ", "に向け"];
    let (before, after) = chars.split_at(at.min(chars.len()));
    let ends = |of: &&str| before.ends_with(&of.chars().collect::<Vec<_>>());
    let noun =
        after.first().is_some_and(|&c| is_written_out(c) && !"入付取止継皿手身渡合".contains(c));
    noun && before.len() > 3 && VERBS.iter().any(ends)
}

/// Whether the name of a place ends at `at` before what is there: 鹿児島|空港.
fn names_place(chars: &[char], words: &[Place], at: usize) -> bool {
    let rest = chars.get(at..).unwrap_or(&[]);
    let site = |site: &&str| site.chars().eq(rest.iter().copied().take(site.chars().count()));
    let surname = || is_surname(word_before(chars, words, at));
    SITES.iter().any(site) && (ends_place(chars, words, at) || surname())
}

/// Whether the name of a place ends at `at`.
fn ends_place(chars: &[char], words: &[Place], at: usize) -> bool {
    let word = word_before(chars, words, at);
    let plain: String = word.iter().map(|&c| plain(c)).collect();
    let role = Table::Word.of(&plain).map(|value| Role::of_word(value, word.len()).1);
    role == Some(Role::Place)
        || OTHER_PLACES.split(' ').any(|of| of.chars().eq(word.iter().copied()))
}

/// The word that ends at `at`.
fn word_before<'a>(chars: &'a [char], words: &[Place], at: usize) -> &'a [char] {
    let begins =
        |of: &usize| *of == 0 || words.get(*of).is_some_and(|place| *place != Place::Inside);
    (0..at).rev().find(begins).and_then(|from| chars.get(from..at)).unwrap_or(&[])
}

/// Whether a number begins at `at` that says which of several times it is, or since when.
fn is_ordinal(chars: &[char], numbers: &[bool], at: usize) -> bool {
    let begins = numbers.get(at) != Some(&true) && numbers.get(at + 1) == Some(&true);
    let length = numbers.iter().skip(at + 1).take_while(|&&goes_on| goes_on).count();
    let ends = |back: usize| chars.get((at + length).saturating_sub(back)).copied();
    begins && (ends(0) == Some('目') || (ends(1), ends(0)) == (Some('ぶ'), Some('り')))
}

/// Whether a surname and an office begin at `at`.
fn begins_person(chars: &[char], at: usize) -> bool {
    let rest = chars.get(at..).unwrap_or(&[]);
    let office = |length: usize| rest.get(length..).is_some_and(begins_office);
    Table::FamilyName.starts(rest).any(|(length, _)| office(length))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(&c) || ('ａ'..='ｚ').contains(&c)
}

/// Whether the word in katakana that ends before `at` goes on with a noun before it.
fn ends_compound(chars: &[char], words: &[Place], at: usize) -> bool {
    let begins = |from: usize| chars.get(from).is_some_and(|&c| !is_katakana(c));
    let noun = (0..at).rev().find(|&from| begins(from));
    noun.is_some_and(|noun| {
        words.get(noun + 1) == Some(&Place::Edge)
            && chars.get(noun).is_some_and(|&c| Class::of(c) == Class::Ha)
    })
}

/// What a place is to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Inside,
    /// Between the words of a long term.
    InTerm,
    /// Between a word and a character that is put behind or before words.
    Leaning,
    /// Beside a word of one character.
    Tight,
    Edge,
    /// Between two nouns of two characters that are one term, and behind two such: 住宅|火災, 住宅火災|高齢夫婦.
    WithinPair,
    BetweenPairs,
}

/// The places before each character, by the cheapest way through the nouns that the text may be made
/// of.
fn words_of(chars: &[char], numbers: &[bool]) -> Vec<Place> {
    const FAR: u64 = u64::MAX / 2;
    let mut best = vec![FAR; chars.len() + 1];
    let mut from = vec![0; chars.len() + 1];
    best[0] = 0;
    for at in 0..chars.len() {
        let rest = &chars[at..];
        let cost = best[at];
        let mut add = |length: usize, own: u64| {
            if cost + own < best[at + length] {
                (best[at + length], from[at + length]) = (cost + own, at);
            }
        };
        let katakana = rest.iter().take_while(|&&c| is_katakana(c)).count();
        match (katakana, Class::of(chars[at])) {
            (0, Class::Ha | Class::It) => add(1, UNKNOWN),
            (0, _) => add(1, OTHER),
            (length, _) => add(length, KATAKANA),
        }
        let number = (at + 1..chars.len()).take_while(|&at| numbers[at]).count();
        if number > 0 && !numbers[at] {
            add(1 + number, OTHER);
        }
        // 売上|高三兆円 would part a number.
        let whole = |length: usize| numbers.get(at + length) != Some(&true);
        let nouns = Table::Noun.starts(rest).filter(|(length, _)| whole(*length));
        nouns.for_each(|(length, own)| add(length, own));
        for (length, own) in Table::FamilyName.starts(rest) {
            let han = |c: &&char| Class::of(**c) == Class::Ha;
            // No figure of a number is a name's: 最高|一万円.
            let figure = |at: usize| numbers[at] || numbers.get(at + 1) == Some(&true);
            let given = rest[length..].iter().take_while(han).take(GIVEN_NAME).count();
            let given = (0..given).take_while(|more| !figure(at + length + more)).count();
            // 子 ends a name: 日向子|三季ぶり.
            let given = if rest.get(length) == Some(&'子') { given.min(1) } else { given };
            for more in 1..=given {
                let usual = more > 1 && GIVEN_LAST.contains(rest[length + more - 1]);
                let each = if usual { GIVEN_USUAL } else { GIVEN };
                add(length + more, own + each * more as u64);
            }
        }
        if let Some(length) = ring_name(chars, at) {
            add(length, RING_NAME);
        }
    }
    places_between(chars, &from, numbers)
}

/// What the places are to the words, each of which begins at `from` its end.
fn places_between(chars: &[char], from: &[usize], numbers: &[bool]) -> Vec<Place> {
    let mut places = vec![Place::Inside; chars.len()];
    let mut ends = Vec::new();
    let mut end = chars.len();
    let mut next = 0;
    while end > 0 {
        let start = from[end];
        let length = end - start;
        if let Some(&c) = chars.get(end) {
            // 六冠|初防衛, but 本年度初|公演: what may stand on either side leans on a noun.
            let leans_on = is_in(Table::Prefix, c)
                && "初新全両各".contains(c)
                && chars.get(end + 1).is_some_and(|&c| is_written_out(c));
            let behind =
                next == 1 && is_in(Table::Suffix, c) && is_written_out(chars[end - 1]) && !leans_on;
            let before = length == 1 && is_in(Table::Prefix, chars[start]) && is_written_out(c);
            // 鈴木, 鈴木健太, and 健太 behind 鈴木.
            let word = &chars[start..end];
            let given = start > 0 && is_surname(&chars[from[start]..start]);
            let name = is_name(word) || given || is_katakana(chars[end - 1]);
            let office = name && begins_office(&chars[end..]);
            // 横浜市|営バス
            let run =
                "営立".contains(c) && "市県都府道町村区国".contains(chars[end - 1]) && length > 1;
            places[end] = match () {
                () if run => Place::Leaning,
                () if behind || before || office => Place::Leaning,
                () if is_given(&chars[start..end], &chars[end..end + next]) => Place::Leaning,
                () if length == 1 || next == 1 => Place::Tight,
                () => Place::Edge,
            };
        }
        if length >= TERM {
            let term = &chars[start..end];
            let within = (2..length - 1).filter(|&at| ends_in_term(term, at));
            within.for_each(|at| places[start + at] = Place::InTerm);
        }
        ends.push(end);
        (next, end) = (length, start);
    }
    ends.reverse();
    mark_pairs(chars, &ends, numbers, &mut places);
    places
}

/// Whether a word of a long term ends at `at` and another begins: ノーベル|生理学・|医学賞.
fn ends_in_term(term: &[char], at: usize) -> bool {
    let (first, second) = term.split_at(at);
    let noun = |word: &[char]| Table::Noun.of(&word.iter().collect::<String>()).is_some();
    let (Some(&before), Some(&after)) = (first.last(), second.first()) else { return false };
    let script = |c: char| (is_katakana(c), Class::of(c));
    let changes = is_katakana(before) != is_katakana(after) && Class::of(after) != Class::Md;
    Class::of(before) == Class::Md
        || changes && script(before).1 != Class::Md && Class::of(after) != Class::Pl
        || !is_katakana(before) && noun(first) && noun(second)
}

/// Whether a number goes on in figures behind a power of ten, in its unit or in what ends it: １兆|２９２９億円,
/// ６０００万|ドル, ２０２７年度|末.
fn after_power(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    let begins = |of: fn(char) -> bool| chars.get(at).is_some_and(|&c| of(c));
    let after = |of: &str| before.is_some_and(|c| of.contains(*c));
    let ends = |c: char| "末初後前安高強弱".contains(c);
    let figure = before.is_some_and(|&c| numbers::is_figure(c));
    after("万億兆年") && begins(numbers::is_figure)
        || (figure || after("万億兆")) && begins(is_katakana)
        || begins(ends)
}

/// Nouns of two characters that follow one another stand in twos: 住宅火災|高齢夫婦|死亡. A place is no part of such a pair.
fn mark_pairs(chars: &[char], ends: &[usize], numbers: &[bool], places: &mut [Place]) {
    let is_half = |start: usize, end: usize| {
        let word = chars.get(start..end).unwrap_or(&[]);
        let text: String = word.iter().map(|&c| plain(c)).collect();
        let place =
            Table::Word.of(&text).is_some_and(|value| Role::of_word(value, 2).1 == Role::Place);
        let han = |&c: &char| matches!(Class::of(c), Class::Ha | Class::It);
        let noun = || Table::Noun.of(&word.iter().collect::<String>()).is_some();
        // 埼玉・八潮|陥没事故: a name.
        let joined = start.checked_sub(1).is_some_and(|at| chars[at] == '・');
        word.len() == 2 && word.iter().all(han) && !numbers[start] && !place && !joined && noun()
    };
    let mut halves = 0;
    let mut start = 0;
    for (at, &end) in ends.iter().enumerate() {
        halves = if is_half(start, end) { halves + 1 } else { 0 };
        let next = ends.get(at + 1).is_some_and(|&next| is_half(end, next));
        let written = chars.get(end).is_some_and(|&c| Class::of(c) == Class::Ha);
        let number = numbers.get(end + 1) == Some(&true);
        if let Some(place @ Place::Edge) = places.get_mut(end)
            && halves > 0
        {
            *place = match halves % 2 {
                0 if written && !number => Place::BetweenPairs,
                1 if next => Place::WithinPair,
                _ => Place::Edge,
            };
        }
        start = end;
    }
}

/// Whether a particle begins at `at`: what follows it is no kana that would make a word of both.
fn begins_particle(chars: &[char], at: usize) -> bool {
    const ONE: &str = "はがをにでとのもへや";
    const TWO: [&str; 8] = ["から", "まで", "より", "では", "には", "とは", "との", "など"];
    let rest = chars.get(at..).unwrap_or(&[]);
    let begins = |word: &str| word.chars().eq(rest.iter().copied().take(word.chars().count()));
    let kana = |c: Option<&char>| c.is_some_and(|c| ('ぁ'..='ん').contains(c));
    let one = rest.first().is_some_and(|c| ONE.contains(*c)) && !kana(rest.get(1));
    one || TWO.iter().any(|word| begins(word))
}

/// Whether a particle of two words goes on at `at`: に|ついて.
fn within_particle(chars: &[char], at: usize) -> bool {
    const WHOLE: [&str; 16] = [
        "として",
        "について",
        "に対し",
        "に対す",
        "によって",
        "により",
        "による",
        "において",
        "における",
        "に関し",
        "に関す",
        "にわたり",
        "とともに",
        "をめぐ",
        "を通じ",
        "に向け",
    ];
    let (before, after) = chars.split_at(at.min(chars.len()));
    WHOLE.iter().any(|word| {
        let mut word = word.chars();
        let first = word.next();
        before.last().copied() == first && word.clone().eq(after.iter().copied().take(word.count()))
    })
}

/// Whether a number begins at `at` behind what it counts or tells from its fellows, not behind another one.
fn names_number(numbers: &[bool], (before, at): (char, usize)) -> bool {
    let goes_on = |at: Option<usize>| at.and_then(|at| numbers.get(at)) == Some(&true);
    is_written_out(before) && goes_on(Some(at + 1)) && !goes_on(at.checked_sub(1))
}

/// Whether a sum or an amount begins at `at`: 備蓄米|２１万トン, ５キロ|４３１６円.
fn counts_much(chars: &[char], numbers: &[bool], at: usize) -> bool {
    const AMOUNTS: &str = "円人万億兆％件台軒棟頭歳店社";
    let begins = numbers.get(at) != Some(&true) && numbers.get(at + 1) == Some(&true);
    let length = numbers.iter().skip(at + 1).take_while(|&&goes_on| goes_on).count();
    let last = chars.get(at + length).copied().unwrap_or(' ');
    let next = chars.get(at + length + 1).copied().unwrap_or(' ');
    begins
        && (AMOUNTS.contains(last) || is_katakana(last) || last.is_numeric() && is_katakana(next))
}

/// Whether a number begins at `at` that says how strong or which it is: 震度|６, 歴代|１位.
fn grades_number(chars: &[char], numbers: &[bool], at: usize) -> bool {
    const GRADED: [&str; 8] = ["震度", "歴代", "史上", "通算", "今季", "気温", "標高", "世界"];
    let word: String =
        at.checked_sub(2).and_then(|from| chars.get(from..at)).unwrap_or(&[]).iter().collect();
    let number = chars.get(at).is_some_and(|&c| numbers::begins(plain(c)))
        && (numbers.get(at + 1) == Some(&true) || word == "震度");
    number && GRADED.contains(&&*word)
}

/// Whether a noun of the list that ends in kana ends at `at` before another noun: 子育て|世帯.
fn ends_kana_noun(chars: &[char], words: &[Place], at: usize) -> bool {
    let kana = |c: &char| ('ぁ'..='ん').contains(c);
    let word = word_before(chars, words, at);
    let next =
        chars.get(at).is_some_and(|&c| Class::of(c) == Class::Ha && !numbers::begins(plain(c)));
    next && word.last().is_some_and(kana)
        && word.iter().any(|&c| Class::of(c) == Class::Ha)
        && Table::Noun.of(&word.iter().collect::<String>()).is_some()
}

/// Whether a number begins at `at` that counts what stands before it: 歌手|41組.
fn counts(chars: &[char], numbers: &[bool], at: usize) -> bool {
    const COUNTERS: &str = "組人名社件本台戸頭匹枚冊校国棟隻機";
    let length = numbers.iter().skip(at + 1).take_while(|&&goes_on| goes_on).count();
    length > 0 && chars.get(at + length).is_some_and(|&c| COUNTERS.contains(c))
}

/// Whether a number of figures begins with `c`, behind no sign or letter.
fn begins_number(before: char, c: char) -> bool {
    numbers::is_figure(c) && (is_written_out(before) || Class::of(before) == Class::Ka)
}

/// Whether a word of the list that is all hiragana begins at `at`, behind a noun.
fn begins_kana_word(chars: &[char], at: usize) -> bool {
    const LEAST: usize = 3;
    let rest = chars.get(at..).unwrap_or(&[]);
    let kana = rest.iter().take_while(|c| ('ぁ'..='ん').contains(*c)).count();
    let noun = at.checked_sub(1).and_then(|at| chars.get(at)).is_some_and(|&c| is_written_out(c));
    noun && Table::Noun.starts(rest).any(|(length, _)| (LEAST..=kana).contains(&length))
}

/// Whether a Western word that is no short form ends or begins there, beside a noun: Max|発売, 新型|iPhone.
fn beside_western_word(chars: &[char], at: usize) -> bool {
    const SHORT: usize = 2;
    let letter = |c: &&char| matches!(Class::of(**c), Class::La | Class::Nu);
    let (before, after) = chars.split_at(at.min(chars.len()));
    let (ends, begins) =
        (before.iter().rev().take_while(letter).count(), after.iter().take_while(letter).count());
    let noun = |c: Option<&char>| c.is_some_and(|&c| is_written_out(c));
    let is_word = |word: &[char]| word.len() > SHORT && word.iter().any(|c| c.is_alphabetic());
    (noun(after.first()) && is_word(&before[before.len() - ends..]))
        || (noun(before.last()) && is_word(&after[..begins]))
}

/// Whether what ends before `at` may be a verb's stem, or an adjective.
fn is_stem(chars: &[char], at: usize) -> bool {
    let kana = at.checked_sub(1).and_then(|at| chars.get(at));
    let next = chars.get(at).is_some_and(|&c| is_written_out(c));
    next && kana.is_some_and(|&c| "いきぎしちびみりえけげせねべめれ".contains(c))
}

/// Whether the second word is a given name by its last character behind what may be a rare surname: 渋野|日向子.
fn is_given(first: &[char], second: &[char]) -> bool {
    let han = |word: &[char]| word.iter().all(|&c| matches!(Class::of(c), Class::Ha | Class::It));
    let usual = second.last().is_some_and(|c| GIVEN_LAST.contains(*c));
    // 高橋|次郎: nobody else is called so behind a surname.
    let surely = is_surname(first) && second.last().is_some_and(|c| "郎介輔彦".contains(*c));
    let noun = Table::Noun.of(&second.iter().collect::<String>()).is_some();
    usual
        && first.len() == 2
        && (2..=GIVEN_NAME).contains(&second.len())
        && han(first)
        && han(second)
        && (surely || !noun)
}

/// How many characters of a wrestler's name begin at `at`: 大の里, and behind a rank 豊昇龍.
fn ring_name(chars: &[char], at: usize) -> Option<usize> {
    const RANKS: [&str; 7] = ["横綱", "大関", "関脇", "小結", "前頭", "平幕", "幕内"];
    const LAST: &str = "里花山海富島浪郷川波森龍錦桜櫻風鵬翔嵐乃勝光炎輝隆士";
    let rest = chars.get(at..).unwrap_or(&[]);
    if let Some(&[first, joint, last]) = rest.get(..3)
        && Class::of(first) == Class::Ha
        && "のノ".contains(joint)
        && LAST.contains(last)
    {
        return Some(3);
    }
    let before = chars.get(..at).unwrap_or(&[]);
    let before = before.strip_suffix(&['・']).unwrap_or(before);
    let rank = before.get(before.len().checked_sub(2)?..)?;
    let ranked = RANKS.iter().any(|of| of.chars().eq(rank.iter().copied()));
    let ends = |&length: &usize| {
        let name = rest.get(..length).unwrap_or(&[]);
        name.len() == length
            && name.iter().all(|&c| Class::of(c) == Class::Ha)
            && name.last().is_some_and(|c| LAST.contains(*c))
    };
    ranked.then(|| [3, 2, 4].into_iter().find(ends)).flatten()
}

fn begins_office(chars: &[char]) -> bool {
    OFFICES
        .iter()
        .any(|office| office.chars().eq(chars.iter().copied().take(office.chars().count())))
}

/// A surname, or one with the given name behind it that is no word of its own.
fn is_name(word: &[char]) -> bool {
    let begins = || Table::FamilyName.starts(word).any(|(length, _)| length < word.len());
    let noun = || Table::Noun.of(&word.iter().collect::<String>()).is_some();
    is_surname(word) || begins() && !noun()
}

fn is_surname(word: &[char]) -> bool {
    Table::FamilyName.starts(word).any(|(length, _)| length == word.len())
}

fn is_in(table: Table, c: char) -> bool {
    table.of_char(c).is_some()
}

/// Not a particle or an ending.
fn is_written_out(c: char) -> bool {
    matches!(Class::of(c), Class::Ha | Class::It) || is_katakana(c)
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヿ' | 'ㇰ'..='ㇿ')
}

/// Whether 数 ends a noun at `at`: 件数|三十年連続, 患者数; but 負傷者|数人.
fn ends_count(chars: &[char], at: usize) -> bool {
    let pair = at.checked_sub(1).and_then(|from| chars.get(from..=at)).unwrap_or(&[]);
    let &[before, '数'] = pair else { return false };
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    let counts = numbers::is_numeral(plain(next)) || "人日年回件か月時分校社台本個".contains(next);
    let noun = Class::of(before) == Class::Ha && !numbers::begins(plain(before));
    Table::Noun.of(&pair.iter().collect::<String>()).is_some() || noun && !counts
}

/// By character: whether it goes on with a number or its measure word.
fn numbers_of(chars: &[char]) -> Vec<bool> {
    let plain: Vec<char> = chars.iter().map(|&c| plain(c)).collect();
    let mut goes_on = vec![false; chars.len()];
    let mut at = 0;
    while let Some(&c) = plain.get(at) {
        let rest = plain.get(at..).unwrap_or(&[]);
        // 東証一時|１２００円安
        let for_once = c == '一' && rest.get(1) == Some(&'时') && rest.get(2) != Some(&'间');
        let begins = numbers::begins(c) && !ends_count(chars, at) && !for_once;
        let found = if begins { numbers::numbers(rest) } else { Vec::new() };
        // 30人|半導体株: the 半 is the noun's.
        let of_noun = |n: &&numbers::Number| {
            let last = at + n.length - 1;
            let noun = |chars: &[char]| Table::Noun.starts(chars).any(|(length, _)| length > 1);
            "半多余".contains(plain[last]) && chars.get(last..).is_some_and(noun)
        };
        // Behind figures also a measure word that is as often something else counts: 30分.
        let sure = |n: &&numbers::Number| n.doubt == 0 || c.is_ascii_digit();
        let sure = found.iter().filter(|n| sure(n) && !of_noun(n));
        let longest = sure.map(|n| n.length).max().unwrap_or(1);
        let longest = longest + ends_amount(rest, longest);
        goes_on.get_mut(at + 1..at + longest).unwrap_or(&mut []).fill(true);
        at += longest.max(1);
    }
    goes_on
}

/// How many characters more belong to a number of so many: １２００円安, ５年後.
fn ends_amount(plain: &[char], length: usize) -> usize {
    let (number, rest) = plain.split_at(length.min(plain.len()));
    let ends = |of: &[&str]| of.iter().any(|of| number.ends_with(&of.chars().collect::<Vec<_>>()));
    let next = rest.get(1).copied().unwrap_or(' ');
    let money = length > 1 && ends(&["円", "圆", "元", "ドル", "ユーロ", "セント", "ポイント"]);
    let time = length > 1 && ends(&["年", "日", "月", "时间", "日间", "周间"]);
    usize::from(match rest.first() {
        Some('安' | '高') => money && !"値值騰".contains(next),
        Some('后' | '後' | '前') => time && !"半期日".contains(next),
        _ => false,
    })
}

/// Whether the weights part the text before `at`.
fn parts(chars: &[char], at: usize) -> bool {
    let weight = |key: &str| Table::Phrase.of(key).map_or(0, |weight| weight as i64 - ZERO);
    let mut sum = weight("base");
    let mut key = String::with_capacity(16);
    for (name, from, to) in FEATURES {
        let range = at.checked_add_signed(from).zip(at.checked_add_signed(to));
        let Some(gram) = range.and_then(|(from, to)| chars.get(from..to)) else { continue };
        key.clear();
        key.push_str(name);
        key.push(':');
        key.extend(gram);
        sum += 2 * weight(&key);
    }
    sum > 0
}
