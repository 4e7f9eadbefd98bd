//! Korean heads break at blanks (R24), and not at all of them alike: not between a number and what is
//! counted (2년 만에, 한 달), not behind a word that leans on the next (첫, 전, 연); rather behind a mark or a
//! particle than between a name and its title.

use super::{Seam, numbers};
use crate::chars::Class;

/// Words that lean on the next: numerals and what stands before nouns.
const LEANING: &str = "한 두 세 네 몇 첫 새 헌 각 약 연 제 총 현 옛 올 매 전 본 그 이 저 온 맨 단 구 신 주 영하 영상 향년 최고 최저 최대 \
    최소 평균 누적 공동 사상 역대 지난 오는 다음 남북 무려 불과 최근 올해 내년 작년 안 못 더 가장";
/// Numerals of Korean words, which what is counted follows: 일곱 해.
const NUMERALS: &str = "다섯 여섯 일곱 여덟 아홉 열 스물 스무 서른 마흔 쉰 예순 일흔 여든 아흔 열한 열두 열세 열네 스물한 스물두 스물세 스물네 \
    서너 네댓 대여섯 예닐곱 여러";
/// What is counted in numerals of Chinese words: 십삼 퍼센트.
const UNITS: &str = "퍼센트 포인트 프로 해 년 월 일 시간 분 초 원 달러 위안 엔 미터 킬로 톤 명 개 건 번 회 배 층 주 세 점 승 패 도 인 차 마리 골 경기 개월 가지 사람 \
    권 장 잔 쌍 채 살 달 곳 대 연승";
const CHINESE: &str = "영공일이삼사오육칠팔구십백천만억조수";
/// Words that are said of what stands before them: they begin no row.
const COUNTED: &str = "만 만에 만의 수 것 등 등은 등을 뿐 채 듯 지 째 새 뒤 후 전 동안 사이 이상 이하 이내 미만 안팎 가량 정도 남짓 내외 \
    연속 연승 연패 여명 여개 달 명 개 번 차례 곳 건 배 대 살 시간 주 년 월 일 원 억원 조원 만명 만원";
/// Titles: what stands before is a name.
const TITLES: &str = "대통령 총리 총재 장관 차관 위원장 의원 대표 당대표 시장 지사 도지사 구청장 검찰총장 총장 회장 부회장 사장 감독 \
    코치 선수 작가 시인 교수 박사 배우 가수 여사 씨 기자 판사 검사 변호사 대사 주석 국왕 교황 왕자 대변인 원내대표";
/// What the word before ends with where a part of the sentence ends.
const PARTICLES: &str = "은는이가을를에서로와과도";
/// Names that a number follows: 시즌 10호골, 아이폰 17.
const NUMBERED: &str =
    "징역 벌금 시즌 통산 아이폰 갤럭시 아이오닉 누리호 다누리 세대 월드컵 팀 개인";
/// What goes on with a product's name: 아이폰 17 프로 맥스.
const PRODUCT: &str = "프로 맥스 플러스 울트라 미니";
/// What is done to what stands before it, and happens there: 도로 통제, 연쇄 추돌. It begins a row less than other
/// words do.
const DONE: &str = "통제 추돌 충돌 붕괴 폐쇄 마비 결항 침수 사고 피해 경보 주의보 특보 회담 협상 대책 방안 계획 지원 단속 점검 조사 수사 재판 선고 \
    판결 파업 인상 인하 확대 축소 폐지 도입 편성 개편 개정 개혁 투자 수출 수입 생산 판매 소비 매각 인수 합병 계약 협약 조약 체결 착공 완공 준공 개통 \
    공사 입찰 공급 분양 청약 임대 대출 금리 지수 환율 물가 가격 요금 운행 중단 재개 연장 취소 연기 철회 해제 금지 제한 허용 승인 허가 등록 신청 접수 \
    모집 채용 선발 임명 해임 사퇴 출마 당선 선거 투표 개표 공천 경선 시위 집회 행진 실종 수색 구조 구속 기소 체포 검거 압수 수술 치료 접종 감염 확진";
