//! How closely two words that stand side by side belong together: 司法|覆核 closer than 高院|駁回. Nouns
//! that follow one another make names of things, most of all where an office or a kind of place
//! ends them (國家|金融|監督管理|總局); a row that must end among them ends where the tie is weakest.

use super::edge::{Edge, Kind, Role, UNKNOWN};
use super::lexicon::Table;
use super::pair::{Pair, is_in, strongest};
use super::{Seam, leaning, numbers};
use crate::chars;

/// In whole characters of imbalance: what a seam is disliked at least.
const NOUNS: u8 = 6;
const PLACE_AND_NOUN: u8 = 7;
const AFTER_MODIFIER: u8 = 8;
/// Before the last word of a name, and within the name of an office.
const IN_NAME: u8 = 11;
const OF_NAME: u8 = 10;
const BEFORE_NAME: u8 = 9;
/// Before what nouns that stand before it make a name or a kind: 西沙灣發展|項目; between C909 and 客機.
const BEFORE_GENERIC: u8 = 9;
const GENERIC: &str = "项目 计划 工程 系统 平台 方案 制度 机制 条例 草案 设施 设备 基地 机构 小组 行动 活动 大赛 会议 仪式 事件 事故 政策 指数 报告 \
    卫星 飞船 火箭 客机 货机 战机 列车 航站楼 航厦 号线 专线 快线 支线 用地 校区 展区 片区 地区 中心 大楼 大厦 大会 比赛 巡演 巡回 巡回演唱会 演唱会 警告 预警 警报 讯号 信号 时段 团队 名单 单位";
const AFTER_CODE: u8 = 9;
/// Between a part of a town and a street there.
const TO_STREET: u8 = 6;
/// Between 第七次 and 會議.
const AFTER_COUNTED: u8 = 9;
/// Between two names of offices or places, each whole: 清華大學|校友會.
const WHOLE_NAMES: u8 = 8;
const COMPANIES: &str = "公司 集团 股份 控股 实业 基金 基金会";
/// What stands before a name and is no part of it.
const BESIDE_NAMES: &str = "旗下 辖下 属下 境内 全国 全港 全台 当地 本地";
/// Beside characters that are rarely words, and between two of them.
const BESIDE_PART: u8 = 10;
const BEHIND_PART: u8 = 8;
const PARTS: u8 = 10;
/// Between a verb of one character and what it is said of or done to.
const AFTER_VERB: u8 = 8;
const BEFORE_NUMBER: u8 = 7;
const AFTER_NUMBER: u8 = 9;
/// Between a number and what bounds it: 八百公里|外; between 零下 and its degrees.
const BESIDE_NUMBER: u8 = 14;
const BOUNDS: &str = "关 大关 关口 外 内 以上 以下 以内 以外 之内 之外 左右 上下 开外 之间 不等 许";
const SCALES: &str = "零下 摄氏 华氏 规模 芮氏 震度";
/// Between what is numbered and its number, and between that and what it numbers: 福衛|八號, 十四號|幹線.
const BEFORE_SERIAL: u8 = 10;
const AFTER_SERIAL: u8 = 9;
/// Before a phase of what is built: 園區|三期.
const OF_PHASE: u8 = 7;
/// Before a number that has nothing to count, of a product or a year: 天璣|9600.
const BEFORE_MODEL: u8 = 9;
/// Before a character that ends a noun behind a verb: 落成|量; and between 北 and what lies there: 北|登機廊廳.
const BEFORE_SUFFIX: u8 = 11;
const SUFFIXES: &str = "量率费额者员性度法权税证券奖赛品案线站金价期令业机器桥";
const AFTER_SIDE: u8 = 12;
/// Between 最大 and what is so; between 連續 and how long.
const AFTER_MOST: u8 = 10;
const MOST: &str =
    "最大 最高 最低 最小 最佳 最新 最强 最多 最少 最长 最快 最早 最后 最终 最重 最贵 最热 最冷";
