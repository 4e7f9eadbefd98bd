//! [`write`]: copy into the mark-up of an article.
//!
//! Whatever a text says, the article says to the letter: signs that are mark-up in an article are
//! written so that they are text there. What is marked in the copy is marked in the article; that it
//! is read back as it was meant is looked at, paragraph by paragraph, before it is written.

use super::copy::{Block, Copy, Look, Rows, Run, Stand, Text};
use super::told::{Account, MARKUP, SUBSCRIPT};
use crate::diag::FileId;
use crate::diag::codes::import::LEFT_OUT;
use crate::source::article::BodyBlock;
use crate::source::{Piece, WrittenArticle, read_written};
use crate::text::{Mark, Quoted};

/// What a text is a part of: signs mean different things in different places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    /// A part of the front matter.
    Front,
    Paragraph,
    Subhead,
    /// One line, and bars part it from the next.
    Cell,
}

/// The parts of an article, written as an article's file has them.
pub fn write(copy: &Copy, account: &mut Account) -> WrittenArticle {
    let mut list = |texts: &[Text]| -> Vec<Piece> {
        let lines = texts.iter().flat_map(|text| text.clone().lines());
        lines
            .map(|line| checked(&line, Within::Front, account))
            .filter(|it| !it.is_empty())
            .collect()
    };
    let (kicker, headline) = (list(&copy.kicker), list(&copy.headline));
    let (deck, intro) = (list(&copy.deck), list(&copy.intro));
    let mut one = |text: &Option<Text>| {
        let text = text.as_ref().filter(|text| !text.is_blank())?;
        Some(checked(text, Within::Front, account))
    };
    let (label, byline) = (one(&copy.label), one(&copy.byline));
    let (dateline, source) = (one(&copy.dateline), one(&copy.source));
    let body = body(&copy.body, account);
    WrittenArticle { label, kicker, headline, deck, byline, intro, dateline, source, body }
}

/// Blocks one below the other, an empty line between two; items of a list follow each other.
fn body(blocks: &[Block], account: &mut Account) -> Piece {
    let mut out = Piece::default();
    let blocks = typed(blocks);
    let mut before: Option<&Block> = None;
    for block in &blocks {
        let piece = match block {
            Block::Table(rows) => table(rows, account),
            Block::Paragraph(text) => paragraph("", text, account),
            Block::Subhead(text) => one_line("## ", text, account),
            Block::Quote(_, text) => paragraph("> ", text, account),
            Block::Bullet(text) => paragraph("- ", text, account),
            Block::Numbered(number, text) => paragraph(&format!("{number}. "), text, account),
        };
        if piece.is_empty() {
            continue;
        }
        let at = piece.places.first().map_or(0, |at| *at as usize);
        if let Some(before) = before {
            out.push_marks(between(before, block), at);
        }
        out.append(&piece);
        before = Some(block);
    }
    if !out.is_empty() {
        let end = out.places.last().map_or(0, |at| *at as usize);
        out.push_marks("\n", end);
        out.places.push(end as u32);
    }
    out
}

/// What parts two blocks: items of one list stand line below line, and the empty line within a
/// quotation is one of the quotation.
fn between(before: &Block, block: &Block) -> &'static str {
    let one_line = |text: &Text| !text.string().contains('\n');
    let follows = match (before, block) {
        (Block::Bullet(one), Block::Bullet(_)) => one_line(one),
        (Block::Numbered(_, one), Block::Numbered(..)) => one_line(one),
        (Block::Quote(..), Block::Quote(Quoted::GoesOn, _)) => return "\n>\n",
        _ => false,
    };
    if follows { "\n" } else { "\n\n" }
}