/// Words of one syllable that only ever lean on the next: no row wants to end before them less than before another
/// word. 작은 학교 |세 곳.
const FORWARD: &str = "한 두 세 네 몇 첫 각 약 총 매 더 못 안";
const LEANS: u8 = 12;
const TITLED: u8 = 8;
/// Between a name and the office of who bears it, and between what is numbered and its number: 장동혁|대표, 위성|3호.
const IN_NAME: u8 = 10;
/// What places are named by: 광화문 광장.
const SITES: &str = "광장 영화제 공항 대학교 대학 나들목 터널 대교 경기장 미술관 박물관 시장 호텔 병원 공원 사거리 해수욕장 산업단지 고속도로 초등학교 중학교 고등학교";
const COMPOUND: u8 = 7;
/// Before the last word of a clause, beside a quotation.
const CLOSES: u8 = Seam::HARD;
const ENDS: u8 = 7;
const LONGEST_NAME: usize = 4;
/// Words of so many characters may be too long for a row; and how much less one parts between any two syllables.
const LONG: usize = 6;
const BETWEEN_SYLLABLES: u8 = 12;
/// Of one syllable.
const SURNAMES: &str = "김이박최강조윤장임한오서신권황안송류홍전고문손양배백허남심노하주곽성차구우진민유나지엄원천방공현함변";
/// What a longer title ends with.
const OFFICES: &str = "장관 총장 청장 원장 처장 실장 국장 본부장 단장 행장 위원장 의장 회장 부장 이사장 교육감 군수 구청장 서장 총리 대표 감독";

/// The blanks of the text, each with how little a row wants to end at it.
pub(super) fn seams(chars: &[(u32, char)]) -> Vec<Seam> {
    let words: Vec<&[(u32, char)]> = chars.split(|(_, c)| Class::of(*c).is_space()).collect();
    let words: Vec<&[(u32, char)]> = words.into_iter().flat_map(clauses).collect();
    let seam = |(at, pair): (usize, &[&[(u32, char)]])| {
        let [first, second] = pair else { return None };
        let (first, next) = (text(first), text(second));
        // 1만 320원: one number.
        if goes_on(&first, &next) {
            return None;
        }
        // 세 곳 |통합: what is counted leans on nothing else.
        let number = at.checked_sub(1).and_then(|at| words.get(at));
        let counted = number.is_some_and(|number| is_counted(&text(number), &first));
        let own = dislike(&first, &next);
        let dislike = if counted && own == TITLED { Seam::FREE } else { own };
        // '화성-19형' |발사…86분: a clause keeps its last word beside a word that is quoted, a row ends behind both.
        let quoted = |word: &str| word.starts_with(['\'', '"', '‘', '“']);
        let whole = quoted(&first) && first.ends_with(['\'', '"', '’', '”']);
        let goes_on = at + 2 < words.len();
        let closes = next.ends_with('…') && (whole || quoted(&next)) && goes_on;
        let dislike = if closes { dislike.max(CLOSES) } else { dislike };
        // 이순영 |별세…향년 91세, 충전소 |폭발, 2명 중상: the verb is of what stands before it.
        let ends = next.ends_with(['…', ',']) && dislike > Seam::AT_MARK && goes_on;
        let ends = ends && !quoted(&next);
        let dislike = if ends { dislike.max(ENDS) } else { dislike };
        let dislike = if ends_clause(&words, at) { Seam::AT_CLAUSE } else { dislike };
        Some(Seam { at: second.first()?.0, dislike })
    };
    let mut seams: Vec<Seam> = words.windows(2).enumerate().filter_map(seam).collect();
    seams.extend(words.iter().flat_map(|word| within(word)));
    seams.sort_by_key(|seam| seam.at);
    seams
}

/// Where a long word parts before it is too long for a measure: behind a dot or a power of ten, before what names a
/// kind of place, else anywhere but beside its first and last syllable.
fn within(word: &[(u32, char)]) -> Vec<Seam> {
    let hangul = |at: usize| word.get(at).is_some_and(|&(_, c)| Class::of(c) == Class::Hg);
    let seam = |at: usize| {
        let &(of, c) = word.get(at)?;
        let (_, before) = *word.get(at.checked_sub(1)?)?;
        let rest = text(word.get(at..).unwrap_or(&[]));
        let site = SITES.split_ascii_whitespace().any(|site| rest.starts_with(site));
        let power = "만억조".contains(before) && c.is_ascii_digit();
        let syllables = at > 1 && hangul(at - 2) && hangul(at - 1) && hangul(at) && hangul(at + 1);
        let dislike = match () {
            () if before == '·' || power || syllables && site => Seam::FORCED,
            () if syllables => Seam::FORCED + BETWEEN_SYLLABLES,
            () => return None,
        };
        Some(Seam { at: of, dislike })
    };
    match word.len() < LONG {
        true => Vec::new(),
        false => (2..word.len() - 1).filter_map(seam).collect(),
    }
}