const SO_MUCH: &str = "直落 连续 多达 高达 长达 不足 至少 最多 最少 超过 将近 接近";
const BEFORE_SO_MUCH: u8 = 9;
/// Between what prices do and by how much: 降價|兩成.
const BY_SO_MUCH: u8 = 6;
const MOVED: &str = "降价 减价 加价 涨价 上涨 下跌 劲升 急跌 急挫 飙升 增长 下降 减少 增加 上升 回落 上调 下调 调升 调高 调低";
/// What is run or swum over a distance: 4×100米|接力.
const RACES: &str = "接力 自由泳 蛙泳 蝶泳 仰泳 混合泳 跨栏 栏 障碍 短跑 决赛 赛跑 个人混合泳 气步枪 气手枪 跳台 跳板";
/// Between a verb and the sum that it takes: 斥資|一百億.
const SPENT: &str = "斥资 耗资 涉款 涉资 集资 筹资";
/// Between a number with 名 and whom it counts.
const BEFORE_COUNTED: u8 = 7;
const COUNTS: &str = "名位个只头条艘架辆宗座栋款部面份所间项枚颗盒篇场队套岁旬类种批起幅册";
/// Between a verb and what was done in a case: 剪短|鋼筋案.
const OF_CASE: u8 = 8;
/// Between 逾 and 千億.
const AFTER_ABOUT: u8 = 14;
const ABOUT: &str = "逾约近超仅满破达每连";
/// Behind a word that denies the next: 不|鬆手.
const AFTER_DENIAL: u8 = 11;
const DENIALS: &str = "不未没勿莫非别";
/// Before the last character of a compound, and a word of place or time: 京華城|案, 手術|後.
const BEFORE_ENDING: u8 = 11;
/// Between 第三 and 航廈, 百輛 and 車.
const AFTER_ORDINAL: u8 = 12;
/// Between a name and the office of its bearer: 陳茂波司長.
const BEFORE_OFFICE: u8 = 11;
const OFFICES: &str = "司长 局长 署长 处长 部长 省长 市长 县长 区长 镇长 乡长 里长 校长 院长 所长 馆长 站长 队长 团长 厅长 会长 社长 \
    主席 总统 总理 首相 总裁 总监 总书记 书记 委员 议员 立委 教授 博士 医生 律师 法官 先生 女士 教练 导演 行政长官 特首 国王 大使 发言人 董事长 秘书长 委员长 团队 夫妇 夫妻 父子 父女 母子 母女 兄弟 姐妹 姊妹 家族 等人 总召 召集人 干事长 幕僚长 检察官 检察长 总经理 董事 队友 老师 同学 选手 议长 村长 馆员";
/// Between an institution and the office that one holds there: 證監會主席; between 前 and 國務卿.
const OF_INSTITUTION: u8 = 10;
/// What says that one holds an office no more, not yet, or for another.
const HOLDING: &str = "前 原 代 副 时任 前任 现任 新任 候任 署理 代理 常务 临时";
/// What the names of offices end with.
const OFFICE_ENDS: &str = "长官卿相席统理监记员表使练王";
const BEHIND_HOLDING: u8 = 8;
/// Between a year or month that is told from today and what it is closer: 明年一月.
const WITHIN_DATE: u8 = 12;
const FROM_TODAY: &str =
    "今年 明年 去年 前年 后年 翌年 同年 本月 上月 下月 当月 今日 明日 昨日 当日";
const TIMES: &str = "元旦 春节 农历 国庆 清明 端午 中秋 圣诞 年初 年中 年底 初 底 上半年 下半年 上旬 中旬 下旬 首季 次季 暑假 寒假 春季 夏季 秋季 冬季";
/// They count what follows: 首場|音樂會.
const FIRST: &str = "首场 首届 首批 首间 首个 首宗 首例 首名 首位 首款 首艘 首架 首座 首条 首部 首家 首支 首台 首集 首套 首颗";
/// Between a number and what goes on with it: 二元|或兩折.
const BEFORE_OTHER: u8 = 7;
/// Beside 之 of titles.
const BESIDE_OF: u8 = 9;

