//! The words around a figure: what it measures, its time, its base, and what softens it.

use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// How far the words of one phrase may reach.
const FAR: usize = 90;

fn is_stop(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | ':' | '!' | '?' | '\n')
}

/// Back from a place to the comma, stop or open bracket before it; brackets that close on the way are part of it.
pub(crate) fn before(text: &Text, from: usize, at: usize) -> Range<usize> {
    let chars = text.chars();
    // English words are longer than characters.
    let english = (at.saturating_sub(4)..at).all(|i| chars.get(i).is_some_and(char::is_ascii));
    let least = from.max(at.saturating_sub(if english { 2 * FAR } else { FAR }));
    let (mut start, mut depth) = (at, 0usize);
    while start > least {
        match chars.get(start - 1) {
            Some(')' | '》' | '”') => depth += 1,
            Some('(' | '《' | '“') if depth == 0 => break,
            Some('(' | '《' | '“') => depth -= 1,
            Some(c) if depth == 0 && is_stop(*c) => break,
            _ => {}
        }
        start -= 1;
    }
    // Where the look back ends inside a word, the word is left out whole.
    let letter = |i: usize| chars.get(i).is_some_and(char::is_ascii_alphanumeric);
    if start == least && start > from && letter(start - 1) {
        while start < at && letter(start) {
            start += 1;
        }
    }
    text.trim(start..at)
}

/// On from a place to the comma, stop or bracket behind it.
pub(crate) fn behind(text: &Text, at: usize, end: usize) -> Range<usize> {
    let chars = text.chars();
    let most = end.min(at + FAR);
    let stop = (at..most).find(|i| {
        let c = chars.get(*i).copied().unwrap_or('。');
        let sentence = c == '.' && chars.get(i + 1).is_none_or(|c| !c.is_ascii_alphanumeric());
        is_stop(c) || sentence || matches!(c, '(' | ')')
    });
    text.trim(at..stop.unwrap_or(most))
}

/// The range without these words at its head; longest first, again and again.
pub(crate) fn without_head(text: &Text, mut range: Range<usize>, words: &[&str]) -> Range<usize> {
    let chars = text.chars();
    while range.start < range.end {
        let next = words.iter().filter_map(|word| word_at(chars, range.start, word)).max();
        let whole = next.is_some_and(|next| begins_word(chars, range.start, next.min(range.end)));
        let Some(next) = next.filter(|next| *next > range.start && !whole) else { break };
        range.start = next.min(range.end);
        range = text.trim(range);
    }
    range
}

/// Whether what stands here only looks like a filler before a measure: 再生水, 并网容量, 建设用地规模, 发展水平.
fn begins_word(chars: &[char], at: usize, end: usize) -> bool {
    let next = chars.get(end).copied().unwrap_or(' ');
    if end > at + 1 {
        let verb = matches!(
            chars.get(at..end),
            Some(
                ['建', '设']
                    | ['发', '展']
                    | ['培', '养']
                    | ['改', '造']
                    | ['完', '成']
                    | ['推', '广']
                    | ['制', '定']
            )
        );
        return verb
            && [
                "率", "用地", "水平", "指数", "速度", "规模", "面积", "强度", "质量", "周期", "时间", "投入",
            ]
            .iter()
            .any(|word| word_at(chars, end, word).is_some());
    }
    let words = match chars.get(at) {
        Some('再') => "生制造担保就贷",
        Some('并') => "网购联轨",
        Some('共') => "享同建性产青用",
        Some('要') => "素件点地",
        Some('使') => "用者领",
        Some('和') => "谐平",
        Some('且') => "",
        Some('将') => "军来",
        Some('及') => "时格",
        Some('与') => "会",
        Some('应') => "急用届收税缴对",
        Some('对') => "外口接象",
        Some('其') => "他它余",
        Some('即') => "时期",
        Some('到') => "期岗位",
        Some('在') => "职校建岗线孵研册读",
        _ => "",
    };
    words.contains(next)
}