/// Two lists of numbers that follow each other would be one, and a list has no number out of its order:
/// from there on, or from its beginning where it counts otherwise, the numbers are typed.
fn typed(blocks: &[Block]) -> Vec<Block> {
    let number = |at: usize| match blocks.get(at) {
        Some(Block::Numbered(number, _)) => Some(*number),
        _ => None,
    };
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let Some(first) = number(at) else {
            out.push(block.clone());
            at += 1;
            continue;
        };
        let run: Vec<u32> = (at..).map_while(number).collect();
        let breaks = |two: &[u32]| two[0].checked_add(1) != Some(two[1]);
        let sound = run.windows(2).position(breaks).map_or(run.len(), |end| end + 1);
        let counts_on = first == 1 && run.windows(2).all(|two| !breaks(two) || two[1] == 1);
        let sound = if sound == run.len() || counts_on { sound } else { 0 };
        for (offset, block) in blocks.iter().skip(at).take(run.len()).enumerate() {
            out.push(match block {
                Block::Numbered(number, text) if offset >= sound => {
                    let mut whole = Text::plain(&format!("{number}. "), text.range().start);
                    whole.append(text.clone());
                    Block::Paragraph(whole)
                }
                other => other.clone(),
            });
        }
        at += run.len();
    }
    out
}

/// A paragraph behind a mark; its lines behind the first are moved in below it.
fn paragraph(mark: &str, text: &Text, account: &mut Account) -> Piece {
    let text = checked(text, Within::Paragraph, account);
    let Some(&at) = text.places.first() else { return Piece::default() };
    let at = at as usize;
    let mut out = Piece::default();
    out.push_marks(mark, at);
    let continued = if mark == "> " { mark.to_owned() } else { " ".repeat(mark.len()) };
    for (c, place) in text.text.char_indices().map(|(byte, c)| (c, place_of(&text, byte))) {
        out.push(c, place);
        if c == '\n' {
            out.push_marks(&continued, place);
        }
    }
    out
}

fn one_line(mark: &str, text: &Text, account: &mut Account) -> Piece {
    let text = checked(&joined(text), Within::Subhead, account);
    let mut out = Piece::default();
    if let Some(&at) = text.places.first() {
        out.push_marks(mark, at as usize);
        out.append(&text);
    }
    out
}

fn place_of(piece: &Piece, byte: usize) -> usize {
    piece.places.get(byte).map_or(0, |at| *at as usize)
}

/// The text on one line.
fn joined(text: &Text) -> Text {
    let mut text = text.clone();
    for run in &mut text.runs {
        run.text = run.text.replace('\n', " ");
    }
    text
}

/// Its rows behind each other; a table without a head has an empty one, as Markdown asks for.
fn table(rows: &Rows, account: &mut Account) -> Piece {
    let columns = rows.rows.iter().map(Vec::len).max().unwrap_or(0);
    let at = rows.rows.iter().flatten().find(|cell| !cell.runs.is_empty());
    let Some(at) = at.map(|cell| cell.range().start) else { return Piece::default() };
    let mut out = Piece::default();
    let rule = |out: &mut Piece| {
        for column in 0..columns {
            out.push_marks(
                match rows.stands.get(column).copied().unwrap_or_default() {
                    Stand::Own => "| --- ",
                    Stand::Start => "| :-- ",
                    Stand::Center => "| :-: ",
                    Stand::End => "| --: ",
                },
                at,
            );
        }
        out.push_marks("|", at);
    };
    if !rows.has_head {
        out.push_marks(&"|  ".repeat(columns), at);
        out.push_marks("|\n", at);
        rule(&mut out);
    }
    for (number, row) in rows.rows.iter().enumerate() {
        if number > 0 || !rows.has_head {
            out.push_marks("\n", at);
        }
        for column in 0..columns {
            out.push_marks("| ", at);
            if let Some(cell) = row.get(column) {
                out.append(&checked(&joined(cell), Within::Cell, account));
            }
            out.push_marks(" ", at);
        }
        out.push_marks("|", at);
        if number == 0 && rows.has_head {
            out.push_marks("\n", at);
            rule(&mut out);
        }
    }
    out
}