/// Whether a comma behind the word ends a clause of two words and more: 최저임금 1만700원, |노사 합의로.
fn ends_clause(words: &[&[(u32, char)]], at: usize) -> bool {
    let ends = |at: Option<usize>| {
        let last = at.and_then(|at| words.get(at)).and_then(|word| word.last());
        last.is_none_or(|&(_, c)| c == ',' || Class::of(c) == Class::El)
    };
    let word = words.get(at).map(|word| text(word)).unwrap_or_default();
    // 이 대통령, is who it is said of.
    let subject = |word: &str| is_one_of(word, TITLES);
    word.strip_suffix(',').is_some_and(|word| !subject(word)) && !ends(at.checked_sub(1))
}

/// Whether two words are one number: 1만 320원, 이억 삼천만.
fn goes_on(first: &str, second: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || CHINESE.contains(c);
    let begun = first.chars().all(|c| numeral(c) || ".,".contains(c));
    let digits = first.starts_with(|c: char| c.is_ascii_digit());
    let counted = second.trim_start_matches(|c: char| numeral(c) || ".,".contains(c));
    let figures = second.starts_with(|c: char| c.is_ascii_digit());
    let unit = UNITS.split_ascii_whitespace().any(|unit| counted.starts_with(unit));
    let numeral = second.len() > counted.len();
    begun && first.ends_with(['만', '억', '조', '천']) && (figures || numeral && unit && !digits)
}

/// Whether the second word is what the first one, a number, counts.
fn is_counted(number: &str, word: &str) -> bool {
    let numeral = is_one_of(number, FORWARD)
        || is_one_of(number, NUMERALS)
        || number.chars().all(|c| CHINESE.contains(c));
    numeral && (is_one_of(word, UNITS) || is_one_of(word, COUNTED))
}

/// A word, parted behind what ends a clause in it: 붕괴…외국인.
fn clauses(word: &[(u32, char)]) -> Vec<&[(u32, char)]> {
    let dots = |at: usize| word.get(at).is_some_and(|&(_, c)| Class::of(c) == Class::El);
    let (mut parts, mut from) = (Vec::new(), 0);
    for at in 1..word.len() {
        if dots(at - 1) && !dots(at) && !dots(from) {
            parts.extend(word.get(from..at));
            from = at;
        }
    }
    parts.extend(word.get(from..).filter(|rest| !rest.is_empty()));
    parts
}

fn text(word: &[(u32, char)]) -> String {
    word.iter().map(|(_, c)| c).collect()
}

