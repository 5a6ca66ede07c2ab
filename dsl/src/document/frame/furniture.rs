//! What belongs to the page and not to the document: buttons, breadcrumbs, counters, page numbers, contents lists.

use crate::document::section::counter;
use crate::document::text::folded::{Text, is_blank};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Whole lines.
const LINES: [&str; 34] = [
    "go back",
    "print",
    "back",
    "share",
    "close",
    "home",
    "top",
    "back to top",
    "skip to content",
    "skip to main content",
    "menu",
    "search",
    "download",
    "subscribe",
    "read more",
    "print this page",
    "share this page",
    "返回",
    "打印",
    "关闭",
    "分享",
    "收藏",
    "返回顶部",
    "打印本页",
    "关闭窗口",
    "扫一扫",
    "大",
    "中",
    "小",
    "大中小",
    "相关链接",
    "相关附件",
    "附件下载",
    "网站首页",
];
/// How lines begin.
const BEGINS: [&str; 45] = [
    "skip to",
    "首页",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "所在位置",
    "上一篇",
    "下一篇",
    "上一个",
    "下一个",
    "字体:",
    "字号:",
    "【字体",
    "【字号",
    "【打印",
    "[打印",
    "【大",
    "分享到",
    "扫一扫",
    "责任编辑",
    "编辑:",
    "审核:",
    "浏览次数",
    "阅读次数",
    "点击数",
    "访问量",
    "viewed:",
    "view count",
    "views:",
    "print this",
    "go back",
    "关注·",
    "关注:",
    "【音频",
    "【一图",
    "【图解",
    "【视频",
    "【文字解读",
    "【图文",
    "政策解读:",
    "相关解读",
    "版权所有",
    "copyright",
    "主办:",
    "share on",
];

/// A line that belongs to the page: a button, a breadcrumb, a counter.
pub(crate) fn is_furniture(text: &Text, range: &Range<usize>) -> bool {
    if range.len() > 200 {
        return false;
    }
    let line = text.folded(range).to_lowercase();
    let boxed = range.len() <= 20 && line.starts_with('[') && line.ends_with(']');
    let short = range.len() <= 60;
    // 首页 > 政务公开 > 政策文件
    let path = line.matches('>').count() >= 2
        || (line.contains('>') && (line.contains("首页") || line.starts_with("home")));
    let read_aloud = line.starts_with('【') && line.contains("政策解读");
    boxed
        || path
        || read_aloud
        || LINES.contains(&line.as_str())
        || (short && BEGINS.iter().any(|begin| line.starts_with(begin)))
        || (line.starts_with("【") && BEGINS.iter().any(|begin| line.starts_with(begin)))
        || line
            .chars()
            .all(|c| is_blank(c) || matches!(c, '|' | '-' | '_' | '=' | '*' | '·' | '>' | '[' | '.' | '…'))
}

/// A line of only digits is a page number.
pub(crate) fn page_number(text: &Text, range: &Range<usize>) -> bool {
    let part = text.part(range);
    (range.len() <= 4 && part.iter().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | ' ')))
        || (range.len() <= 9
            && part.iter().any(char::is_ascii_digit)
            && part.iter().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '–' | '·' | ' ')))
}

/// The paragraphs of a contents list: entries in a row whose words come again as headings further on.
pub(crate) fn contents(text: &Text) -> BTreeSet<usize> {
    let keys: Vec<Option<String>> = text.paragraphs.iter().map(|range| entry(text, range)).collect();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, key) in keys.iter().enumerate() {
        if let Some(key) = key {
            last.insert(key, i);
        }
    }
    let again =
        |i: usize| keys.get(i).and_then(Option::as_ref).is_some_and(|key| last.get(key.as_str()) > Some(&i));
    let label = |i: usize| {
        let line = text.paragraphs.get(i).map(|range| text.folded(range).to_lowercase()).unwrap_or_default();
        matches!(line.trim_start_matches(['#', ' ']), "目录" | "目次" | "contents" | "table of contents")
    };
    let signed = |i: usize| {
        text.paragraphs
            .get(i)
            .is_some_and(|range| counter::sign(text.chars(), range.start + text.marks(range)).is_some())
    };
    let mut found = BTreeSet::new();
    let mut i = 0;
    while i < keys.len() {
        let labelled = label(i);
        let start = i + usize::from(labelled);
        let mut end = start;
        while end < keys.len() && again(end) && (labelled || signed(end)) {
            end += 1;
        }
        // Two headings in a row that come again are met in any text; three and more are a list.
        if end - start >= if labelled { 1 } else { 3 } {
            found.extend(i..end);
        } else if labelled {
            found.insert(i);
        }
        i = end.max(i + 1);
    }
    found
}

/// A paragraph that can be an entry of a contents list: short, without a stop; without the page it points to.
fn entry(text: &Text, range: &Range<usize>) -> Option<String> {
    if range.len() > 120 {
        return None;
    }
    let line = text.folded(range);
    let line = line.trim_start_matches(['#', ' ']);
    if line.ends_with(['。', ';', ',', '!', '?', ':']) {
        return None;
    }
    let cut = line.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '…' | '·' | ' ' | '-' | '—' | '(' | ')')
    });
    let key: String = cut.chars().filter(|c| !is_blank(*c)).collect();
    (!key.is_empty()).then_some(key)
}
