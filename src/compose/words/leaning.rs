//! Words of two characters that lean on the next or on the one before: 緊急|疏散, 台島|周邊.

use super::Seam;
use super::edge::{Kind, Role};
use super::pair::{Pair, is_in, strongest};

/// How, how often, how surely something is done, and by what it is compared: nothing of it ends a row sooner than what
/// is done begins one.
const FORWARD: &str = "首次 首度 再次 再度 多次 屡次 一度 三度 最后 依法 紧急 突击 限时 限期 免费 公开 全力 全面 合力 联手 携手 即时 实时 陆续 \
    分批 逐步 逐年 率先 强势 重新 正式 持续 继续 不断 大幅 小幅 微幅 轻微 无端 擅自 当场 当庭 亲自 亲身 秘密 全程 直接 间接 随即 定期 按时 按月 \
    按季 同比 环比 税前 税后 单日 单周 单月 单季 单场 不可 不得 不能 不会 不应 不宜 不敢 不愿 不肯 未能 未获 未有 未必 从未 尚未 暂未 并未 并非 绝非 \
    只能 只可 必须 务必 应当 应该 可以 可能 或会 或将 料将 势将 即将 将会 有望 有意 有权 无法 无意 无权 难以 得以 足以 予以 加以 企图 意图 试图 涉嫌 \
    提早 提前 延后 按年 早上 上午 下午 晚上 凌晨 傍晚 今晨 今早 今晚 昨晚 昨晨 下周 上周 \
    疑似 誓言 扬言 自愿 被迫 有序 稳步 深入 坚决 严厉 严格 积极 主动 大力 高调 低调 顺利 成功 先后 相继 接连 连续 意外 不慎 误将 恶意 故意";
const ON_NEXT: u8 = 7;
/// Where it is or when, of what stands before it.
const BACK: &str = "周边 附近 境内 境外 沿线 沿岸 海域 上空 一带 以北 以南 以东 以西 对出 外海 期间 之后 以来 之前 前夕 门外 门口 路口 街头 水域 空域 \
    领空 领海 海面 全境 全段 沿途 两岸 当日 当天 当晚 当中 之间 之下 之上 之中 以下 以上";
const ON_BEFORE: u8 = 9;
/// What comes of a verb, before how much: 升至|三百.
const UP_TO: &str = "至到破逾达穿近超满";
const BEFORE_HOW_MUCH: u8 = 8;
/// What prices and figures do, before by how much: 大漲|8.3%.
const MOVES: &str = "涨跌升降增减挫泻贬弹";
const BY_HOW_MUCH: u8 = 6;
/// Verbs that take no object: a clause ends behind one.
const NO_OBJECT: &str = "请辞 获准 罪成 身亡 死亡 罹难 遇难 遇害 失踪 失联 被捕 落网 获救 受伤 送院 骨折 离世 逝世 病逝 去世 辞世 退休 退役 结婚 离婚 产子 \
    坠楼 堕楼 坠海 堕海 坠毁 翻覆 翻车 相撞 追撞 自撞 出轨 坍塌 倒塌 塌陷 爆炸 爆燃 起火 自燃 失火 停电 停课 停工 停业 结业 倒闭 破产 停牌 复牌 开幕 闭幕 \
    落成 完工 动工 竣工 合龙 封顶 升空 出舱 暴涨 暴跌 急挫 急升 造好 受压 爆满 售罄 缺货 涨价 加价 降价 减价 换帅 下台 下课 辞职 罢工 复工 复课 停飞 \
    封王 封后 登顶 出局 出线 退赛 受惊 中毒 染疫 确诊 康复 出院 住院 昏迷 不治 命危 危殆 定谳 开庭 休庭 宣判 结案 破案 认罪 判囚 判监 坐牢 入狱 出狱 获释 \
    保释 收押 落马 被查 双开 投案 自首 落空 获刑 破局 流标 流拍 破裂 生效 上路 出炉 揭晓 揭牌 亮灯 散场 告吹 告急 告终 惹议 受困 受阻 受灾 决堤 溃堤 漫堤 \
    暴冲 熄灯 跳机 当机 断电 断水 外泄 爆红 爆冷 惨案 反弹 回落 走高 走低 触礁 沉没 搁浅 翻沉 遇袭 遇刺 夺冠 夺金 夺银 夺铜 摘金 摘银 摘铜 \
    收官 收涨 收跌 杀青 停播 停刊 停运 停驶 停产 投产 量产 断供 断交 复航 复飞 解冻 见顶 见底 触底 过关 过会 封关 骗保 遭窃 遭劫 失窃 失守 失灵 失控 失效 失败 \
    创新高 创新低 成交 开花 病危 夭折 早逝 收市 收报 报捷 报到 当选 落选 胜选 败选 胜诉 败诉 上诉 提堂 \
    故障 坍方 塌方 坍塌 崩塌 决裂 受审 受查 到案 交保 羁押 获保 候审 还押 落幕 登场 亮相";
/// How little a row wants to end there.
const ENDED: u8 = 2;
/// Words of one character that begin a clause behind it, and what is measured in no thing.
const BEGINS: &str = "料吁警拟促盼称指拒涉遭被获令致男女将仍再须可官";
const MEASURES: &str = "度成%％元年日时级点倍圆厘岁";

/// How closely two words are tied of which one leans on the other.
pub(super) fn ties(pair: Pair<'_>) -> u8 {
    let Pair { first, word, second, next } = pair;
    let verb = first.role == Role::Own && word.len() > 1;
    let number = second.role == Role::Number;
    let last = |of: &str| word.last().is_some_and(|c| of.contains(*c));
    let before = first.role.is_nominal() || matches!(first.role, Role::Name | Role::Part);
    strongest(&[
        (word.len() == 2 && is_in(FORWARD, word), ON_NEXT),
        (before && is_in(BACK, next), ON_BEFORE),
        (verb && number && last(UP_TO), BEFORE_HOW_MUCH),
        (verb && number && word.len() == 2 && last(MOVES), BY_HOW_MUCH),
    ])
}

/// How little a row wants to end behind a verb that takes no object, or a measure of no thing: 低見十三度|新界.
pub(super) fn behind_verb(pair: Pair<'_>) -> Option<u8> {
    let Pair { first, word, second, next } = pair;
    let begins = next.len() > 1 || next.iter().any(|c| BEGINS.contains(*c));
    let verb = matches!(first.role, Role::Own | Role::Noun);
    let ended = verb && begins && is_in(NO_OBJECT, word);
    let measured = first.kind == Kind::Whole
        && word.last().is_some_and(|c| MEASURES.contains(*c))
        && (second.role.is_noun() || second.role == Role::Name)
        && next.len() > 1;
    match () {
        () if ended => Some(ENDED),
        () if measured => Some(Seam::GOOD),
        () => None,
    }
}
