//! Units behind and before figures: what a figure counts or is measured in.

use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;

/// What a unit is of; the same figure is an amount, an age or a term by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Countable things: 家, 项, 名.
    Count,
    Money,
    Share,
    /// Percentage points.
    Points,
    /// Years and months: ages, lengths of support.
    Long,
    /// Days and hours: times to act within.
    Short,
    /// A multiple of something else.
    Times,
    /// Any other measure.
    Measure,
}

/// A unit and where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) end: usize,
}

use Kind::{Count, Long, Measure, Money, Points, Share, Short, Times};

/// Longest match wins.
const CHINESE: [(&str, Kind); 98] = [
    ("个百分点", Points),
    ("百分点", Points),
    ("个百分比", Points),
    ("%", Share),
    ("‰", Share),
    ("元人民币", Money),
    ("元", Money),
    ("美元", Money),
    ("港元", Money),
    ("欧元", Money),
    ("日元", Money),
    ("圆", Money),
    ("新台币", Money),
    ("个工作日", Short),
    ("工作日", Short),
    ("个自然日", Short),
    ("日", Short),
    ("天", Short),
    ("周", Short),
    ("小时", Short),
    ("个小时", Short),
    ("分钟", Short),
    ("年", Long),
    ("周年", Long),
    ("周岁", Long),
    ("岁", Long),
    ("个月", Long),
    ("个季度", Long),
    ("个会计年度", Long),
    ("个财务年度", Long),
    ("个年度", Long),
    ("个学年", Long),
    ("倍", Times),
    ("学时", Measure),
    ("课时", Measure),
    ("平方米", Measure),
    ("平方公里", Measure),
    ("平方千米", Measure),
    ("立方米", Measure),
    ("公里", Measure),
    ("千米", Measure),
    ("公顷", Measure),
    ("公斤", Measure),
    ("千克", Measure),
    ("毫克", Measure),
    ("微克", Measure),
    ("亩", Measure),
    ("吨标准煤", Measure),
    ("吨", Measure),
    ("斤", Measure),
    ("米", Measure),
    ("千瓦时", Measure),
    ("千伏", Measure),
    ("千瓦", Measure),
    ("兆瓦", Measure),
    ("瓦", Measure),
    ("度电", Measure),
    ("标准箱", Measure),
    ("标箱", Measure),
    ("分贝", Measure),
    ("摄氏度", Measure),
    ("分", Measure),
    ("级", Measure),
    ("家", Count),
    ("户", Count),
    ("个", Count),
    ("名", Count),
    ("人次", Count),
    ("人", Count),
    ("项", Count),
    ("件", Count),
    ("次", Count),
    ("批次", Count),
    ("批", Count),
    ("位", Count),
    ("台套", Count),
    ("台(套)", Count),
    ("台", Count),
    ("套", Count),
    ("款", Count),
    ("条", Count),
    ("辆", Count),
    ("艘", Count),
    ("架", Count),
    ("座", Count),
    ("所", Count),
    ("处", Count),
    ("场次", Count),
    ("场", Count),
    ("张", Count),
    ("种", Count),
    ("类", Count),
    ("支", Count),
    ("对", Count),
    ("间", Count),
    ("只", Count),
    ("篇", Count),
    ("门", Count),
];

/// A unit followed by one of these is the beginning of another word.
fn begins_a_word(unit: &str, next: char) -> bool {
    let words = match unit {
        "次" => "性日年要第序",
        "人" => "民均才口工员",
        "名" => "义单录称誉额",
        "家" => "庭具居",
        "分" => "别之类布期局支公为配工管析散",
        "日" => "常益前起",
        "年" => "龄轻度",
        "位" => "于置居",
        "个" => "性体方阶环层维别",
        "台" => "账阶湾",
        "条" => "例件款",
        "批" => "准复发",
        "处" => "理罚置于以分",
        "所" => "有属需在得称列",
        "场" => "所景地",
        "种" => "植子",
        "类" => "别型似",
        "支" => "持付部撑出",
        "对" => "于应外口接象",
        "门" => "类槛户",
        "天" => "然",
        "间" => "接隔",
        "项" => "下",
        "元" => "旦素宇",
        "级" => "别",
        "套" => "利餐",
        "米" => "粉",
        "款" => "项",
        "圆" => "满",
        _ => "",
    };
    words.contains(next)
}