/// The range without these words at its end.
pub(crate) fn without_tail(text: &Text, mut range: Range<usize>, words: &[&str]) -> Range<usize> {
    let chars = text.chars();
    while range.start < range.end {
        let cut = words
            .iter()
            .filter_map(|word| {
                let start =
                    range.end.checked_sub(word.chars().count()).filter(|start| *start >= range.start)?;
                let whole = ends_word(chars, range.start, start, range.end);
                (!whole && word_at(chars, start, word) == Some(range.end)).then_some(start)
            })
            .min();
        let Some(cut) = cut else { break };
        range.end = cut;
        range = text.trim(range);
    }
    range
}

/// Whether what ends here only looks like a filler behind a measure: 创新, 富有, 行为.
fn ends_word(chars: &[char], from: usize, start: usize, end: usize) -> bool {
    let before =
        start.checked_sub(1).filter(|i| *i >= from).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    if end != start + 1 {
        return false;
    }
    let words = match chars.get(start) {
        Some('新') => "创革更翻",
        Some('有') => "国共所享占",
        Some('为') => "行作",
        Some('在') => "存潜",
        Some('应') => "供响反对效",
        Some('需') => "急内所",
        Some('要') => "需主重",
        Some('可') => "许认",
        Some('再') | Some('总') | Some('也') => "汇",
        Some('均') => "人户年月日平",
        Some('由') => "理事自缘",
        _ => "",
    };
    words.contains(before)
}

/// Where a word stands in a range, first occurrence.
pub(crate) fn find(text: &Text, range: &Range<usize>, word: &str) -> Option<Range<usize>> {
    let chars = text.chars();
    range.clone().find_map(|at| word_at(chars, at, word).filter(|end| *end <= range.end).map(|end| at..end))
}

/// Whether any of the words stands in a range.
pub(crate) fn has(text: &Text, range: &Range<usize>, words: &[&str]) -> bool {
    // A word is looked for only where each of its characters may stand in the range: lists are long, figures many.
    let bit = |c: char| 1u64 << (u32::from(c.to_ascii_lowercase()) % 64);
    let seen = text.part(range).iter().fold(0, |seen, c| seen | bit(*c));
    words.iter().any(|word| word.chars().all(|c| seen & bit(c) != 0) && find(text, range, word).is_some())
}

/// The first word of a list that stands in a range.
pub(crate) fn first_of(text: &Text, range: &Range<usize>, words: &[&str]) -> Option<String> {
    words.iter().find(|word| find(text, range, word).is_some()).map(|word| (*word).to_owned())
}

/// The word that softens what stands at the end of a range, back to the last semicolon.
pub(crate) fn hedge(text: &Text, range: &Range<usize>) -> Option<String> {
    let chars = text.chars();
    let stop = range.clone().rev().find(|at| matches!(chars.get(*at), Some(';' | '。')));
    let range = stop.map_or(range.start, |at| at + 1)..range.end;
    let softens = |found: &Range<usize>, word: &str| match word {
        // 一般登记 and 一般工商业 are names.
        "一般" => {
            found.end >= range.end
                || matches!(
                    chars.get(found.end),
                    Some('不' | '为' | '在' | '控' | '应' | '可' | '要' | '须' | '达')
                )
        }
        // 经过5年努力.
        "努力" => found
            .start
            .checked_sub(1)
            .and_then(|at| chars.get(at))
            .is_none_or(|c| !matches!(c, '年' | '的' | '月' | '间')),
        _ => true,
    };
    HEDGES
        .iter()
        .find(|word| find(text, &range, word).is_some_and(|found| softens(&found, word)))
        .map(|word| (*word).to_owned())
}

