//! Words of Chinese text: the cheapest way through a lattice of all words, numbers and names that
//! the text may be made of.
//!
//! ```text
//!   深水埗 劏房 戶 等 公屋 平均 六年零一個月
//!   [ word ][word]..                [ number ]
//! ```
//!
//! Costs are rarities, so the way is the likeliest; how much dearer the best way is that runs on
//! over a seam tells how sure the seam is.

use super::clauses::Clauses;
use super::edge::{Edge, Kind, Role, UNKNOWN};
use super::lexicon::{Table, plain};
use super::numbers;
use super::ties::ties;
use super::{Seam, spreads_name};
use crate::chars::{self, Class};

const WESTERN: i64 = 50;
const MARK: i64 = 20;
/// Of a number, and of each of its characters; more where no measure word follows.
const NUMBER: i64 = 40;
const NUMBER_EACH: i64 = 15;
const BARE: i64 = 25;
/// Of a number with 上, 近 or 過 before it: 上萬台.
const ABOUT: i64 = 75;
/// Of names of two and of three characters, of a foreign one, beside its characters'.
const SHORT_NAME: i64 = 75;
const NAME: i64 = 45;
const FOREIGN: i64 = 60;
/// Rarer surnames take no given name of one character.
const COMMON_SURNAME: i64 = 62;
/// Of a character that the given names of the list do not have, and how rare it is alone: 埈.
const GIVEN: i64 = 80;
const RARE_GIVEN: i64 = 95;
/// Of a given name that is a word of its own.
const GIVEN_WORD: i64 = 40;
/// Of the blank in 訪譚　老師: only a row of one character is liked less.
const BEFORE_TITLE: u8 = 10;
/// Of a code with its letters; of a village of one character or two, which the list does not have.
const CODED: i64 = 60;
const SHORT_LOCAL: i64 = 150;
const LOCAL_NAME: i64 = 175;
/// Between a verb of one character and what it opens, and a mark and what is said of it all: 登|《自然》, “雪龙”|号.
const BEFORE_OPENING: u8 = 9;
const BEHIND_CLOSING: u8 = 12;
/// At a blank between a number and its measure word: 21 歲.
const WITHIN_NUMBER: u8 = 14;
/// Behind 5A and a blank before 景區; behind the first word, of so many characters, of what is said by one of a short name.
const WITHIN_SPACED: u8 = 9;
const WITHIN_SAID: u8 = 9;
const FIRST_SAID: usize = 2;
/// And the name has so many at least.
const SPEAKER: usize = 3;
/// What 前 and an occupation cost less together than apart; of a pupil by the form, and a surname with 姓.
const FORMER: i64 = 60;
const OF_FORM: i64 = 150;
const SURNAMED: i64 = 120;
/// Longer foreign names are looked for in parts.
const LONGEST_NAME: usize = 9;
/// Numbers begin at most so far into a run of figures.
const RUN_STARTS: usize = 4;
/// A seam that is surer than this is a seam; and than this, beyond doubt.
const DOUBTFUL: i64 = 20;
const LIKELY: i64 = 40;
/// Of two characters that are said twice, or of one that is said twice with others: 開開心心, 調水調沙.
const TWICE: i64 = 170;
/// What a verb of one character and what comes of it cost less together than apart: 跑畢, 修好.
const COMES_OF_IT: i64 = 70;
/// What may come of what a verb says; and what begins another word as often.
const OUTCOMES: &str = "毕完掉住错遍光妥坏碎醒懂穿倒断好亡毙毁";
const OUTCOMES_BEHIND_VERBS: &str = "到成定得尽走开起破满见死伤下上出入回进过落低高";
/// Two commoner words that begin alike are two words: 中國|中央.
const OFTEN: i64 = 120;
const RARELY: i64 = 160;
/// A character that is rarer alone than this is rarely a word.
const RARE: i64 = 80;
const VERY_RARE: i64 = 95;

/// A word of the list that is so long is a term of several; and between those a row ends sooner than it is too
/// long for its measure.
const TERM: usize = 6;
/// Behind a preposition.
const AFTER_PREPOSITION: u8 = 9;
const BEFORE_NOUNS: &str = "对就向把将被给由从与以因";
/// Of a character that is hardly a word; and of how many such a name is made.
const UNKNOWN_PART: i64 = 95;
const LONGEST_UNKNOWN: usize = 4;
const IN_TERM: u8 = 24;