/// How little a row wants to end between each two words of `path`, at least, and which of the words end a compound.
pub(super) fn ties(text: &[char], path: &[Edge]) -> (Vec<u8>, Vec<bool>) {
    let word = |edge: &Edge| text.get(edge.from..edge.to).unwrap_or(&[]);
    let mut ties = vec![Seam::FREE; path.len().saturating_sub(1)];
    let (path, endings) = with_endings(text, path);
    // From the last word to the first: whether an office ends what the second begins.
    let mut office = false;
    for ((pair, tie), &ending) in path.windows(2).zip(&mut ties).zip(&endings).rev() {
        let [first, second] = pair else { continue };
        if (second.role.is_noun() || second.role == Role::Part) && ends_name(word(second)) {
            office = true;
        } else if !second.role.is_nominal() {
            office = false;
        }
        // A place begins another name.
        office &= second.role != Role::Place || first.role == Role::Place;
        let pair = Pair { first, word: word(first), second, next: word(second) };
        *tie = of_pair(pair);
        office &= !is_in(BESIDE_NAMES, word(first));
        // 京華城案|柯文哲出庭
        if office && first.role.is_nominal() && !ending {
            let least = match () {
                () if is_whole_name(word(first)) && !is_in(COMPANIES, word(second)) => WHOLE_NAMES,
                () if ends_name(word(second)) => IN_NAME,
                () if first.role == Role::Place => BEFORE_NAME,
                () => OF_NAME,
            };
            *tie = least.max(*tie);
        }
    }
    hold_sides(text, &path, &mut ties);
    hold_cases(text, &path, &mut ties);
    for (tie, &ending) in ties.iter_mut().zip(endings.iter().skip(1)) {
        *tie = if ending { BEFORE_ENDING.max(*tie) } else { *tie };
    }
    (ties, endings)
}

/// The path with every ending of a compound as long as the compound, and which those are: what follows 京華城案
/// follows a noun, not a character that is rarely a word.
fn with_endings(text: &[char], path: &[Edge]) -> (Vec<Edge>, Vec<bool>) {
    let mut path = path.to_vec();
    let mut endings = vec![false; path.len()];
    for at in 1..path.len() {
        let Some(first) = path.get(at - 1).copied() else { continue };
        let Some(second) = path.get_mut(at) else { continue };
        let compound = (first.role.is_nominal() || first.role == Role::Name)
            && first.to - first.from > 1
            && second.to - second.from == 1
            && second.role != Role::Own
            && text.get(second.from).is_some_and(|&c| chars::leans_back(c));
        if compound {
            (second.from, second.role) = (first.from, Role::Noun);
            endings.get_mut(at).into_iter().for_each(|ending| *ending = true);
        }
    }
    (path, endings)
}

/// Whether a name may end with the word: 總局, 機場, 房屋署; not what is held, 座談會.
fn ends_name(word: &[char]) -> bool {
    const OFFICES: &str = "委局署部院会厅处馆所社团队党校庭厂司行站";
    const HELD: &str = "座谈会 发布会 记者会 音乐会 演唱会 研讨会 听证会 说明会 公听会 晚会 年会 峰会 大会 例会 会议 机会 社会 \
        排队 列队 归队 离队 插队 开馆 闭馆 离校 返校 出院 住院 入院 转院 开会 散会 入党 退党 旅行 飞行 通行 发行 运行 流行 航行 出行 同行 试行 步行 执行 举行 进行 罪行";
    let is_held = HELD.split(' ').any(|held| held.chars().eq(word.iter().copied()));
    word.last().is_some_and(|&c| OFFICES.contains(c)) && !is_held || is_head(word)
}

/// Whether the word is such a name by itself.
fn is_whole_name(word: &[char]) -> bool {
    const WHOLE: usize = 3;
    let ends = |length: usize| word.len().checked_sub(length).and_then(|at| word.get(at..));
    word.len() > WHOLE && (2..=WHOLE).any(|length| ends(length).is_some_and(is_head))
        || is_head(word) && word.len() < WHOLE
        || word.len() >= WHOLE && ends_name(word)
}

/// 東, 南, 西 and 北 belong to the noun behind them (第三航廈|北登機廊廳), else to what is before.
fn hold_sides(text: &[char], path: &[Edge], ties: &mut [u8]) {
    for (at, triple) in path.windows(3).enumerate() {
        let [before, side, next] = triple else { continue };
        let is_side = side.to - side.from == 1
            && text.get(side.from).is_some_and(|c| "东南西北".contains(*c));
        let holds = is_side && next.role == Role::Noun && before.role.is_nominal();
        if holds && let Some([first, second]) = ties.get_mut(at..at + 2) {
            (*first, *second) = (Seam::FREE, AFTER_SIDE.max(*second));
        }
    }
}

/// What was done in a case belongs to it: 剪短|鋼筋案.
fn hold_cases(text: &[char], path: &[Edge], ties: &mut [u8]) {
    for (at, triple) in path.windows(3).enumerate() {
        let [act, _, case] = triple else { continue };
        let is_case = text.get(case.to - 1) == Some(&'案') && case.role == Role::Noun;
        let acts = act.role == Role::Own && act.to - act.from > 1;
        if is_case
            && acts
            && let Some(tie) = ties.get_mut(at)
        {
            *tie = OF_CASE.max(*tie);
        }
    }
}