/// The items of a list of things measured, split at 、 和 与 及; a tail that only the last carries goes to every one
/// (谷子种植、收获机械化率).
pub(crate) fn subjects(text: &Text, range: &Range<usize>) -> Vec<String> {
    let chars = text.chars();
    let (mut items, mut start, mut at) = (Vec::new(), range.start, range.start);
    while at < range.end {
        let next = ["以及", "、", "和", "与", "及"].iter().find_map(|word| word_at(chars, at, word));
        let word = inside_word(chars, at);
        let Some(next) = next.filter(|_| !word) else {
            at += 1;
            continue;
        };
        items.push(text.written(&text.trim(start..at)));
        (start, at) = (next, next);
    }
    items.push(text.written(&text.trim(start..range.end)));
    items.retain(|item| !item.is_empty());
    let tail = items
        .last()
        .and_then(|last| TAILS.iter().find(|tail| last.ends_with(*tail) && last.len() > tail.len()));
    if let Some(tail) = tail {
        let count = items.len();
        for item in items.iter_mut().take(count - 1) {
            if !TAILS.iter().any(|other| item.ends_with(other)) {
                item.push_str(tail);
            }
        }
    }
    items
}

/// 普及率, 参与度, 和谐: no list marks.
fn inside_word(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let after = chars.get(at + 1).copied().unwrap_or(' ');
    match chars.get(at) {
        Some('及') => matches!(before, '普' | '涉' | '波' | '触' | '惠') || after == '以',
        Some('与') => matches!(before, '参') || matches!(after, '度'),
        Some('和') => matches!(before, '共' | '饱' | '缓' | '总') || matches!(after, '谐' | '平'),
        _ => false,
    }
}

/// Whether words end in the name of a measure.
pub(crate) fn is_measure(text: &Text, range: &Range<usize>) -> bool {
    let written = text.folded(range);
    TAILS.iter().any(|tail| written.ends_with(tail))
}

/// Names of measures that a list shares. Longer ones first.
const TAILS: [&str; 26] = [
    "办理时限",
    "办理时间",
    "机械化率",
    "普及率",
    "覆盖率",
    "利用率",
    "合格率",
    "达标率",
    "入学率",
    "普及化率",
    "渗透率",
    "自给率",
    "增加值",
    "总产值",
    "产值",
    "产量",
    "规模",
    "数量",
    "总量",
    "比重",
    "占比",
    "比例",
    "增速",
    "收入",
    "人数",
    "率",
];

/// A time looked at, before a figure: `近三个会计年度`, `上年度`, `申请前一年内`, `2018年至今`. The first one of a range.
pub(crate) fn window(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    range.clone().find_map(|at| window_at(chars, at).filter(|end| *end <= range.end).map(|end| at..end))
}

/// A window as written, with the word by which it holds for each year of it (近2年…每年).
pub(crate) fn window_written(text: &Text, window: &Range<usize>, until: usize) -> String {
    let mut written = text.written(window);
    if until > window.end && until - window.end < FAR && has(text, &(window.end..until), &["每年"]) {
        written.push_str("每年");
    }
    written
}

