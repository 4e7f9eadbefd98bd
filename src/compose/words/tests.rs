//! Heads with their words marked: rows end inside none of them (R90, R118).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::MayPart;
use super::super::tests::{EM, plain_style, prepare};
use super::*;
use crate::diag::FileId;
use crate::page::style::Align;
use crate::text::RichText;

/// A head, and the places (in bytes) at which it may be broken.
struct Head {
    tag: &'static str,
    locale: Locale,
    text: String,
    places: BTreeSet<u32>,
}

fn heads() -> Vec<Head> {
    let lines = include_str!("headlines.txt").lines().filter(|line| !line.starts_with('#'));
    let head = |line: &'static str| {
        let (tag, marked) = line.split_once('\t').expect("a locale, a tab, the head");
        let locale = match tag {
            "HK" => Locale::Hk,
            "TW" => Locale::Tw,
            "CN" => Locale::Cn,
            "JA" => Locale::Ja,
            "KO" => Locale::Ko,
            other => panic!("{other} is no locale"),
        };
        let (mut text, mut places) = (String::new(), BTreeSet::new());
        for part in marked.split('/') {
            places.insert(text.len() as u32);
            text.push_str(part);
        }
        Head { tag, locale, text, places }
    };
    lines.map(head).collect()
}

/// All rows' ends of a head that is set in as few rows as each measure from 5 to 30 em allows, with
/// the measure.
fn ends(head: &Head) -> Vec<(i64, u32)> {
    let (galley, _) = prepare(&head.text, &plain_style(head.locale));
    let text = RichText::plain(&head.text, FileId(0), 0);
    let at = galley.row_ends(&text);
    let width = |row: &Range<u32>| galley.set_row(row.clone(), EM * 100, Align::Start).width;
    let by_meaning: Vec<_> = (1..9)
        .filter_map(|count| galley.rows_at(&at, count))
        .map(|rows| (rows.iter().map(width).max(), rows))
        .collect();
    let of = |ems: i64| {
        let fitting = by_meaning.iter().find_map(|(widest, rows)| {
            let within = || galley.rows_within(&at, rows.len(), (EM * ems, MayPart::Words));
            if *widest <= Some(EM * ems) { Some(rows.clone()) } else { within() }
        });
        let rows = fitting.unwrap_or_default();
        rows.into_iter().skip(1).map(move |row| (ems, row.start))
    };
    (5..=30).flat_map(of).collect()
}

#[test]
fn r90_rows_of_heads_end_between_words() {
    let (mut breaks, mut wrong) = (0, Vec::new());
    let mut each: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let heads = heads();
    assert!(heads.len() > 500);
    for head in &heads {
        for (ems, at) in ends(head).into_iter().filter(|(ems, _)| *ems >= 8) {
            breaks += 1;
            let (all, bad) = each.entry(head.tag).or_default();
            *all += 1;
            if !head.places.contains(&at) {
                let (before, after) = head.text.split_at(at as usize);
                *bad += 1;
                wrong.push(format!("{} {ems}: {before}|{after}", head.tag));
            }
        }
    }
    println!("{} of {breaks} breaks inside words: {each:?}\n{}", wrong.len(), wrong.join("\n"));
    assert!(breaks > 5_000 && wrong.len() * 100 < breaks, "{} of {breaks}", wrong.len());
}

#[test]
fn r90_a_row_that_ends_within_a_word_parts_it() {
    let head = "六十歲女工跑畢百公里山賽";
    let parts = |before: &str| parts_phrase(head, Locale::Hk, before.len() as u32);
    println!("{:?}", seams(head, Locale::Hk));
    assert!(parts("六十歲女工跑") && parts("六十歲女工跑畢百"));
    assert!(!parts("六十歲女工") && !parts("六十歲女工跑畢") && !parts(head) && !parts(""));
}

/// R93: a term that is one word of the list parts between its own words before a row is too long.
#[test]
fn long_terms_part_between_their_words_at_last() {
    for (text, ends) in [
        ("社会消费品零售总额", vec!["社会", "消费品", "零售", "总额"]),
        ("国务院关税税则委员会", vec!["国务院", "关税", "税则", "委员会"]),
    ] {
        let seams = seams(text, Locale::Cn);
        let mut at = 0;
        for word in &ends[..ends.len() - 1] {
            at += word.len() as u32;
            assert!(seams.iter().any(|seam| seam.at == at), "{text} {at} {seams:?}");
        }
        assert!(seams.iter().all(|seam| seam.dislike >= Seam::FREE), "{text} {seams:?}");
    }
}