fn is_head(word: &[char]) -> bool {
    Table::Head.starts(word).any(|(length, _)| length == word.len())
}

fn alone(word: &[char]) -> bool {
    word.len() == 1
}

fn of_pair(pair: Pair<'_>) -> u8 {
    if pair.first.role == Role::Mark || pair.second.role == Role::Mark {
        return Seam::FREE;
    }
    let all =
        [of_roles(pair), of_kinds(pair), of_numbers(pair), of_offices(pair), leaning::ties(pair)];
    let most = all.into_iter().fold(0, u8::max);
    match leaning::behind_verb(pair) {
        Some(ended) if most <= Seam::FREE => ended,
        _ => most,
    }
}

/// How closely two words are tied by what they are.
fn of_roles(pair: Pair<'_>) -> u8 {
    use Role::{Modifier, Name, Number, Own, Part, Place};
    let Pair { first, word, second, next } = pair;
    let (before, after) = (first.role, second.role);
    let unknown = |edge: &Edge| edge.to - edge.from == 1 && edge.cost == UNKNOWN;
    let goes_on = matches!(before, Role::Noun | Place | Name | Number) && after == Own;
    let good = goes_on || after == Name;
    let modified = after.is_nominal() || after == Part || (after == Own && !alone(next));
    // 最高桥|花江: what leans back is no part of the next.
    let ends = alone(word) && word.iter().any(|&c| chars::leans_back(c));
    // What leans back has what it is said of before it: 手術後|復出.
    let leans_on = alone(word) && word.iter().any(|&c| !chars::leans_back(c) || chars::leans_on(c));
    let own = strongest(&[
        (before == Modifier && modified, AFTER_MODIFIER),
        (before == Place && after.is_nominal() && after != Place, PLACE_AND_NOUN),
        (before.is_nominal() && before != Place && after.is_nominal() && after != Place, NOUNS),
        (before == Part && after == Part, PARTS),
        (before == Part && after.is_nominal(), if ends { BEHIND_PART } else { BESIDE_PART }),
        (pair.is_named() && after == Part, BESIDE_PART),
        (before == Own && leans_on && after != Number, AFTER_VERB),
        (matches!(before, Own | Part) && alone(word) && after == Number, BEFORE_NUMBER),
        (before == Number && after == Part, AFTER_NUMBER),
        (unknown(first) || unknown(second), PARTS),
    ]);
    own.max(match () {
        () if good => Seam::GOOD,
        () => Seam::FREE,
    })
}

/// The same by what kinds of names, places and endings they are.
fn of_kinds(pair: Pair<'_>) -> u8 {
    use Role::{Name, Number, Own, Place};
    let Pair { first, word, second, next } = pair;
    let (before, after) = (first.role, second.role);
    let named = pair.is_named();
    let long = !alone(word) && (before.is_nominal() || before == Own);
    // 繁忙時段|列車慢駛
    let time = word.last().is_some_and(|c| "段间时期季".contains(*c));
    let street = next.last().is_some_and(|c| "街路道径巷".contains(*c));
    let school = next.len() > 3 && next.get(next.len() - 2..).is_some_and(is_head);
    let whole = word.len() > 2 && is_whole_name(word) && !is_in(COMPANIES, next);
    let of_name = alone(next) && next.iter().any(|c| "树桥像墓".contains(*c));
    let suffix = alone(next) && next.iter().any(|c| SUFFIXES.contains(*c));
    let places = after == Number && next.last().is_some_and(|c| "国省市区县邦州".contains(*c));
    strongest(&[
        (long && !time && is_in(GENERIC, next), BEFORE_GENERIC),
        // 旺角|彌敦道
        (before == Place && after == Place && street, TO_STREET),
        (before == Own && !alone(word) && is_head(next), BEFORE_GENERIC),
        (first.kind == Kind::Western && after.is_nominal(), AFTER_CODE),
        // 焦裕禄|干部学院
        (before == Name && school, BEFORE_GENERIC),
        (named && is_head(next), if whole { WHOLE_NAMES } else { IN_NAME }),
        // 金城武|樹
        (named && !alone(word) && of_name, BEFORE_ENDING),
        (before == Own && !alone(word) && suffix, BEFORE_SUFFIX),
        // 就任後|首晤: the time is the verb's.
        (before == Own && matches!(next, ['后' | '时' | '间']), BEFORE_SUFFIX),
        // 中東|三國, 長三角|四省
        (before.is_noun() && places && next.len() == 2, OF_INSTITUTION),
        (is_in(FIRST, word) && after.is_nominal(), AFTER_MODIFIER),
        // 屯門至|元朗
        (
            matches!(word, ['至' | '到']) && after == Place && !is_in(FROM_TODAY, next),
            OF_INSTITUTION,
        ),
        // 收樓令; but 大雨|令 交通受阻.
        (before == Own && !alone(word) && next == ['令'], BEFORE_ENDING),
        (alone(word) && word.iter().any(|c| DENIALS.contains(*c)), AFTER_DENIAL),
        (word == ['之'] || next == ['之'], BESIDE_OF),
    ])
}