pub(crate) fn window_at(chars: &[char], at: usize) -> Option<usize> {
    let first = *chars.get(at)?;
    if !(first.is_ascii_digit()
        || "第最近过前连之申认受评推提注复上当本同每一二三四五六七八九十两".contains(first))
    {
        return None;
    }
    // 应当年满18周岁 names no year.
    if first == '当' && at.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'应') {
        return None;
    }
    let any = |at: usize, words: &[&str]| words.iter().filter_map(|word| word_at(chars, at, word)).max();
    let number = |at: usize| {
        let length = chars
            .iter()
            .skip(at)
            .take(4)
            .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十两半几".contains(**c))
            .count();
        (length > 0).then_some(at + length)
    };
    let years = |at: usize| {
        any(
            at,
            &[
                "个完整会计年度",
                "个完整的会计年度",
                "个会计年度",
                "个财务年度",
                "个自然年度",
                "个自然年",
                "个年度",
                "个学年",
                "个季度",
                "个月",
                "年度",
                "年",
                "会计年度",
            ],
        )
    };
    let tail = |at: usize| {
        any(at, &["(含申报年)", "以内", "之内", "内每年", "以来", "中每年", "每年", "内", "中", "期间"])
            .unwrap_or(at)
    };
    // 第三年按50%.
    if first == '第' {
        return number(at + 1).and_then(|end| any(end, &["年度", "年"]));
    }
    // 近三年, 最近一个会计年度, 前两年, 连续三年; 申请认定前一年内, 申报之日前12个月内.
    let lead = any(at, &["最近", "近", "过去", "前", "连续", "之前"]);
    if let Some(from) = lead
        && let Some(end) = number(from).and_then(years)
    {
        return Some(tail(end));
    }
    let event =
        any(at, &["申请认定", "申请", "申报", "认定", "受理", "评审", "推荐", "提出申请", "注册", "复核"]);
    if let Some(from) = event {
        let from = any(from, &["之日", "当日", "截止日", "日", "时"]).unwrap_or(from);
        if let Some(end) = any(from, &["之前", "前"]).and_then(number).and_then(years) {
            return Some(tail(end));
        }
        if let Some(end) = any(from, &["上一年度", "上年度", "当年度", "当年", "前一年度"]) {
            return Some(end);
        }
    }
    let fixed = [
        "上一个会计年度",
        "上一会计年度",
        "上一个年度",
        "上一年度",
        "上一年",
        "上年度",
        "上年末",
        "上年",
        "当年度",
        "当年",
        "本年度",
        "前一年度",
        "最近会计年度",
        "每一会计年度",
        "同一年度",
        "同一自然年度",
        "每年度",
        "每年",
    ];
    if let Some(end) = any(at, &fixed) {
        return Some(end);
    }
    // 2018年至今, 2018年以来, 自2018年1月1日起至今.
    let digits = chars.get(at..at + 4).is_some_and(|d| d.iter().all(char::is_ascii_digit));
    if digits && chars.get(at + 4) == Some(&'年') {
        let end = crate::document::frame::dates::date(chars, at).map_or(at + 5, |(_, end)| end);
        return any(end, &["至今", "以来", "起至今"]);
    }
    counted_window(chars, at)
}

/// `1个自然年度内`.
pub(crate) fn counted_window(chars: &[char], at: usize) -> Option<usize> {
    let length = chars
        .iter()
        .skip(at)
        .take(2)
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十两".contains(**c))
        .count();
    let inside = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    if length == 0 || inside {
        return None;
    }
    // 12个月内受到3次以上处罚: looked back on; 12个月内完成 is a time to act within.
    let within = ["个月内", "年内"].iter().find_map(|word| word_at(chars, at + length, word));
    if let Some(end) = within {
        let seen = ["累计", "受到", "受过", "发生", "出现", "被"];
        return seen.iter().any(|word| word_at(chars, end, word).is_some()).then_some(end);
    }
    ["个自然年度内", "个会计年度内", "个年度内"].iter().find_map(|word| word_at(chars, at + length, word))
}

/// Whether 占 stands for a share of something here, and not in 占有率.
pub(crate) fn is_share_of(chars: &[char], at: usize) -> bool {
    chars.get(at) == Some(&'占') && !matches!(chars.get(at + 1), Some('有' | '用' | '比' | '地'))
}

/// The base of a share in the words before it: 占X的比例 gives X.
pub(crate) fn base(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    let from = range.clone().rev().find(|i| is_share_of(chars, *i))? + 1;
    let rest = from..range.end;
    let tails = ["总量的比重", "的比例", "的比重", "的比率", "比例", "比重", "比率", "之比", "的"];
    let end =
        tails.iter().filter_map(|tail| find(text, &rest, tail).map(|r| r.start)).min().unwrap_or(range.end);
    let base = text.trim(from..end);
    let is_word = find(text, &(from..range.end), "比").is_some_and(|r| r.start == from);
    (!base.is_empty() && !is_word).then_some(base)
}

pub(crate) const HEDGES: [&str; 10] =
    ["力争", "原则上", "一般", "努力", "争取", "适当", "generally", "in principle", "typically", "aim to"];