/// A text with its marks, if it is read back so; else without.
fn checked(text: &Text, within: Within, account: &mut Account) -> Piece {
    let text = joined_runs(lowered(text.clone().trimmed(), account));
    let marked = written(&text, within, Marks::Written);
    let is_plain = |run: &Run| run.look == Look::default() && run.reading.is_none();
    if text.runs.iter().all(is_plain) || is_read_back(&text, &marked, within) {
        return marked;
    }
    let (text, kept) = raised(text);
    let marked = written(&text, within, Marks::Written);
    if text.runs.iter().all(is_plain) || is_read_back(&text, &marked, within) {
        return marked;
    }
    match kept {
        Some(words) => account.warn(
            LEFT_OUT,
            text.range(),
            format!("a superscript is written as plain text: {words}"),
            "write it in the article as it is to be printed",
        ),
        None => account.leave(MARKUP, text.range()),
    }
    let mut plain = Text::default();
    for run in &text.runs {
        plain.push_str(&run.text, run.at, Look::default());
        if let Some(reading) = &run.reading {
            plain.push_str(&format!("（{reading}）"), run.at, Look::default());
        }
    }
    written(&plain, within, Marks::Left)
}

/// Superscripts as characters of their own, 10⁻³, where `^…^` cannot be written; what has none, quoted
/// with what stands before it.
fn raised(mut text: Text) -> (Text, Option<String>) {
    let mut kept = None;
    for at in 0..text.runs.len() {
        if !text.runs[at].look.superscript || text.runs[at].reading.is_some() {
            continue;
        }
        let said: Option<String> = text.runs[at].text.chars().map(superscript).collect();
        match said {
            Some(said) => {
                text.runs[at].text = said;
                text.runs[at].look.superscript = false;
            }
            None => {
                let before = at.checked_sub(1).and_then(|at| text.runs.get(at));
                let before = before.map_or("", |run| run.text.as_str());
                let tail = before.char_indices().rev().nth(4).map_or(0, |(at, _)| at);
                let before = before.get(tail..).unwrap_or("");
                kept.get_or_insert_with(|| format!("{before}{}", text.runs[at].text));
            }
        }
    }
    (text, kept)
}

/// Subscripts beside figures as characters of their own, log₁₀100, for they would be part of the number;
/// elsewhere their words stand in the line, H2O.
fn lowered(mut text: Text, account: &mut Account) -> Text {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for at in 0..text.runs.len() {
        if !text.runs[at].look.subscript {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| text.runs.get(at)?.text.chars().next_back());
        let after = text.runs.get(at + 1).and_then(|run| run.text.chars().next());
        let run = &mut text.runs[at];
        run.look.subscript = false;
        let said: Option<String> = run.text.chars().map(subscript).collect();
        let range = run.at..run.at + run.text.len();
        let own = &run.text;
        let meets = (is_digit(before) && is_digit(own.chars().next()))
            || (is_digit(after) && is_digit(own.chars().next_back()));
        match said.filter(|_| meets) {
            Some(said) => run.text = said,
            None => account.leave(SUBSCRIPT, range),
        }
    }
    text
}

fn superscript(c: char) -> Option<char> {
    const OF: [(char, char); 19] = [
        ('0', '⁰'),
        ('1', '¹'),
        ('2', '²'),
        ('3', '³'),
        ('4', '⁴'),
        ('5', '⁵'),
        ('6', '⁶'),
        ('7', '⁷'),
        ('8', '⁸'),
        ('9', '⁹'),
        ('+', '⁺'),
        ('-', '⁻'),
        ('−', '⁻'),
        ('–', '⁻'),
        ('=', '⁼'),
        ('(', '⁽'),
        (')', '⁾'),
        ('n', 'ⁿ'),
        ('i', 'ⁱ'),
    ];
    OF.iter().find(|(plain, _)| *plain == c).map(|(_, raised)| *raised)
}

fn subscript(c: char) -> Option<char> {
    match c {
        '0'..='9' => char::from_u32(u32::from('₀') + (u32::from(c) - u32::from('0'))),
        _ => None,
    }
}