/// The same of words that count, number or say how much.
fn of_numbers(pair: Pair<'_>) -> u8 {
    use Role::{Number, Place};
    let Pair { first, word, second, next } = pair;
    let (before, after) = (first.role, second.role);
    let named = pair.is_named();
    let ordinal =
        || word.first() == Some(&'第') && word.last().is_some_and(|&c| numbers::is_numeral(c));
    let about = alone(word) && word.iter().any(|c| ABOUT.contains(*c));
    let back = alone(next) && next.iter().any(|&c| chars::leans_back(c));
    let time = after == Number && next.iter().any(|c| "月日季号".contains(*c));
    let counts = before == Number && word.last().is_some_and(|c| COUNTS.contains(*c));
    let by = is_in(MOVED, word) && next.last().is_some_and(|c| "成倍%％".contains(*c));
    let serial = |word: &[char]| word.len() > 1 && word.last() == Some(&'号');
    let figures = next.len() > 1 && next.iter().all(|&c| numbers::is_figure(c));
    strongest(&[
        (before == Number && is_in(BOUNDS, next), BESIDE_NUMBER),
        (after == Number && is_in(SCALES, word), BESIDE_NUMBER),
        (before == Number && matches!(next, ['车' | '船' | '机' | '案' | '人']), AFTER_ORDINAL),
        (
            before == Number && matches!(next, ['或' | '至' | '到' | '和' | '与' | '及']),
            BEFORE_OTHER,
        ),
        (about && after == Number, AFTER_ABOUT),
        (before == Number && back, AFTER_ORDINAL),
        (before == Number && first.kind == Kind::Whole && ordinal(), AFTER_ORDINAL),
        (before == Number && word.first() == Some(&'第') && after.is_noun(), AFTER_COUNTED),
        ((time || is_in(TIMES, next)) && is_in(FROM_TODAY, word), WITHIN_DATE),
        (before == Place && matches!(next, ['至' | '到']), OF_INSTITUTION),
        (
            is_in(MOST, word) && (after.is_nominal() || after == Role::Own && !alone(next)),
            AFTER_MOST,
        ),
        (is_in(SO_MUCH, word) && after == Number, BEFORE_SO_MUCH),
        (is_in(SPENT, word) && after == Number, BEFORE_NUMBER),
        (counts && after == Role::Noun && !alone(next), BEFORE_COUNTED),
        (by && after == Number, BY_SO_MUCH),
        (before == Number && word.ends_with(&['米']) && is_in(RACES, next), BEFORE_SO_MUCH),
        (before.is_noun() && after == Number && serial(next), BEFORE_SERIAL),
        // 港島|壹號
        (named && next == ['壹', '号'], BEFORE_SERIAL),
        (before == Number && serial(word) && after.is_noun() && !alone(next), AFTER_SERIAL),
        (named && matches!(next, ['一' | '二' | '三' | '四' | '五' | '首', '期']), OF_PHASE),
        (named && second.kind == Kind::Bare && figures, BEFORE_MODEL),
    ])
}

/// The same of offices and those who hold them.
fn of_offices(pair: Pair<'_>) -> u8 {
    let Pair { first, word, second, next } = pair;
    let (before, after) = (first.role, second.role);
    let office = is_in(OFFICES, next.strip_prefix(&['副']).unwrap_or(next));
    let holds = is_in(HOLDING, word);
    let ends_office = || !alone(next) && next.last().is_some_and(|c| OFFICE_ENDS.contains(*c));
    strongest(&[
        (before == Role::Name && office, BEFORE_OFFICE),
        (before.is_nominal() && !alone(word) && office, OF_INSTITUTION),
        (holds && after.is_nominal(), BEHIND_HOLDING),
        (holds && (office || after.is_nominal() && ends_office()), BEFORE_OFFICE),
    ])
}