/// The sign of a unit that touches its figure (`10kW`), and where it ends.
pub(crate) fn symbol(chars: &[char], at: usize) -> Option<(&'static str, usize)> {
    const SYMBOLS: [&str; 26] = [
        "MWh", "kWh", "GWh", "TWh", "MW", "kW", "GW", "kVA", "kV", "kg", "mg", "km²", "km2", "km", "m²",
        "m2", "㎡", "mm", "cm", "Gbps", "Mbps", "PB", "TB", "GB", "PFLOPS", "EFLOPS",
    ];
    SYMBOLS.iter().find_map(|symbol| {
        let end = at + symbol.chars().count();
        let same = chars.get(at..end)?.iter().zip(symbol.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
        let after = chars.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
        (same && !after).then_some((*symbol, end))
    })
}

/// The unit behind a figure in Chinese text, with what it is a rate of (`元/人/日`).
pub(crate) fn chinese(chars: &[char], at: usize) -> Option<Unit> {
    if let Some((_, end)) = symbol(chars, at) {
        return Some(Unit { name: chars.get(at..end)?.iter().collect(), kind: Measure, end });
    }
    let (name, kind, mut end) = CHINESE
        .iter()
        .filter_map(|(name, kind)| word_at(chars, at, name).map(|end| (*name, *kind, end)))
        .max_by_key(|(_, _, end)| *end)?;
    // 百亿元级企业 is a class of them.
    if chars.get(end).is_some_and(|c| *c == '级' || begins_a_word(name, *c)) {
        return None;
    }
    // 元/人/日, 元/平方米: a rate keeps what it is a rate of.
    for _ in 0..3 {
        let Some('/') = chars.get(end) else { break };
        let from = end + 1 + usize::from(matches!(chars.get(end + 1), Some('万' | '每')));
        let Some(part) = rate_of(chars, from) else { break };
        end = part;
    }
    Some(Unit { name: chars.get(at..end)?.iter().collect(), kind, end })
}

fn rate_of(chars: &[char], at: usize) -> Option<usize> {
    ["月", "时", "季", "床位", "床"]
        .iter()
        .chain(CHINESE.iter().map(|(name, _)| name))
        .filter_map(|name| word_at(chars, at, name))
        .max()
}

/// A currency written before its figure, by its code, and where the figure begins.
pub(crate) fn currency(chars: &[char], at: usize) -> Option<(&'static str, usize)> {
    const SIGNS: [(&str, &str); 20] = [
        ("NT$", "TWD"),
        ("US$", "USD"),
        ("HK$", "HKD"),
        ("A$", "AUD"),
        ("C$", "CAD"),
        ("S$", "SGD"),
        ("$", "USD"),
        ("£", "GBP"),
        ("€", "EUR"),
        ("₹", "INR"),
        ("¥", "CNY"),
        ("Rs.", "INR"),
        ("Rs", "INR"),
        ("INR", "INR"),
        ("RMB", "CNY"),
        ("CNY", "CNY"),
        ("USD", "USD"),
        ("EUR", "EUR"),
        ("GBP", "GBP"),
        ("人民币", "元"),
    ];
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
    if before {
        return None;
    }
    SIGNS.iter().find_map(|(sign, code)| {
        let length = sign.chars().count();
        let same =
            chars.get(at..at + length)?.iter().zip(sign.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
        let next = at + length + usize::from(chars.get(at + length) == Some(&' '));
        let figure = chars.get(next).is_some_and(|c| c.is_ascii_digit() || (*code == "元" && is_han(*c)));
        (same && figure).then_some((*code, next))
    })
}

/// The unit behind a figure in English text; things counted are no unit but the object.
pub(crate) fn english(chars: &[char], at: usize) -> Option<Unit> {
    const WORDS: [(&str, Kind, &str); 48] = [
        ("%", Share, "%"),
        ("per cent", Share, "%"),
        ("percent", Share, "%"),
        ("percentage points", Points, "percentage points"),
        ("percentage point", Points, "percentage points"),
        ("x", Times, "x"),
        ("×", Times, "x"),
        ("times", Times, "times"),
        ("rupees", Money, "INR"),
        ("yuan", Money, "CNY"),
        ("RMB", Money, "CNY"),
        ("dollars", Money, "USD"),
        ("US dollars", Money, "USD"),
        ("pounds", Money, "GBP"),
        ("euros", Money, "EUR"),
        ("euro", Money, "EUR"),
        ("New Taiwan dollars", Money, "TWD"),
        ("financial years", Long, ""),
        ("financial year", Long, ""),
        ("fiscal years", Long, ""),
        ("fiscal year", Long, ""),
        ("consecutive financial years", Long, ""),
        ("consecutive fiscal years", Long, ""),
        ("consecutive years", Long, ""),
        ("years of age", Long, ""),
        ("years", Long, ""),
        ("year", Long, ""),
        ("months", Long, ""),
        ("month", Long, ""),
        ("weeks", Short, ""),
        ("week", Short, ""),
        ("working days", Short, ""),
        ("working day", Short, ""),
        ("business days", Short, ""),
        ("calendar days", Short, ""),
        ("days", Short, ""),
        ("day", Short, ""),
        ("hours", Short, ""),
        ("hour", Short, ""),
        ("minutes", Short, ""),
        ("points", Measure, ""),
        ("marks", Measure, ""),
        ("assessment years", Long, ""),
        ("consecutive assessment years", Long, ""),
        ("GW", Measure, ""),
        ("MW", Measure, ""),
        ("tonnes", Measure, ""),
        ("hectares", Measure, ""),
    ];
    let from = at + usize::from(chars.get(at) == Some(&' '));
    let found = WORDS
        .iter()
        .filter_map(|(word, kind, name)| {
            let end = sign_or_word(chars, from, word)?;
            Some((*kind, *name, end))
        })
        .max_by_key(|(_, _, end)| *end);
    let (kind, name, end) =
        found.or_else(|| symbol(chars, at).map(|(symbol, end)| (Measure, symbol, end)))?;
    let name = if name.is_empty() { chars.get(from..end)?.iter().collect() } else { name.to_owned() };
    Some(Unit { name, kind, end })
}

/// `x` stands behind digits, where a word would not begin.
fn sign_or_word(chars: &[char], at: usize, word: &str) -> Option<usize> {
    if matches!(word, "x" | "×" | "GW" | "MW") {
        let length = word.chars().count();
        let same =
            chars.get(at..at + length)?.iter().zip(word.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
        let after = chars.get(at + length).is_some_and(|c| c.is_ascii_alphanumeric());
        return (same && !after).then_some(at + length);
    }
    word_at(chars, at, word)
}