fn is_one_of(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

fn dislike(first: &str, second: &str) -> u8 {
    let last = first.chars().next_back().unwrap_or(' ');
    let bare = |word: &str| word.trim_matches(|c: char| Class::of(c).is_mark()).to_owned();
    let (word, next) = (bare(first), bare(second));
    // 건…경찰: what is counted is the 건.
    let mark = |c: char| !c.is_alphanumeric() && !"·.,%".contains(c);
    let word = word.rsplit(mark).next().unwrap_or("").to_owned();
    let next = next.split(mark).next().unwrap_or("").to_owned();
    let ends_clause = Class::of(last) == Class::El && first.chars().count() > 1;
    if ends_clause {
        return Seam::AT_CLAUSE;
    }
    if Class::of(last).is_mark() && !"·‘“「『(（<《".contains(last) {
        return Seam::AT_MARK;
    }
    let figure = last.is_ascii_digit() || numbers::is_figure(last);
    let hangul = |word: &str| word.chars().next().is_some_and(|c| Class::of(c) == Class::Hg);
    let chinese = word.chars().all(|c| CHINESE.contains(c)) && !word.is_empty();
    let numeral = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ".,여백천만억조".contains(c))
    };
    let chinese = chinese || numeral(&word);
    let counts = is_one_of(&word, NUMERALS)
        || (chinese && UNITS.split_ascii_whitespace().any(|unit| next.starts_with(unit)));
    let numbered = next.chars().next().is_some_and(|c| c.is_ascii_digit());
    // 2대 1, 3승 2패
    let score = numbered
        && word.chars().next().is_some_and(|c| c.is_ascii_digit())
        && word.ends_with(['대', '승', '무']);
    // 갤럭시 S26, 위성 3호
    let code = next.starts_with(|c: char| c.is_ascii_alphanumeric())
        && next.chars().all(|c| c.is_ascii_alphanumeric())
        && next.contains(|c: char| c.is_ascii_digit())
        && next.contains(|c: char| c.is_ascii_alphabetic());
    let serial = numbered && next.trim_start_matches(|c: char| c.is_ascii_digit()) == "호";
    if (code || serial) && hangul(&word) && !PARTICLES.contains(last) {
        return if code { LEANS } else { IN_NAME };
    }
    let product = is_one_of(&next, PRODUCT) && (figure || is_one_of(&word, PRODUCT));
    if product || score || (numbered && is_one_of(&word, NUMBERED)) {
        return LEANS;
    }
    // 12중 추돌
    let times = numeral(word.strip_suffix('중').unwrap_or(" "));
    let leans = is_one_of(&word, LEANING) || is_one_of(&next, COUNTED) || times;
    if leans || counts || (figure && hangul(&next)) {
        return LEANS;
    }
    beside_noun((&word, last), (&next, numbered))
}

/// The same where neither is a number or leans on the other.
fn beside_noun((word, last): (&str, char), (next, numbered): (&str, bool)) -> u8 {
    let latin = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase());
    let hangul = |word: &str| word.chars().next().is_some_and(|c| Class::of(c) == Class::Hg);
    // LG 트윈스; words of one syllable lean on the next or the one before: 젠슨 황, 데뷔 후.
    let short = |word: &str| hangul(word) && word.chars().count() == 1;
    let forward = is_one_of(next, FORWARD) || next.chars().all(|c| CHINESE.contains(c));
    // 도로 통제에: with what it has behind it.
    let done = || {
        let bare = next
            .strip_suffix(['에', '로', '을', '를', '이', '가', '은', '는', '도', '의'])
            .unwrap_or(next);
        let part = word.ends_with(['은', '는', '을', '를', '에', '서', '의']);
        hangul(word) && !part && (is_one_of(bare, DONE) || is_one_of(next, DONE))
    };
    let bare = |word: &str| {
        let parts = ['과', '와', '은', '는', '이', '가', '을', '를', '의', '에', '도', '께'];
        word.strip_suffix(parts).unwrap_or(word).to_owned()
    };
    // 젠슨 황과: a name of one syllable with its particle.
    let person = |word: &str| {
        let syllable = word.chars().next();
        let particle = word.chars().nth(1).is_none_or(|c| "과와은는을를".contains(c));
        syllable.is_some_and(|c| SURNAMES.contains(c)) && particle && word.chars().count() < 3
    };
    let named = (short(next) || person(next)) && !forward && !numbered;
    let titled = is_one_of(next, TITLES) || is_one_of(&bare(next), TITLES);
    let titled = titled
        || OFFICES
            .split_ascii_whitespace()
            .any(|office| bare(next).len() > office.len() && bare(next).ends_with(office))
            && !next.starts_with('前');
    if titled && hangul(word) && word.chars().count() <= LONGEST_NAME {
        return IN_NAME;
    }
    let site =
        is_one_of(next, SITES) || is_one_of(next.strip_suffix(['에', '서']).unwrap_or(""), SITES);
    if named
        || titled
        || site && hangul(word) && !PARTICLES.contains(last)
        || short(word)
        || (short(next) && !forward)
        || (latin(word) && hangul(next))
    {
        return TITLED;
    }
    if done() {
        return COMPOUND;
    }
    // 정관장 |꺾고: a clause ends behind it.
    if next.ends_with('고') && next.chars().count() == 2 && hangul(word) {
        return COMPOUND;
    }
    if PARTICLES.contains(last) && word.chars().count() > 2 { Seam::GOOD } else { Seam::FREE }
}