/// The seams between the words of a text, given as its characters and their places.
pub(super) fn seams(text: &[(u32, char)]) -> Vec<Seam> {
    // A stroke that stands for a bar: 新华时评丨让.
    let bar = |c: char| if c == '丨' { '｜' } else { c };
    let chars: Vec<char> = text.iter().map(|&(_, c)| bar(plain(c))).collect();
    let edges = edges(&chars);
    let (mut path, sure) = cheapest(&edges, chars.len());
    find_verbs(&chars, &mut path);
    join_unknown(&chars, &mut path);
    let (ties, endings) = ties(&chars, &path);
    let clauses = Clauses::of(&chars);
    let seam = |((pair, &tie), &ending): ((&[Edge], &u8), &bool)| {
        let [first, second] = pair else { return None };
        let sure = *sure.get(second.from)?;
        let dislike = match beside_mark(&chars, &clauses, (first, second)) {
            Some(dislike) => dislike?,
            None => dislike(&chars, (first, second), sure, (tie, ending))?,
        };
        Some(Seam { at: text.get(second.from)?.0, dislike })
    };
    let mut all: Vec<Seam> = path.windows(2).zip(&ties).zip(&endings).filter_map(seam).collect();
    let terms = path.iter().filter(|edge| edge.kind == Kind::Word && edge.to - edge.from >= TERM);
    for term in terms {
        let inner = inner_ends(chars.get(term.from..term.to).unwrap_or(&[]));
        let seam = |end: usize| Some(Seam { at: text.get(term.from + end)?.0, dislike: IN_TERM });
        all.extend(inner.into_iter().filter_map(seam));
    }
    all.sort_by_key(|seam| seam.at);
    for (at, least) in held_ends(&chars, &clauses, &path) {
        let held = text.get(at).and_then(|&(at, _)| all.iter_mut().find(|seam| seam.at == at));
        held.into_iter().for_each(|seam| seam.dislike = seam.dislike.max(least));
    }
    all
}

/// Places before which a row begins less than the words beside them say, and how little: behind a Western word and a
/// blank, before the noun of both, where all are spaced so (5A |景區), and behind the first word of what one of a short
/// name says (施永青：樓市|明年).
fn held_ends(chars: &[char], clauses: &Clauses<'_>, path: &[Edge]) -> Vec<(usize, u8)> {
    let spaced = path.windows(3).filter_map(|triple| {
        let [code, blank, noun] = triple else { return None };
        let first = chars.get(code.from).copied().unwrap_or(' ');
        let western = first.is_ascii_alphanumeric() && noun.role.is_nominal();
        // 與| 5A
        let leans = code.to - code.from == 1 && is_han(first) && chars::leans_on(first);
        let held = (western || leans) && clauses.is_spaced(blank.from);
        held.then_some((noun.from, WITHIN_SPACED))
    });
    let said = path.windows(3).filter_map(|triple| {
        let [colon, word, next] = triple else { return None };
        let short = word.to - word.from <= FIRST_SAID && next.kind != Kind::Mark;
        // 立委： would be a stump by itself.
        let colon =
            chars.get(colon.from) == Some(&'：') && clauses.length_before(colon.from) >= SPEAKER;
        (colon && short && !clauses.end_at_mark(word.from - 1)).then_some((next.from, WITHIN_SAID))
    });
    spaced.chain(said).collect()
}