#[test]
fn seams_of_samples() {
    let marked = |text: &str, locale| {
        let mut text = text.to_owned();
        let all = seams(&text.clone(), locale).into_iter();
        for seam in all.filter(|seam| seam.dislike < Seam::FORCED).rev() {
            text.insert(seam.at as usize, if seam.dislike <= Seam::FREE { '/' } else { '-' });
        }
        text
    };
    let mut wrong = Vec::new();
    for (expected, locale) in [
        ("大谷翔平-單場-雙響", Locale::Tw),
        ("高院/駁回/政務主任-司法覆核/申請", Locale::Hk),
        ("國務院-任命-國家-金融-監督管理-總局-局長", Locale::Hk),
        ("港鐵-東鐵綫-信號故障", Locale::Hk),
        ("百分之三點四/零售業", Locale::Hk),
        ("서울 /지하철 -파업", Locale::Ko),
        // A short quotation of the keyboard's marks; a name and what its bearer is; a product and a satellite.
        ("신작 /'미키 -17' /베를린 -영화제 /초청", Locale::Ko),
        ("장동혁 -대표 /방문", Locale::Ko),
        ("갤럭시 -S26 -울트라 /공개", Locale::Ko),
        ("차세대중형위성 -3호 /궤도", Locale::Ko),
        // A blank that spreads a name parts nothing.
        ("譚　老師/暢談/往事", Locale::Hk),
        ("訪-譚　-老師/暢談/往事", Locale::Hk),
        // Nor does a row begin with one.
        ("海港/開幕/，　/市民/湧入", Locale::Hk),
        ("堀内　誠さんが/時計を/修理", Locale::Ja),
        ("植田-総裁-会見", Locale::Ja),
        // A blank behind a number and its measure word parts clauses.
        ("車禍/傷-30人　/警方-調查", Locale::Hk),
        ("死者-30人　/政府が/発表", Locale::Ja),
        ("売上高-3倍　/決算", Locale::Ja),
        ("財赤/逾-千億", Locale::Hk),
        ("京-—-沪-高铁/2023—2024年/通车", Locale::Cn),
        ("30人-半導体-株", Locale::Ja),
        ("陳茂波-司長/籲", Locale::Hk),
        ("トランプ-大統領が", Locale::Ja),
        // The parts of a product's name hold together.
        ("蘋果-iPhone -17 -Pro -Max/開賣", Locale::Hk),
        ("小米-SU7 -Ultra/交付", Locale::Cn),
        ("新型-iPhone -17 -Pro -Max-発売", Locale::Ja),
        ("애플 /아이폰 -17 -프로 -맥스 /출시", Locale::Ko),
        ("손흥민 /시즌 -10호골", Locale::Ko),
        ("열 -마리 -구조", Locale::Ko),
        ("일곱 -해 -만에 /열린", Locale::Ko),
        ("십삼 -퍼센트로 /상승", Locale::Ko),
        // What is counted, before a mark; a score; a word of one syllable leans.
        ("유출 /3370만 -건…/경찰 -수사", Locale::Ko),
        ("파리에 /2대 -1 -승리", Locale::Ko),
        ("데뷔 -후 -9골", Locale::Ko),
        // Clauses of Korean heads end at …; what is counted may follow 억.
        ("코스피 /2,600선 -붕괴…/외국인 /1조 -원 -순매도", Locale::Ko),
        ("트럼프 /“한국, -방위비 -100억 -달러 -내야”", Locale::Ko),
        // An office and who held it, or holds it for another; a month of a year; what goes on with a number.
        ("美國-前國務卿/訪華", Locale::Hk),
        ("英國/前外長/訪華", Locale::Hk),
        ("房委會-主席/訪京", Locale::Hk),
        ("法庭/明年-一月/開審", Locale::Hk),
        ("首場-音樂會/售罄", Locale::Hk),
        // A designation and what two places share are one; 起 is of its date.
        ("珠海航展-歼-—-35A/首次-公开-亮相", Locale::Cn),
        ("首届-中国-—-中亚-峰会/西安/举行", Locale::Cn),
        ("明年-元旦起/健保/調漲", Locale::Tw),
        // What is said twice is one word; two words that begin alike are two.
        ("小浪底/調水調沙/結束", Locale::Cn),
        ("文學館-新館-動土", Locale::Tw),
        ("梁-涌-住宅地-補地價/六億元", Locale::Hk),
        ("央行/開展/七天期-逆回購", Locale::Hk),
        ("手術-後/復出", Locale::Hk),
        ("房市-管制/不-鬆手", Locale::Tw),
        ("財赤/連-七季", Locale::Hk),
        // The title of a book is a name; a particle begins no row behind it.
        ("莫言-新作/《/盛宴-背後的-詛咒/》的-首演", Locale::Hk),
        ("斉藤-代表/「/責任」を/痛感", Locale::Ja),
        ("首相として/初の/会見", Locale::Ja),
        ("宿泊税-最高-一万円", Locale::Ja),
        ("佐々木朗希-救援", Locale::Ja),
        ("渋野-日向子-三季ぶり-優勝", Locale::Ja),
        ("横綱-大の里が/単独", Locale::Ja),
        ("三対二で/勝つ", Locale::Ja),
        // Four characters that hold together; who is of an age; a half of a year.
        ("人工智能/赋能/千行百业", Locale::Cn),
        ("台股/量價齊升", Locale::Tw),
        ("救-三歲童/獲頒-勳章", Locale::Hk),
        ("明年-下半年/量產", Locale::Tw),
        ("特首/訪問/中東-三國", Locale::Hk),
        ("非遗传承人/登台", Locale::Cn),
        // A half-width blank between Han parts clauses, too.
        ("旅客/增-兩成 /酒店業/加價", Locale::Hk),
        // What is done to it, or how many collide.
        ("폭설에 /도로 -통제", Locale::Ko),
        ("고속도로 /12중 -추돌", Locale::Ko),
        // What two may be, the first of a noun: 支綫走線 is said twice by no one.
        ("北環綫-支綫-走線/敲定", Locale::Hk),
        ("藤井六冠-初防衛に/王手", Locale::Ja),
        // Who is called so by both names.
        ("鈴木健太-選手-二百本塁打-達成", Locale::Ja),
        // What leans on the next parts from the word before.
        ("작은 /학교 /세 -곳 /통합 /추진", Locale::Ko),
        ("달항아리 /일곱 -점 /한자리에", Locale::Ko),
        ("사과값 /삼 -년 -만에 /내려", Locale::Ko),
    ] {
        let found = marked(&expected.replace(['/', '-'], ""), locale);
        if found != expected {
            wrong.push(format!("{found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn texts_of_any_kind_are_parted_in_bounded_time() {
    for text in ["三", "1", "A", "a.", "斯", "王小", "，", "ー", "一年", "\u{20000}"] {
        for locale in [Locale::Hk, Locale::Ja, Locale::Ko] {
            let long = text.repeat(3_000 / text.chars().count());
            let seams = seams(&long, locale);
            assert!(seams.windows(2).all(|pair| pair[0].at < pair[1].at), "{text}");
        }
    }
}

/// Rows end at the blanks between clauses rather than inside one, and leave no stump of a clause (R90).
#[test]
fn r90_rows_end_at_the_blanks_between_clauses() {
    let mut wrong = Vec::new();
    for (expected, locale) in [
        ("港股跌三百點　|科網股受壓　滙控逆市升", Locale::Hk),
        ("議員：政府「講就天下無敵」　|官員反駁", Locale::Hk),
        ("暴雨襲港　全日制學校停課　|三隧道封閉", Locale::Hk),
        ("旅發局料黃金周旅客增兩成 |酒店業加價", Locale::Hk),
        ("薪俸稅|寬減一成　|上限二千元", Locale::Hk),
        ("気象庁|「ラニーニャ」発生か　|冬は寒さ厳しく", Locale::Ja),
        ("トランプ氏「閣僚人事」に波紋　|党内からも異論", Locale::Ja),
        ("「103万円の壁」178万円に？　|与野党が攻防", Locale::Ja),
        // No even division: within a clause, but without a stump.
        ("國務院常務會議部署進一步優化|支付服務提升便利性　即日施行", Locale::Hk),
        // What has no blanks.
        ("長距離ミサイル|使用許可", Locale::Ja),
        ("紅白歌合戦の|出場歌手|41組発表", Locale::Ja),
        ("专家：房地产市场|企稳回升", Locale::Cn),
        ("市民憂交通配套|追不上發展", Locale::Hk),
    ] {
        let text = expected.replace('|', "");
        let (galley, _) = prepare(&text, &plain_style(locale));
        let plain = RichText::plain(&text, FileId(0), 0);
        let rows = galley.rows(&plain, expected.split('|').count()).expect("so many rows");
        let rows: Vec<&str> =
            rows.iter().map(|r| &text[r.start as usize..r.end as usize]).collect();
        if rows.join("|") != expected {
            wrong.push(format!("{}, not {expected}", rows.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A verb and what comes of it, an order, an office: nothing of them begins a row (R90).
#[test]
fn what_ends_a_word_begins_no_row() {
    for (text, whole, locale) in [
        ("男子跑畢全馬後暈倒", "跑畢", Locale::Hk),
        ("村民種完樹苗便離開", "種完", Locale::Hk),
        ("法庭頒下收樓令業主須清拆", "頒下", Locale::Hk),
        ("北環綫支綫走線敲定二零三四年通車", "敲定", Locale::Hk),
        ("業主收到拆樓令", "收到", Locale::Hk),
        ("民眾抱怨觀光署允簡化", "觀光署", Locale::Tw),
        ("児童相談件数三十年連続増加", "件数", Locale::Ja),
        ("洋上風力発電の事業者撤退", "事業者", Locale::Ja),
    ] {
        let from = text.find(whole).expect("in the text") as u32;
        let inside = from + 1..from + whole.len() as u32;
        let seams = seams(text, locale);
        assert!(!seams.iter().any(|seam| inside.contains(&seam.at)), "{text} {seams:?}");
    }
    // An order behind a verb; but 大雨|令 交通受阻.
    let before_order = |text: &str| {
        let at = text.find('令').expect("in the text") as u32;
        let seams = seams(text, Locale::Hk);
        seams.into_iter().find(|seam| seam.at == at).map_or(u8::MAX, |seam| seam.dislike)
    };
    assert!(before_order("業主收到修葺令三個月") > Seam::HARD);
    assert!(before_order("暴雨令交通受阻") < Seam::HARD);
}

/// A code of figures and letters is one word, whatever joins them.
#[test]
fn codes_hold_together() {
    for (text, code) in [("5G-A网络商用提速", "5G-A"), ("首間7-ELEVEN開幕", "7-ELEVEN")] {
        let from = text.find(code).expect("in the text") as u32;
        let inside = from + 1..from + code.len() as u32;
        assert!(!seams(text, Locale::Cn).iter().any(|seam| inside.contains(&seam.at)), "{text}");
    }
}

/// R90: Japanese nouns of two characters that follow one another stand in twos.
#[test]
fn r90_japanese_nouns_stand_in_twos() {
    for (text, ends) in [
        ("住宅火災高齢夫婦死亡", ["住宅火災", "高齢夫婦", "死亡"]),
        ("路面電車延伸計画中断", ["路面電車", "延伸計画", "中断"]),
        ("東京住宅火災増加傾向", ["東京", "住宅火災", "増加傾向"]),
    ] {
        let seams = seams(text, Locale::Ja);
        let mut at = 0;
        for word in &ends[..2] {
            at += word.len() as u32;
            let here = seams.iter().find(|seam| seam.at == at).map(|seam| seam.dislike);
            let within = seams.iter().find(|seam| seam.at == at - 6 && word.len() > 6);
            let within = within.map_or(u8::MAX, |seam| seam.dislike);
            assert!(here.is_some_and(|here| here < within), "{text} {at} {seams:?}");
        }
    }
}

/// R92: rows are about as long as one another where a place serves that is hardly worse.
#[test]
fn r92_rows_of_heads_are_balanced() {
    let mut wrong = Vec::new();
    for (text, ems, expected, locale) in [
        ("滙豐半年賺一百五十八億美元", 11, "滙豐半年賺|一百五十八億美元", Locale::Hk),
        ("特區政府施政報告料九月發表", 11, "特區政府施政報告|料九月發表", Locale::Hk),
        ("啟德體育園首場音樂會門票秒速售罄", 8, "啟德體育園|首場音樂會門票|秒速售罄", Locale::Hk),
        (
            "深水埗劏房戶等公屋平均六年零一個月",
            7,
            "深水埗劏房戶等|公屋平均|六年零一個月",
            Locale::Hk,
        ),
        ("北捷環狀線通車在即", 8, "北捷環狀線|通車在即", Locale::Tw),
        ("世界最高桥花江峡谷大桥合龙", 8, "世界最高桥|花江峡谷大桥合龙", Locale::Cn),
        (
            "美國聯邦最高法院裁定特朗普關稅違法",
            8,
            "美國聯邦最高法院|裁定特朗普|關稅違法",
            Locale::Hk,
        ),
    ] {
        let head = Head { tag: "", locale, text: text.to_owned(), places: BTreeSet::new() };
        let mut at: Vec<u32> =
            ends(&head).into_iter().filter(|(of, _)| *of == ems).map(|(_, at)| at).collect();
        at.sort_unstable();
        let mut got = text.to_owned();
        at.iter().rev().for_each(|&at| got.insert(at as usize, '|'));
        if got != expected {
            wrong.push(format!("{ems}: {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// How little a row wants to begin at a place of the text, which is marked by `|`; none where none may.
fn dislike_at(marked: &str, locale: Locale) -> Option<u8> {
    let at = marked.find('|').expect("a place") as u32;
    let seams = seams(&marked.replace('|', ""), locale);
    seams.into_iter().find(|seam| seam.at == at).map(|seam| seam.dislike)
}

/// R90: names, terms, numbers and what leans on a neighbour are parted last.
#[test]
fn r90_what_belongs_together_is_parted_last() {
    let mut wrong = Vec::new();
    for (marked, locale) in [
        // A name and what ends it, a place of the sea, a hall; what lies on a side.
        ("長和旗下屈臣氏|集團擬分拆上市", Locale::Hk),
        ("为海洋公园|公司董事局成员", Locale::Cn),
        ("澳洲悉尼邦迪|海灘發現鯊魚", Locale::Hk),
        ("四川海螺沟冰川游客|中心恢复开放", Locale::Cn),
        ("田尾公路|花園博覽會登場", Locale::Tw),
        ("西湖大学施一公|团队发文", Locale::Cn),
        ("林村許願|廣場膠樹倒塌", Locale::Hk),
        ("收官亚洲青年|运动会", Locale::Cn),
        ("桃園機場第三航廈北|登機廊廳啟用", Locale::Tw),
        ("新鴻基地產西沙灣發展|項目獲批", Locale::Hk),
        ("本港首架國產C909|客機飛抵", Locale::Hk),
        ("中央深改委第七次|会议召开", Locale::Cn),
        // A village that the list does not have.
        ("广东汕头潮阳贵|屿镇电子垃圾", Locale::Cn),
        // A case, and what was done in it; a former engineer; a pupil of a form; who is named by the surname.
        ("法院就京華城|案再開庭", Locale::Tw),
        ("港鐵剪短|鋼筋案再開審", Locale::Hk),
        ("禮頓前|工程師認罪", Locale::Hk),
        ("池上金城武|樹遭颱風吹倒", Locale::Tw),
        ("教大指小四|生日均睡眠不足", Locale::Hk),
        ("長榮航空孫姓|空服員過世", Locale::Tw),
        // What is numbered and its number; a product and its model; a score.
        ("國家太空中心福衛|八號傳回影像", Locale::Tw),
        ("政府擴建十四號|幹線工程", Locale::Hk),
        ("聯發科天璣|9600採用新製程", Locale::Tw),
        ("王楚钦4|比3逆转张本智和", Locale::Cn),
        // Scores of sets, about how many, who comes; a Western word that blanks part from Han, as all of the text.
        ("港隊女排直落|三局勝越南", Locale::Hk),
        ("麦收遇连阴雨上|万台收割机待命", Locale::Cn),
        ("訪港旅客過|百萬人次", Locale::Hk),
        ("胡杨林金秋引|客来额济纳旗宾馆一床难求", Locale::Cn),
        ("社論：高鐵票價與 5A |景區掛鈎宜三思", Locale::Hk),
        ("社論：高鐵票價與 |5A 景區掛鈎宜三思", Locale::Hk),
        // The first word of what one of a short name says.
        ("施永青：樓市|明年或跌一成", Locale::Hk),
        // A number in figures and powers of ten, a country's character, a place and what is there.
        ("日経平均3万|8000円割れ", Locale::Ja),
        ("株価３万|９５００円回復", Locale::Ja),
        ("ソフトバンクＧ、米|エヌビディア株全売却", Locale::Ja),
        ("桜島噴煙鹿児島|空港３０便欠航", Locale::Ja),
        ("元社長に那覇|地裁が判決", Locale::Ja),
        // What is most, how long, how many.
        ("中心最大|风力14级", Locale::Cn),
        ("两市成交额连续|十日破两万亿元", Locale::Cn),
        ("犯罪集团十一名|主犯被判刑", Locale::Cn),
        ("騰訊失守六百元|關口", Locale::Hk),
        ("証監會就|《上市規則》諮詢", Locale::Hk),
        ("十四號幹線屯門至|元朗段", Locale::Hk),
        // Amounts part from what is measured, decimals and scores from nothing.
        ("日銀、政策金利０・|７５％に引き上げ", Locale::Ja),
        ("仮設住宅な|お285世帯待つ", Locale::Ja),
        ("氣象署指恐有規模|5.5以上餘震", Locale::Tw),
        ("男子4×100米|接力中国队摘金", Locale::Cn),
        // How strong an earthquake is; a noun that ends in kana, before another.
        ("八戸で震度|６強三陸沖に", Locale::Ja),
        ("物価高に苦しむ子育て|世帯へ給付", Locale::Ja),
        // Terms, households.
        ("通报违反中央八项|规定精神问题", Locale::Cn),
        ("馬鞍山耀安邨一家|四口中毒", Locale::Hk),
        // Numbers with letters, bounds and degrees; 人數 is no tens.
        ("九巴二七二|A線下月加密班次", Locale::Hk),
        ("九巴二七二A|線下月加密班次", Locale::Hk),
        ("颱風集結八百公里|外", Locale::Hk),
        ("氣溫降至零下|三十二攝氏度", Locale::Hk),
        ("港交所首三季多|賺三成", Locale::Hk),
        ("学测报名人|数十二万一千人", Locale::Cn),
        ("月球二十八亿年|前火山", Locale::Cn),
        // A verb of one character and its object, also in brackets; what names all between marks.
        ("黃仁勳訪|台積電南科廠", Locale::Tw),
        ("電腦晶片登|《自然》期刊", Locale::Tw),
        ("“雪龙2”|号抵达中山站", Locale::Cn),
        ("高市早苗就任|後首晤李在明", Locale::Tw),
        ("首季私樓落成|量僅二千伙", Locale::Hk),
        ("運営権、ＮＴＴ|ドコモ連合に", Locale::Ja),
        ("インフルエンザ患者|数、前週の倍", Locale::Ja),
        ("解説ライドシェア全面|解禁は", Locale::Ja),
        ("내년 시간당 1만 |320원으로 확정", Locale::Ko),
        ("대통령, 시진핑 |주석과 회담", Locale::Ko),
        ("이재용 회장, 젠슨 |황과 회동", Locale::Ko),
        ("韓 車업계 |'비상'…현대차·기아 주가 3%↓", Locale::Ko),
        ("북, 신형 ICBM '화성-19형' |발사…86분 최장 비행", Locale::Ko),
    ] {
        let dislike = dislike_at(marked, locale);
        if dislike.is_some_and(|dislike| dislike < 7) {
            wrong.push(format!("{marked} {dislike:?}"));
        }
    }
    // And before them rows may begin.
    for (marked, locale) in [
        ("桃園機場第三航廈|北登機廊廳啟用", Locale::Tw),
        ("港交所首三季|多賺三成", Locale::Hk),
        ("大埔|林村許願廣場膠樹倒塌", Locale::Hk),
        ("黃仁勳|訪台積電南科廠", Locale::Tw),
        ("九巴二七二A線|下月加密班次", Locale::Hk),
        ("学测报名人数|十二万一千人", Locale::Cn),
        ("首都高でトラック横転　|積み荷の魚が散乱", Locale::Ja),
        ("财政部拟发行二百五十亿元|五十年期国债", Locale::Cn),
        ("長和旗下|屈臣氏集團擬分拆上市", Locale::Hk),
        ("禮頓|前工程師認罪", Locale::Hk),
        ("尹錫悅內亂案|判無期徒刑", Locale::Hk),
        ("滙控斥資一千零六十億|私有化恒生銀行", Locale::Hk),
        ("天璣9600|採用新製程", Locale::Tw),
        ("李家超訪沙特|率三十人商貿代表團", Locale::Hk),
        ("商务部对原产于|加拿大的油菜籽", Locale::Cn),
        ("王楚钦4比3|逆转张本智和", Locale::Cn),
        ("立委：物價|不是唯一藉口", Locale::Tw),
        ("斥資3亿|2026年落成", Locale::Cn),
        ("微軟推出 Copilot |助辦公室工作", Locale::Hk),
        ("地震で|空港閉鎖", Locale::Ja),
        ("日銀、政策金利|０・７５％に引き上げ", Locale::Ja),
        ("政府、備蓄米|２１万トン買い戻し", Locale::Ja),
        ("聯發科採用台積電|2奈米製程", Locale::Tw),
        ("將軍澳|日出康城新盤", Locale::Hk),
        ("國際七人欖球賽|啟德主場館開鑼", Locale::Hk),
        ("柯文哲京華城案|一審判刑", Locale::Tw),
        // No names that a blank spreads.
        ("能登豪雨から2カ月　|仮設住宅なお285世帯待つ", Locale::Ja),
        ("名古屋場所、豊昇龍が5連勝　|大の里は初黒星", Locale::Ja),
        ("東北新幹線|やまびこが緊急停車", Locale::Ja),
        ("広島カープ|新井監督、来季続投へ", Locale::Ja),
    ] {
        let dislike = dislike_at(marked, locale);
        if dislike.is_none_or(|dislike| dislike > 9) {
            wrong.push(format!("{marked} {dislike:?}, too little liked"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// R92: a row of less than 45 % of the longest loses against as many rows that are alike.
#[test]
fn r92_no_stump_where_rows_may_be_alike() {
    let mut wrong = Vec::new();
    for (expected, locale) in [
        ("花蓮秀林山區|土石流警戒發布 |撤離四百三十二人", Locale::Tw),
        ("长江中下游干流|水位持续偏低 |鄱阳湖提前进入枯水期", Locale::Cn),
        ("花蓮光復鄉|堰塞湖溢流滿月 |鏟子超人返鄉助重建", Locale::Tw),
        // A stump in Japanese, but who it is said of is none.
        ("能登地震から２年　|輪島朝市|跡地で追悼", Locale::Ja),
        ("日産、|横浜本社ビル売却　|９７０億円|リストラ資金に", Locale::Ja),
        // A clause that is short stays whole.
        ("周大福六個月盈利增百分之二十二 |派息兩角二分", Locale::Hk),
    ] {
        let text = expected.replace('|', "");
        let (galley, _) = prepare(&text, &plain_style(locale));
        let at = galley.row_ends(&RichText::plain(&text, FileId(0), 0));
        let rows = galley.rows_at(&at, expected.split('|').count()).expect("so many rows");
        let rows = galley.evened(&at, rows);
        let rows: Vec<&str> =
            rows.iter().map(|r| &text[r.start as usize..r.end as usize]).collect();
        if rows.join("|") != expected {
            wrong.push(format!("{}, not {expected}", rows.join("|")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// R93: where two clauses stand in one row, half an em is between them, also beside a figure or a bracket.
#[test]
fn clauses_of_one_row_are_half_an_em_apart() {
    for (text, before) in [
        ("三車相撞 21歲女司機重傷", EM / 4),
        ("旅客增兩成 酒店業加價", EM / 3),
        ("宣示「台灣之盾」 國防預算", EM / 2 + EM / 3),
    ] {
        let (galley, _) = prepare(text, &plain_style(Locale::Hk));
        let plain = RichText::plain(text, FileId(0), 0);
        let apart = galley.clone().clauses_apart(&plain);
        let more = apart.natural_width() - galley.natural_width();
        let off = more - (EM / 2 - before);
        assert!(off.units().abs() < EM.units() / 50, "{text} {more:?}");
    }
    // Who spaces letters has no wider blanks.
    let text = "推出 iPhone 17 手機";
    let (galley, _) = prepare(text, &plain_style(Locale::Hk));
    let apart = galley.clone().clauses_apart(&RichText::plain(text, FileId(0), 0));
    assert_eq!(apart.natural_width(), galley.natural_width());
}

/// R15: a bar ends the row of its tag and begins none.
#[test]
fn r15_no_row_begins_with_a_bar() {
    for (text, locale) in [
        ("施政報告2024｜李家超：北部都會區分三期發展", Locale::Hk),
        ("黑色星期五2024丨Amazon優惠一覽", Locale::Hk),
        ("新华时评丨让银发经济走深走实", Locale::Cn),
        ("社評 | 樓市撤辣之後", Locale::Hk),
        ("特集 ｜日本の桜はいま", Locale::Ja),
    ] {
        let at = text.find(['｜', '丨', '|']).expect("a bar");
        let seams = seams(text, locale);
        assert!(!seams.iter().any(|seam| seam.at as usize == at), "{text} {seams:?}");
        assert!(seams.iter().any(|seam| seam.at as usize > at), "{text} {seams:?}");
    }
}

/// R90: who says something parts from it sooner than a verb of one character from its object.
#[test]
fn r90_a_quotation_parts_from_who_says_it() {
    assert_eq!(dislike_at("港女性稱|「仲要繼續講」", Locale::Hk), Some(Seam::FREE));
    assert!(dislike_at("電腦晶片登|《自然》期刊", Locale::Tw) > Some(Seam::HARD));
}

/// R90: words that lean on a neighbour, what is measured, names that no list has.
#[test]
fn r90_words_that_lean_hold_to_their_neighbours() {
    const AT_MOST: u8 = 7;
    let mut wrong = Vec::new();
    for (marked, locale) in [
        // How and when something is done; what it is compared with; where.
        ("三重正義北路瓦斯外洩緊急|疏散二百戶", Locale::Tw),
        ("阿里山櫻王提早|開花遊客驚呼暖冬", Locale::Tw),
        ("滙豐控股首季稅前|盈利九十億美元", Locale::Hk),
        ("三季度GDP同比|增长4.8%", Locale::Cn),
        ("东部战区在台岛|周边组织联合演训", Locale::Cn),
        ("港鐵早上繁忙|時段列車慢駛", Locale::Hk),
        // What comes of a verb, and by how much.
        ("江豚数量回升|至1426头", Locale::Cn),
        ("港股跌穿|二萬點", Locale::Hk),
        ("宁德时代港股大涨|8.3%", Locale::Cn),
        // Terms and offices.
        ("天文台發雷暴|警告", Locale::Hk),
        ("柯建銘請辭黨團|總召獲准", Locale::Tw),
        ("台中媽祖廟遭竊六面|金牌", Locale::Tw),
        ("罷免桃園市議員|案第二階段", Locale::Tw),
        ("旺角|彌敦道大火", Locale::Hk),
        ("阿里旗下購銅鑼灣港島|壹號中心", Locale::Hk),
        // A quotation of eight characters, two narrow ones counting as one.
        ("共軍「正義|使命-2025」環台軍演", Locale::Tw),
        ("羽毛球馆对|市民开放", Locale::Cn),
        // Units that others are read into.
        ("北角海璇特色戶1.28億成|交呎價", Locale::Hk),
        ("聯發科營收450.7億月|減6.8%", Locale::Tw),
        ("追討四百七十億股|息", Locale::Hk),
        ("央行：10月|末社融存量", Locale::Cn),
        // Names that no list has, and none where a word of the list is.
        ("大勝冠忠南區基奧|雲尼連中三元", Locale::Hk),
        ("英國首相改組內閣庫|珀調任外相", Locale::Hk),
        ("女子墮樓|亡警列自殺案", Locale::Hk),
        // Amounts, wrestlers, a name behind a dot, what a town runs.
        ("東証一時１２００円|安　米ハイテク株", Locale::Ja),
        ("ｉＰＳ網膜移植、５年|後も安全", Locale::Ja),
        ("横綱・豊昇|龍休場", Locale::Ja),
        ("埼玉・八潮|陥没事故", Locale::Ja),
        ("横浜市|営バス、減便", Locale::Ja),
        ("小浜・京都|ルート再検証へ", Locale::Ja),
        ("이순영 |별세…향년 91세", Locale::Ko),
        ("조지호 |경찰청장 탄핵", Locale::Ko),
        ("1심 징역 |23년 선고", Locale::Ko),
        ("정관장 |꺾고 8연승", Locale::Ko),
    ] {
        let dislike = dislike_at(marked, locale);
        if dislike.is_some_and(|dislike| dislike < 6) {
            wrong.push(format!("{marked} {dislike:?}"));
        }
    }
    for (marked, locale) in [
        // A clause ends behind a verb without an object, or an amount.
        ("基隆百福社區公車暴衝|女學生兩死三命危", Locale::Tw),
        ("女子墮樓亡|警列自殺案", Locale::Hk),
        ("市區低見十三度|新界再低兩度", Locale::Hk),
        ("粉嶺聯和墟食肆|傳氣體爆炸", Locale::Hk),
        ("阿里山公路坍方八百公尺|七百遊客受困", Locale::Tw),
        ("消費税減税の実施時期めぐり|与野党が応酬", Locale::Ja),
        ("環境部|估清運三個月", Locale::Tw),
        ("王心凌演唱會粉絲|跨海排隊三十小時", Locale::Tw),
        ("ＧＰファイナル|２度目の優勝", Locale::Ja),
        ("東証一時|１２００円安", Locale::Ja),
        ("내년 최저임금 1만700원, |노사 합의로", Locale::Ko),
        ("잠수함 건조 |합의 발표", Locale::Ko),
        ("沈|集成：睇馬匹狀態", Locale::Hk),
    ] {
        let dislike = dislike_at(marked, locale);
        let name = marked.starts_with("沈");
        if dislike.is_none_or(|dislike| dislike > AT_MOST) != name {
            wrong.push(format!("{marked} {dislike:?}, too little liked"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// R93: a word or a number that is too long for a measure parts at last, between its parts if it has any.
#[test]
fn r93_long_words_part_at_last() {
    for (marked, locale) in [
        ("ノーベル|生理学・医学賞に", Locale::Ja),
        ("サッカー|日本代表、ブラジルに", Locale::Ja),
        ("純利益１兆|２９２９億円", Locale::Ja),
        ("パドレスへ３年|６０００万ドル", Locale::Ja),
        ("２０２７年度|末で生産終了", Locale::Ja),
        ("서울대병원·|세브란스", Locale::Ko),
        ("국립중앙|박물관 관람객", Locale::Ko),
        ("크러스|너호르커이", Locale::Ko),
        ("11조|3834억원", Locale::Ko),
    ] {
        let dislike = dislike_at(marked, locale);
        assert!(dislike.is_some_and(|of| of >= Seam::FORCED), "{marked} {dislike:?}");
    }
    // Rows that a measure does not force part none.
    let text = "국립중앙박물관 관람객";
    let (galley, _) = prepare(text, &plain_style(Locale::Ko));
    let plain = RichText::plain(text, FileId(0), 0);
    let at = galley.row_ends(&plain);
    assert_eq!(galley.rows_at(&at, 3), None);
    let within = |may| galley.rows_within(&at, 3, (EM * 5, may));
    assert_eq!(within(MayPart::Phrases), None);
    assert_eq!(within(MayPart::Forced).map(|rows| rows.len()), Some(3));
}