/// Neighbours that are marked alike are one.
fn joined_runs(text: Text) -> Text {
    let mut runs: Vec<Run> = Vec::with_capacity(text.runs.len());
    for run in text.runs {
        match runs.last_mut() {
            Some(last)
                if last.look == run.look
                    && last.reading.is_none()
                    && run.reading.is_none()
                    && last.at + last.text.len() == run.at =>
            {
                last.text.push_str(&run.text);
            }
            _ => runs.push(run),
        }
    }
    Text { runs }
}

/// Whether an article says and marks what the text does.
fn is_read_back(text: &Text, marked: &Piece, within: Within) -> bool {
    let read = |piece: &Piece| {
        let mut article = WrittenArticle::default();
        match within {
            Within::Front => article.intro = vec![piece.clone()],
            Within::Subhead => {
                article.body.push_marks("## ", 0);
                article.body.append(piece);
            }
            Within::Paragraph | Within::Cell => article.body = piece.clone(),
        }
        let (article, _) = read_written(FileId(0), &article, Vec::new());
        let texts = match within {
            Within::Front => article.front.intro,
            _ => article.body.into_iter().map(whole).collect(),
        };
        (texts.len() == 1).then(|| texts.into_iter().next()).flatten()
    };
    let (Some(read), Some(plain)) = (read(marked), read(&written(text, within, Marks::Left)))
    else {
        return false;
    };
    let marked = |is: fn(&Mark) -> bool| {
        let of = read.marks.iter().filter(|markup| is(&markup.mark));
        let texts = of.filter_map(|markup| {
            read.text.get(markup.range.start as usize..markup.range.end as usize)
        });
        texts.map(solid).sum::<usize>()
    };
    let wanted = |is: fn(&Run) -> bool| {
        text.runs.iter().filter(|run| is(run)).map(|run| solid(&run.text)).sum::<usize>()
    };
    read.text == plain.text
        && marked(|mark| *mark == Mark::Bold) == wanted(|run| run.look.bold)
        && marked(|mark| *mark == Mark::Emphasis) == wanted(|run| run.look.emphasis)
        && marked(|mark| *mark == Mark::Superscript) == wanted(|run| run.look.superscript)
        && marked(|mark| matches!(mark, Mark::Ruby { .. })) == wanted(|run| run.reading.is_some())
}