/// 值 and 率 before a number, and 於 behind a verb, are what they seldom are: 值|三百八十萬, 率|三十人, 原產於|加拿大.
fn find_verbs(chars: &[char], path: &mut Vec<Edge>) {
    let alone = |edge: &Edge, of: &str| {
        edge.to - edge.from == 1 && chars.get(edge.from).is_some_and(|c| of.contains(*c))
    };
    for at in 1..path.len() {
        let number = path.get(at + 1).is_some_and(|next| next.role == Role::Number);
        if let Some(edge) = path.get_mut(at)
            && number
            && alone(edge, "值率")
        {
            edge.role = Role::Own;
        }
    }
    let mut at = 1;
    while at < path.len() {
        let (before, own) = path.split_at_mut(at);
        // 回升至|1426头
        let number = own.get(1).is_some_and(|next| next.role == Role::Number);
        let joined = match (before.last_mut(), own.first()) {
            (Some(verb), Some(edge))
                if matches!(verb.role, Role::Own | Role::Noun)
                    && verb.to - verb.from == 2
                    && (alone(edge, "于") || number && alone(edge, "至到达")) =>
            {
                verb.to = edge.to;
                true
            }
            _ => false,
        };
        if joined {
            path.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Characters that are rarely words, side by side, are a name that the list does not have: 庫珀.
fn join_unknown(chars: &[char], path: &mut Vec<Edge>) {
    let unknown = |edge: &Edge| {
        let c = chars.get(edge.from).copied().unwrap_or(' ');
        let part = edge.role == Role::Part && edge.cost > UNKNOWN_PART;
        let word = edge.kind == Kind::Word && edge.to - edge.from == 1 && part;
        word && is_han(c) && !chars::leans_back(c) && !chars::leans_on(c) && !numbers::begins(c)
    };
    let mut at = 0;
    while at < path.len() {
        let length = path.iter().skip(at).take_while(|edge| unknown(edge)).count();
        if (2..=LONGEST_UNKNOWN).contains(&length) {
            let to = path.get(at + length - 1).map_or(0, |last| last.to);
            if let Some(first) = path.get_mut(at) {
                (first.to, first.role) = (to, Role::Name);
            }
            path.drain(at + 1..at + length);
        }
        at += length.max(1);
    }
}

/// Where the words of a term end that is one word of the list: 社会|消费品|零售|总额.
fn inner_ends(term: &[char]) -> Vec<usize> {
    let mut edges = edges(term);
    if let Some(first) = edges.first_mut() {
        first.retain(|edge| edge.to < term.len());
    }
    let (path, _) = cheapest(&edges, term.len());
    let long = |edge: &Edge| edge.to - edge.from > 1;
    let ends = path.windows(2).filter(|pair| pair.iter().all(long));
    ends.filter_map(|pair| pair.first().map(|edge| edge.to)).collect()
}

fn is_han(c: char) -> bool {
    Class::of(c) == Class::Ha
}

/// All that may begin at each character; a list for each.
fn edges(chars: &[char]) -> Vec<Vec<Edge>> {
    let mut runs = 0;
    let mut all = Vec::with_capacity(chars.len());
    for (from, &c) in chars.iter().enumerate() {
        let rest = chars.get(from..).unwrap_or(&[]);
        let mut out = Vec::new();
        let mut add = |length: usize, cost: i64, (kind, role): (Kind, Role)| {
            out.push(Edge { from, to: from + length, cost, kind, role });
        };
        if is_han(c) {
            add(1, UNKNOWN, (Kind::Word, Role::Part));
        } else {
            match western(chars, from) {
                0 if numbers::is_figure(c) => (),
                0 => add(1, MARK, (Kind::Mark, Role::Mark)),
                length => add(length, WESTERN, (Kind::Western, Role::Noun)),
            }
        }
        for (length, value) in Table::Word.starts(rest) {
            let (cost, role) = Role::of_word(value, length);
            add(length, cost, (Kind::Word, role));
        }
        runs = if numbers::begins(c) { runs + 1 } else { 0 };
        if (1..=RUN_STARTS).contains(&runs) {
            for number in numbers::numbers(rest).into_iter().filter(|n| n.length > 1) {
                let cost = NUMBER + NUMBER_EACH * number.length as i64 + number.doubt as i64;
                match number.whole || c == '第' {
                    true => add(number.length, cost, (Kind::Whole, Role::Number)),
                    false => add(number.length, cost + BARE, (Kind::Bare, Role::Number)),
                }
            }
        }
        // 上万台, 过亿元
        if "上近过".contains(c) && rest.get(1).is_some_and(|&c| "百千万亿".contains(c)) {
            let about = numbers::numbers(rest.get(1..).unwrap_or(&[])).into_iter();
            for number in about.filter(|n| n.length > 1 && n.whole) {
                let cost = ABOUT + NUMBER_EACH * number.length as i64 + number.doubt as i64;
                add(1 + number.length, cost, (Kind::Whole, Role::Number));
            }
        }
        if numbers::is_figure(c) {
            add(1, UNKNOWN, (Kind::Bare, Role::Number));
        }
        if let Some(cost) = outcome(rest) {
            add(2, cost, (Kind::Word, Role::Own));
        }
        if said_twice(rest) {
            add(4, TWICE, (Kind::Word, Role::Own));
        }
        if counted_twice(chars, from) {
            add(4, TWICE, (Kind::Word, Role::Noun));
        }
        if let Some(length) = coded(chars, from) {
            add(length, CODED, (Kind::Whole, Role::Number));
        }
        compounds(chars, from, &mut add);
        local_names(chars, from, &mut add);
        names(rest, &mut add);
        foreign_names(rest, &mut add);
        all.push(out);
    }
    all
}

/// How many letters of a Western word begin here; none inside one.
fn western(chars: &[char], from: usize) -> usize {
    let letter = |&c: &char| {
        let class = Class::of(c);
        matches!(class, Class::La | Class::Nu | Class::Mk)
            || matches!(class, Class::Ka | Class::Sk | Class::Pl | Class::Hg)
            || "-.'’&+_@/:".contains(c)
    };
    // 5G-A, 7-ELEVEN: a figure begins a word that has letters as well.
    let latin = |c: &char| Class::of(*c) == Class::La;
    let code = || chars.iter().skip(from).take_while(|&c| letter(c)).any(latin);
    let figure = |c: &char| Class::of(*c) == Class::Nu;
    let begins = chars.get(from).is_some_and(|c| letter(c) && (!figure(c) || code()));
    let begins = begins && chars.get(from).is_some_and(|&c| !"-.'’&+_@/:".contains(c));
    let inside = from.checked_sub(1).and_then(|at| chars.get(at)).is_some_and(letter);
    match begins && !inside {
        true => chars.iter().skip(from).take_while(|&c| letter(c)).count(),
        false => usize::from(begins),
    }
}

/// What a verb of one character and its outcome cost, where they begin the text.
fn outcome(chars: &[char]) -> Option<i64> {
    let &[verb, outcome] = chars.get(..2)? else { return None };
    let of = |c: char| Table::Word.of_char(c).map(|value| Role::of_word(value, 1));
    let (Some((cost, Role::Own)), Some((more, _))) = (of(verb), of(outcome)) else { return None };
    let acts = is_han(verb) && !numbers::begins(verb) && !chars::leans_on(verb);
    let comes = OUTCOMES.contains(outcome) && verb != outcome && acts;
    // 料|完成 is no 料完.
    let rest = chars.get(1..3).map(|pair| pair.iter().collect::<String>());
    let begins = rest.is_some_and(|pair| Table::Word.of(&pair).is_some());
    (comes && !begins).then_some(cost + more - COMES_OF_IT)
}

/// Whether the second word says what comes of the first, a verb: it begins no row.
fn is_outcome(chars: &[char], (first, second): (&Edge, &Edge)) -> bool {
    let alone = second.to - second.from == 1 && first.role == Role::Own;
    let verb = chars.get(first.from).is_some_and(|&c| is_han(c) && !chars::leans_on(c));
    let short = first.to - first.from == 1;
    let outcome = |&c: &char| OUTCOMES.contains(c) || short && OUTCOMES_BEHIND_VERBS.contains(c);
    alone && verb && chars.get(second.from).is_some_and(outcome)
}

/// Whether four characters begin the text of which some are said twice.
fn said_twice(chars: &[char]) -> bool {
    let Some(&[a, b, c, d]) = chars.get(..4) else { return false };
    let cost = |pair: [char; 2]| {
        let value = Table::Word.of(&pair.iter().collect::<String>());
        value.map(|value| Role::of_word(value, 2).0)
    };
    let often = |pair, than| cost(pair).is_some_and(|cost| cost < than);
    let han = [a, b, c, d].iter().all(|&c| is_han(c) && !numbers::is_numeral(c));
    let alike = a == c && b != d && a != b && a != d;
    // 館|新館|動土, 住宅地|補地價: the middle or the end is a word.
    let end: String = [b, c, d].iter().collect();
    let apart = often([a, b], OFTEN)
        || often([c, d], OFTEN)
        || often([b, c], RARELY)
        || Table::Word.of(&end).is_some()
        // 支綫走線|敲定: the last begins a word.
        || chars.get(4).is_some_and(|&next| often([d, next], RARELY))
        || chars::is_particle(a.encode_utf8(&mut [0; 4]));
    let doubled = a == b && c == d && a != c && cost([a, c]).is_some();
    han && (alike && !apart || doubled)
}

/// Whether four characters begin at `from` of which the first and third are numerals and the others are none:
/// 千行百業, 五湖四海, 兩死三傷.
fn counted_twice(chars: &[char], from: usize) -> bool {
    let Some(&[a, b, c, d]) = chars.get(from..from + 4) else { return false };
    let numeral = |c: char| numbers::is_numeral(c) && c != '零' && c != '〇';
    let counted = |c: char| is_han(c) && !numbers::begins(c) && !"点分成比月日年".contains(c);
    let beside =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&c| numbers::begins(c));
    numeral(a)
        && counted(b)
        && numeral(c)
        && counted(d)
        && !beside(from.checked_sub(1))
        && !beside(Some(from + 4))
}

/// How many characters from `from` are figures or numerals with a letter or two and what they number, or letters
/// and that: 二七二A線, 5B座, K線.
fn coded(chars: &[char], from: usize) -> Option<usize> {
    const NUMBERED: &str = "线号座室栋路型股轮级区组班款版段";
    const LETTERS: usize = 2;
    let figure = |c: &char| numbers::is_figure(*c) || "〇零一二三四五六七八九十百".contains(*c);
    let letter = |c: &char| c.is_ascii_uppercase() || ('Ａ'..='Ｚ').contains(c);
    let rest = chars.get(from..)?;
    let before = from.checked_sub(1).and_then(|at| chars.get(at));
    if before.is_some_and(|c| figure(c) || c.is_ascii_alphabetic() || letter(c)) {
        return None;
    }
    let figures = rest.iter().take_while(|c| figure(c)).count();
    let letters = rest.iter().skip(figures).take_while(|c| letter(c)).count();
    let end = figures + letters;
    let numbered = rest.get(end).is_some_and(|c| NUMBERED.contains(*c));
    let goes_on = rest.get(end).is_some_and(|c| figure(c) || c.is_ascii_alphanumeric());
    let holds = (1..=LETTERS).contains(&letters) && !goes_on && (figures > 0 || numbered);
    holds.then_some(end + usize::from(numbered))
}

/// Who was of an occupation, who is in a form or year of a school, and who is named by the surname alone: 前工程師,
/// 小四生, 孫姓.
fn compounds(chars: &[char], from: usize, add: &mut impl FnMut(usize, i64, (Kind, Role))) {
    const OCCUPATIONS: &str = "师员手家商客姐播警星生士匠工兵将官长妻夫友";
    const TIMES: &str = "年月日天周时分秒夕午晚岁前";
    let before = from.checked_sub(1).and_then(|at| chars.get(at));
    let rest = chars.get(from..).unwrap_or(&[]);
    let &[first, second, ..] = rest else { return };
    if first == '前' && before.is_none_or(|c| !TIMES.contains(*c)) {
        let cost = Table::Word.of_char(first).map_or(UNKNOWN, |value| Role::of_word(value, 1).0);
        for (length, value) in Table::Word.starts(rest.get(1..).unwrap_or(&[])) {
            let (own, role) = Role::of_word(value, length);
            let occupation = rest.get(length).is_some_and(|c| OCCUPATIONS.contains(*c));
            if length > 1 && role.is_noun() && occupation {
                add(length + 1, cost + own - FORMER, (Kind::Word, Role::Name));
            }
        }
    }
    let form = "小中高大".contains(first) && "一二三四五六".contains(second);
    if form && rest.get(2) == Some(&'生') {
        add(3, OF_FORM, (Kind::Word, Role::Noun));
    }
    if second == '姓' && Table::Surname.of_char(first).is_some() && !numbers::begins(first) {
        add(2, SURNAMED, (Kind::Word, Role::Modifier));
    }
}

/// A village, town, estate or island that the list does not have: one or two characters before what it is.
fn local_names(chars: &[char], from: usize, add: &mut impl FnMut(usize, i64, (Kind, Role))) {
    const LOCAL: &str = "镇乡村邨县岛屿寨屯墟";
    const STREETS: &str = "街路道径巷";
    let may_name = |c: char| {
        let particle = chars::is_particle(c.encode_utf8(&mut [0; 4]));
        is_han(c) && !numbers::begins(c) && !particle && !chars::leans_on(c)
    };
    // 大埔|林村: its first ends no other word.
    let across = from.checked_sub(1).and_then(|before| chars.get(before..=from));
    let across = across.and_then(|pair| Table::Word.of(&pair.iter().collect::<String>()));
    let ends_word = across.is_some_and(|value| Role::of_word(value, 2).0 < RARELY);
    let chars = chars.get(from..).unwrap_or(&[]);
    let named = chars.iter().take(2).take_while(|&&c| may_name(c)).count();
    for (length, cost) in (1..=named).zip([SHORT_LOCAL, LOCAL_NAME]) {
        let is = |of: &str| chars.get(length).is_some_and(|c| of.contains(*c));
        let street = length > 1 && is(STREETS);
        if (is(LOCAL) || street) && !ends_word {
            add(length + 1, cost, (Kind::Word, Role::Place));
        }
    }
}

/// A surname and a given name of one or two characters.
fn names(chars: &[char], add: &mut impl FnMut(usize, i64, (Kind, Role))) {
    let name = (Kind::Word, Role::Name);
    for (length, surname) in Table::Surname.starts(chars.get(..3).unwrap_or(chars)) {
        let surname = surname as i64;
        let Some(&first) = chars.get(length) else { continue };
        if length == 1
            && surname < COMMON_SURNAME
            && let Some(given) = Table::GivenLast.of_char(first)
        {
            add(length + 1, SHORT_NAME + surname + given as i64, name);
        }
        if let Some(given) = given(Table::Given, first)
            && let Some(last) =
                chars.get(length + 1).and_then(|&c| self::given(Table::GivenLast, c))
        {
            // 林|規模: what is a word of the list is seldom given.
            let pair = chars.get(length..length + 2).unwrap_or(&[]).iter().collect::<String>();
            let word = Table::Word.of(&pair).is_some_and(|value| Role::of_word(value, 2).0 < OFTEN);
            // Who says something is a person: 沈集成：
            let says = chars.get(length + 2) == Some(&'：');
            let word = if word && !says { GIVEN_WORD } else { 0 };
            add(length + 2, NAME + surname + given + last + word, name);
        }
    }
}

/// What a character of a given name costs; rare ones may stand there though the list has no such
/// name.
fn given(table: Table, c: char) -> Option<i64> {
    let known = table.of_char(c).map(|cost| cost as i64);
    let is_rare = || {
        let alone = Table::Word.of_char(c).map(|value| Role::of_word(value, 1).0);
        is_han(c) && alone.is_none_or(|cost| cost > RARE_GIVEN)
    };
    known.or_else(|| is_rare().then_some(GIVEN))
}

/// Three characters or more of those that sound for foreign names, and the dot between two.
fn foreign_names(chars: &[char], add: &mut impl FnMut(usize, i64, (Kind, Role))) {
    let mut cost = FOREIGN;
    for (at, &c) in chars.iter().enumerate().take(LONGEST_NAME) {
        let known = Table::Foreign.of_char(c).map(|cost| cost as i64);
        let dot = (at > 0 && Class::of(c) == Class::Md).then_some(0);
        let Some(own) = known.or(dot) else { return };
        cost += own;
        if at >= 2 && dot.is_none() {
            add(at + 1, cost, (Kind::Word, Role::Name));
        }
    }
}

/// The cheapest way, and for every place how much dearer the best way is that runs on over it.
fn cheapest(edges: &[Vec<Edge>], length: usize) -> (Vec<Edge>, Vec<i64>) {
    const FAR: i64 = i64::MAX / 4;
    let mut before = vec![FAR; length + 1];
    let mut last: Vec<Option<Edge>> = vec![None; length + 1];
    let mut after = vec![FAR; length + 1];
    let of = |costs: &[i64], at: usize| costs.get(at).copied().unwrap_or(FAR);
    if let Some(first) = before.first_mut() {
        *first = 0;
    }
    for edge in edges.iter().flatten() {
        let cost = of(&before, edge.from) + edge.cost;
        if let (Some(best), Some(back)) = (before.get_mut(edge.to), last.get_mut(edge.to))
            && cost < *best
        {
            (*best, *back) = (cost, Some(*edge));
        }
    }
    if let Some(end) = after.last_mut() {
        *end = 0;
    }
    for edge in edges.iter().rev().flatten() {
        let cost = edge.cost + of(&after, edge.to);
        if let Some(best) = after.get_mut(edge.from) {
            *best = cost.min(*best);
        }
    }
    let mut over = vec![FAR; length + 1];
    for edge in edges.iter().flatten() {
        let cost = of(&before, edge.from) + edge.cost + of(&after, edge.to);
        for best in over.get_mut(edge.from + 1..edge.to).unwrap_or(&mut []) {
            *best = cost.min(*best);
        }
    }
    for (at, over) in over.iter_mut().enumerate() {
        *over -= of(&before, at) + of(&after, at);
    }
    let mut path = Vec::new();
    let mut at = length;
    while let Some(edge) = last.get(at).copied().flatten() {
        path.push(edge);
        at = edge.from;
    }
    path.reverse();
    (path, over)
}

/// Whether the blank at `at` stands between a surname alone and what its bearer is called: 譚　老師.
fn parts_title(chars: &[char], at: usize) -> bool {
    const TITLES: &str = "老师 先生 女士 小姐 太太 教授 博士 医生 同学 校长 导演 大师 师傅 律师 法官 议员 局长 主席 总统 部长";
    let surname = at.checked_sub(1).and_then(|before| chars.get(before));
    let common = surname.and_then(|&c| Table::Surname.of_char(c));
    let after = chars.get(at + 1..).unwrap_or(&[]);
    common.is_some_and(|cost| (cost as i64) < COMMON_SURNAME)
        && TITLES.split(' ').any(|title| title.chars().eq(after.iter().take(2).copied()))
}

/// Whether a bracket or quotation mark that closes is followed by what names the whole: “雪龙2”号.
fn ends_closed(chars: &[char], (mark, word): (&Edge, &Edge)) -> bool {
    let is = |at: usize, of: &str| chars.get(at).is_some_and(|c| of.contains(*c));
    is(mark.from, "」』》〉”’")
        && word.to - word.from == 1
        && is(word.from, "号级型案式奖版人杯台者")
}

/// Whether a verb or another word of one character stands before what a bracket or quotation mark opens: 登《自然》; but
/// 港女性稱|「仲要繼續講」: who says it, and what.
fn opens_object(chars: &[char], (word, mark): (&Edge, &Edge)) -> bool {
    let c = chars.get(word.from).copied().filter(|&c| is_han(c));
    let leans = c.is_some_and(|c| !chars::leans_back(c) || chars::leans_on(c));
    let opens = chars.get(mark.from).is_some_and(|c| "「『《〈“‘".contains(*c));
    let says = c.is_some_and(|c| "称说曰叹喊问".contains(c))
        && chars.get(mark.from).is_some_and(|c| "「『“‘".contains(*c));
    opens && leans && !says && word.to - word.from == 1 && word.role == Role::Own
}

/// Whether the word is a particle, which begins no row (R90).
fn begins_particle(chars: &[char], word: &Edge) -> bool {
    let c = chars.get(word.from).filter(|_| word.to - word.from == 1);
    c.is_some_and(|c| is_han(*c) && chars::is_particle(c.encode_utf8(&mut [0; 4])))
}

/// Whether the dash at `at` joins what stands on both sides: 歼—35A, 中国—中亚.
fn joins(chars: &[char], at: usize) -> bool {
    let item =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    matches!(chars.get(at), Some('—' | '–' | '－' | '-'))
        && item(at.checked_sub(1))
        && item(Some(at + 1))
}

/// Whether the word is the 起 of a date: 元旦起.
fn is_from(chars: &[char], word: &Edge) -> bool {
    const TIMES: &str = "日月年旦号天周时点分晨晚午夜季度旬初底末";
    let before = word.from.checked_sub(1).and_then(|at| chars.get(at));
    chars.get(word.from) == Some(&'起')
        && word.to - word.from == 1
        && before.is_some_and(|&c| TIMES.contains(c))
}

/// How little a row wants to end beside a mark or blank; none where it never does. None at all between two words.
fn beside_mark(
    chars: &[char],
    clauses: &Clauses<'_>,
    (first, second): (&Edge, &Edge),
) -> Option<Option<u8>> {
    let class = |at: usize| chars.get(at).map_or(Class::Ha, |&c| Class::of(c));
    Some(match (first.kind, second.kind) {
        (Kind::Mark, _) if class(first.from) == Class::Sp => {
            let titled = parts_title(chars, first.from);
            let dislike = if titled { BEFORE_TITLE } else { Seam::GLAD };
            (!spreads_name(chars, first.from)).then_some(dislike)
        }
        // A typed blank parts clauses of Chinese, and Western words.
        (Kind::Mark, kind) if class(first.from).is_space() => {
            let before = first.from.checked_sub(1).map_or(Class::Ha, class);
            let words = kind == Kind::Western && before.is_western();
            Some(match () {
                () if clauses.end_at_blank(first.from) => Seam::GLAD,
                () if clauses.parts_number(first.from, second.to) => WITHIN_NUMBER,
                () if words || class(first.to) == Class::Nu => Seam::FREE,
                () => Seam::AT_MARK,
            })
        }
        // A dot joins the parts of a name.
        (Kind::Mark, _) if class(first.from) == Class::Md => Some(Seam::HARD),
        // So does a single dash.
        (Kind::Mark, _) if joins(chars, first.from) => Some(Seam::HARD),
        (_, Kind::Mark) if joins(chars, second.from) => Some(Seam::HARD),
        // A blank ends its row.
        (_, Kind::Mark) if class(second.from).is_space() => None,
        (Kind::Mark, _) if clauses.end_at_mark(first.from) => Some(Seam::AT_CLAUSE),
        (Kind::Mark, _) if ends_closed(chars, (first, second)) => Some(BEHIND_CLOSING),
        // 《活著》|的 would begin a row with a particle, too.
        (Kind::Mark, _) if !begins_particle(chars, second) => Some(Seam::AT_MARK),
        (_, Kind::Mark) if opens_object(chars, (first, second)) => Some(BEFORE_OPENING),
        (_, Kind::Mark) => Some(Seam::FREE),
        _ => return None,
    })
}

/// How little a row wants to end between two words that are tied so; none where it never does.
fn dislike(
    chars: &[char],
    (first, second): (&Edge, &Edge),
    sure: i64,
    (tie, ends_compound): (u8, bool),
) -> Option<u8> {
    let alone = |edge: &Edge| {
        let c = chars.get(edge.from).copied().filter(|&c| is_han(c));
        c.filter(|_| edge.to - edge.from == 1)
    };
    let is_one_of = |edge: &Edge, of: &str| alone(edge).is_some_and(|c| of.contains(c));
    let ends_name = || {
        let office = alone(second).is_some_and(|c| "署局案".contains(c));
        office && first.role.is_nominal() && first.to - first.from > 1
    };
    let begins_none = begins_particle(chars, second) || is_from(chars, second);
    if begins_none || ends_name() || is_outcome(chars, (first, second)) {
        return None;
    }
    if is_from(chars, first) {
        return Some(Seam::FREE);
    }
    let numeral = alone(first).is_some_and(numbers::is_numeral);
    let rare = |edge: &Edge, than: i64| alone(edge).is_some() && edge.cost > than;
    let mut dislike = tie;
    let mut at_least = |holds: bool, least: u8| {
        dislike = if holds { dislike.max(least) } else { dislike };
    };
    // 斥資一千零六十億|私有化: a sum without its unit.
    let power = chars.get(first.to - 1).copied().unwrap_or(' ');
    let sum = first.to - first.from > 1
        && second.to - second.from > 1
        && (power == '亿' || power == '万' && second.role == Role::Own);
    // 天璣9600|採用
    let figures = chars.get(first.from..first.to).unwrap_or(&[]);
    let model =
        figures.len() > 2 && figures.iter().all(char::is_ascii_digit) && second.role == Role::Own;
    at_least((first.kind == Kind::Bare || numeral) && !sum && !model, 14);
    at_least(sure < LIKELY, 7);
    at_least(sure < DOUBTFUL, 12);
    at_least(alone(first).is_some_and(chars::leans_on), Seam::HARD);
    let back = alone(second).is_some_and(chars::leans_back);
    at_least(back && !(second.role == Role::Own && is_one_of(second, "值率")), 8);
    at_least(rare(first, VERY_RARE) && !ends_compound || rare(second, VERY_RARE), 7);
    at_least(is_one_of(first, BEFORE_NOUNS), AFTER_PREPOSITION);
    // 墮樓亡|警列
    let dead = is_one_of(first, "亡死毙伤");
    let pair = alone(first).is_some() && alone(second).is_some() && !ends_compound && !dead;
    at_least(pair, 8);
    at_least(pair && (first.cost > RARE || second.cost > RARE), 12);
    Some(dislike)
}