/// Characters that are no blanks.
fn solid(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A paragraph with the agency credit that was taken off its end.
fn whole(block: BodyBlock) -> crate::text::RichText {
    let mut text = block.text;
    if let Some(credit) = &block.credit {
        text.push(credit);
    }
    text
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Written,
    Left,
}

/// A list's number has no more.
const MOST_DIGITS: usize = 9;

/// A sign, and whether a look has it.
type Sign = (&'static str, fn(Look) -> bool);

/// The signs of looks, the outermost first.
const SIGNS: [Sign; 3] =
    [("**", |look| look.bold), ("*", |look| look.emphasis), ("^", |look| look.superscript)];

fn written(text: &Text, within: Within, marks: Marks) -> Piece {
    let mut writer = Writer { out: Piece::default(), within, open: Vec::new() };
    let mut held: Vec<(char, usize)> = Vec::new();
    for run in &text.runs {
        let look = if marks == Marks::Written { run.look } else { Look::default() };
        if let (Some(reading), Marks::Written) = (&run.reading, marks) {
            writer.change(look, run.at, &mut held);
            writer.ruby(run, reading);
            continue;
        }
        let mut chars = run.text.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let at = run.at + offset;
            // Blanks stand outside of marks.
            if matches!(c, ' ' | '\u{3000}' | '\n') {
                held.push((c, at));
                continue;
            }
            writer.change(look, at, &mut held);
            writer.character(c, at, chars.peek().map(|(_, c)| *c));
        }
    }
    let end = text.range().end;
    writer.change(Look::default(), end, &mut held);
    writer.out
}

struct Writer {
    out: Piece,
    within: Within,
    /// Signs that are not closed yet, by their place in [`SIGNS`].
    open: Vec<usize>,
}

impl Writer {
    /// Goes over to another look, with the blanks that stand between.
    fn change(&mut self, look: Look, at: usize, held: &mut Vec<(char, usize)>) {
        let wanted = |sign: usize| SIGNS.get(sign).is_some_and(|(_, is)| is(look));
        // A superscript holds no blank.
        let ends = |sign: usize, blank: bool| !wanted(sign) || (blank && sign == 2);
        let keep = self.open.iter().take_while(|sign| !ends(**sign, !held.is_empty())).count();
        for sign in self.open.split_off(keep).into_iter().rev() {
            self.out.push_marks(SIGNS[sign].0, at);
        }
        for (c, at) in held.drain(..) {
            match (c, self.within) {
                ('\n', Within::Paragraph) if !self.out.is_empty() => {
                    while self.out.text.ends_with([' ', '\u{3000}']) {
                        let last = self.out.text.pop().map_or(0, char::len_utf8);
                        self.out.places.truncate(self.out.places.len() - last);
                    }
                    if !self.out.text.ends_with("\\\n") {
                        self.out.push_marks("\\\n", at);
                    }
                }
                ('\n', _) => self.out.push(' ', at),
                (_, Within::Paragraph) if self.out.is_empty() || self.out.text.ends_with('\n') => {}
                (c, _) => self.out.push(c, at),
            }
        }
        for (sign, (mark, is)) in SIGNS.iter().enumerate() {
            if is(look) && !self.open.contains(&sign) {
                self.out.push_marks(mark, at);
                self.open.push(sign);
            }
        }
    }

    fn ruby(&mut self, run: &Run, reading: &str) {
        self.out.push_marks("{", run.at);
        for (offset, c) in run.text.char_indices() {
            self.within_ruby(c, run.at + offset);
        }
        self.out.push_marks("|", run.at);
        for c in reading.chars() {
            self.within_ruby(c, run.at);
        }
        self.out.push_marks("}", run.at);
    }

    fn within_ruby(&mut self, c: char, at: usize) {
        if c.is_ascii_punctuation() && !matches!(c, ',' | '.' | '-' | '\'' | '(' | ')' | '/') {
            self.out.push_marks("\\", at);
        }
        self.out.push(c, at);
    }

    fn character(&mut self, c: char, at: usize, next: Option<char>) {
        let starts = self.out.is_empty() || self.out.text.ends_with('\n');
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_sign = match c {
            '\\' | '`' | '*' | '_' | '^' | '[' | ']' | '{' | '|' => true,
            // A tag, or an address.
            '<' => next.is_none_or(|c| c.is_ascii() && c != ' '),
            '&' => letter(next) || matches!(next, None | Some('#')),
            '#' => starts || self.within == Within::Subhead,
            // Of a highlight, and of a formula; an amount of money is neither.
            '=' => starts || next == Some('='),
            '$' => next.is_some_and(|c| c.is_ascii_graphic() && !c.is_ascii_digit()),
            '>' | '+' | '-' | '~' | ':' => starts,
            '.' | ')' => self.is_behind_number(),
            _ => false,
        };
        if c == '＋' && starts {
            // A line of such signs opens front matter, and no backslash stands before them.
            return self.out.push_marks("&#xFF0B;", at);
        }
        if is_sign {
            self.out.push_marks("\\", at);
        }
        self.out.push(c, at);
    }

    /// Whether the line so far is a number: a list, to Markdown.
    fn is_behind_number(&self) -> bool {
        let digits = self.out.text.bytes().rev().take(MOST_DIGITS + 1);
        let digits = digits.take_while(u8::is_ascii_digit).count();
        let before = self.out.text.len() - digits;
        let begins = before == 0 || self.out.text.as_bytes().get(before - 1) == Some(&b'\n');
        (1..=MOST_DIGITS).contains(&digits) && begins
    }
}
