//! What stands around the body of a document: title, number, dates, issuers, signature, and page furniture.

use super::bodies::{self, Named};
use super::counter;
use super::dates::{self, NumberFound};
use super::text::{Text, is_blank, is_han};
use crate::{Agencies, Date};
use std::ops::Range;

/// The lines around the body, each with its part.
#[derive(Default)]
pub(super) struct Frame {
    /// Ranges that make up the title, to be joined.
    pub(super) title: Vec<Range<usize>>,
    pub(super) number: Option<NumberFound>,
    /// The bodies named before the title.
    pub(super) heading_issuers: Vec<Named>,
    /// The bodies of the signature block.
    pub(super) signature_issuers: Vec<Named>,
    pub(super) signed: Option<(Date, Range<usize>)>,
    pub(super) published: Option<(Date, Range<usize>)>,
    /// Every line that tells something of the document itself.
    pub(super) particulars: Vec<Range<usize>>,
    /// What belongs to the page and not to the document.
    pub(super) furniture: Vec<Range<usize>>,
    /// The paragraphs of the body, by place.
    pub(super) body: Vec<usize>,
}

/// Tells the frame of a text from its body.
pub(super) fn read(text: &Text, agencies: &Agencies) -> Frame {
    let mut frame = Frame::default();
    let first = (0..text.paragraphs.len()).find(|i| begins_body(text, &text.paragraphs[*i]));
    // Without a head that ends, all of it is head: a text of one line is a title.
    let first = first.unwrap_or(text.paragraphs.len());
    head(text, first, agencies, &mut frame);
    let block = foot(text, first, agencies, &mut frame);
    let list = annex_list(text, first, block.start);
    frame.particulars.extend(text.paragraphs[list.clone()].iter().cloned());
    for i in first..list.start {
        let paragraph = &text.paragraphs[i];
        if page_number(text, paragraph) {
            frame.furniture.push(paragraph.clone());
        } else {
            frame.body.push(i);
        }
    }
    // Behind the signature stands an annex, or the rest of the page.
    let mut annex = false;
    for i in block.end..text.paragraphs.len() {
        let paragraph = &text.paragraphs[i];
        let sign = counter::sign(text.chars(), paragraph.start);
        annex |= sign.is_some_and(|sign| sign.style == counter::Style::Annex);
        let page = is_furniture(text, paragraph) || page_number(text, paragraph);
        if page || !(annex || begins_body(text, paragraph)) {
            frame.furniture.push(paragraph.clone());
        } else {
            frame.body.push(i);
        }
    }
    frame.particulars.sort_by_key(|range| range.start);
    frame.furniture.sort_by_key(|range| range.start);
    frame
}

/// Whether a paragraph begins the body: it carries a number sign, or is running text.
fn begins_body(text: &Text, range: &Range<usize>) -> bool {
    let part = text.part(range);
    if counter::sign(part, text.marks(range)).is_some() && dates::date(part, 0).is_none() {
        return true;
    }
    let stop = part.last().is_some_and(|c| matches!(c, '。' | '.' | '!' | '?' | ';' | '”'))
        || part.ends_with(&['.', '"'])
        || part.contains(&'。');
    stop && part.len() > 12 && !is_furniture(text, range)
}

fn head(text: &Text, first: usize, agencies: &Agencies, frame: &mut Frame) {
    let mut titles: Vec<Range<usize>> = Vec::new();
    for range in &text.paragraphs[..first] {
        if let Some(number) = dates::number_line(text.chars(), range) {
            frame.particulars.push(range.clone());
            frame.number = frame.number.take().or(Some(number));
        } else if let Some((date, at)) =
            dates::first_date(text.chars(), range).filter(|_| meta_line(text, range))
        {
            frame.published = frame.published.take().or(Some((date, at.clone())));
            frame.furniture.extend(
                [text.trim(range.start..at.start), text.trim(at.end..range.end)]
                    .into_iter()
                    .filter(|rest| !rest.is_empty()),
            );
            frame.particulars.push(at);
            // Above the date of the page stand its own headings: the last is the page's name of the document.
            let page = titles.pop();
            frame.furniture.append(&mut titles);
            frame.particulars.extend(page);
        } else if is_furniture(text, range) || page_number(text, range) {
            frame.furniture.push(range.clone());
        } else if text.part(range).last() == Some(&':') {
            frame.particulars.push(range.clone());
        } else {
            titles.push(range.clone());
        }
    }
    if titles.is_empty()
        && let Some(page) = frame.particulars.iter().position(|range| is_title(text, range))
    {
        titles.push(frame.particulars.remove(page));
    }
    for range in titles {
        let (names, rest) = bodies::leading(text, &range, agencies);
        // One body before 关于 is part of the title; a list of bodies, or a line of its own, is not.
        let list = names.len() > 1 || rest >= range.end;
        let marks = text.marks(&range);
        let title = if list { rest..range.end } else { range.start + marks..range.end };
        frame.heading_issuers.extend(names);
        if !title.is_empty() {
            frame.title.push(title);
        }
        frame.particulars.push(range);
    }
}

fn is_title(text: &Text, range: &Range<usize>) -> bool {
    dates::number_line(text.chars(), range).is_none()
        && text.part(range).last() != Some(&':')
        && dates::first_date(text.chars(), range).is_none()
}

/// Finds the signature block: the paragraphs it takes up, an empty range behind the text where there is none.
fn foot(text: &Text, first: usize, agencies: &Agencies, frame: &mut Frame) -> Range<usize> {
    let paragraphs = &text.paragraphs;
    let day = |i: &usize| {
        let range = paragraphs[*i].clone();
        dates::date(text.chars(), range.start)
            .filter(|(_, end)| *end == range.end)
            .map(|(day, _)| (day, range))
    };
    let dated = (first..paragraphs.len()).find_map(|i| day(&i).map(|found| (i, found)));
    // Without a date, a block is one only where every line of it is a known body.
    let names_end = match &dated {
        Some((at, _)) => *at,
        None => {
            let last = (first..paragraphs.len()).rev().find(|i| !is_furniture(text, &paragraphs[*i]));
            last.map_or(first, |at| at + 1)
        }
    };
    let mut block: Vec<(usize, Vec<Named>)> = Vec::new();
    for at in (first..names_end).rev() {
        let range = &paragraphs[at];
        match bodies::whole(text, range, agencies) {
            Some(names) => block.push((at, names)),
            None if dated.is_some() && signature_line(text, range) => {
                block.push((at, vec![Named::unknown(text, range.clone())]));
            }
            None => break,
        }
    }
    if dated.is_none() && block.is_empty() {
        return paragraphs.len()..paragraphs.len();
    }
    let start = block.last().map_or(names_end, |(at, _)| *at);
    for (at, names) in block.into_iter().rev() {
        frame.particulars.push(paragraphs[at].clone());
        frame.signature_issuers.extend(names);
    }
    let Some((at, (day, range))) = dated else { return start..names_end };
    frame.particulars.push(range.clone());
    frame.signed = Some((day, range));
    start..at + 1
}

/// The list of annex names above the signature; it is no annex. Empty where there is none.
fn annex_list(text: &Text, first: usize, block: usize) -> Range<usize> {
    let begins = |i: &usize| {
        let part = text.part(&text.paragraphs[*i]);
        matches!(part, ['附', '件', ':', ..] | ['附', ':', ..])
    };
    let start = (first..block).rev().take(30).find(begins);
    let start = start.filter(|start| {
        // Every further line is the name of one more annex.
        (start + 1..block).all(|i| {
            let paragraph = &text.paragraphs[i];
            let sign = counter::sign(text.chars(), paragraph.start);
            sign.is_some_and(|s| s.style == counter::Style::Figure)
                && text.part(paragraph).last() != Some(&'。')
        })
    });
    start.unwrap_or(block)..block
}

/// A line that can be a body's name: short, without a stop, without a number sign.
fn signature_line(text: &Text, range: &Range<usize>) -> bool {
    let part = text.part(range);
    let short = part.len() <= if part.iter().any(|c| is_han(*c)) { 30 } else { 100 };
    let stop = part.iter().any(|c| matches!(c, '。' | ';' | ':' | ',' | '?' | '!' | '(' | ')'))
        || part.last() == Some(&'.');
    short && !stop && counter::sign(part, 0).is_none()
}

/// A line of the page with the day it was put there.
fn meta_line(text: &Text, range: &Range<usize>) -> bool {
    let Some((_, date)) = dates::first_date(text.chars(), range) else { return false };
    let alone = date == *range;
    let line = text.folded(range).to_lowercase();
    let label =
        ["发布", "日期", "时间", "来源", "浏览", "viewed", "view count", "published", "date", "source"];
    alone || (range.len() <= 120 && label.iter().any(|word| line.contains(word)))
}

/// A line of only digits is a page number.
fn page_number(text: &Text, range: &Range<usize>) -> bool {
    range.len() <= 4 && text.part(range).iter().all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | ' '))
}

const FURNITURE: [&str; 14] = [
    "go back",
    "print",
    "back",
    "share",
    "close",
    "home",
    "top",
    "back to top",
    "返回",
    "打印",
    "关闭",
    "分享",
    "收藏",
    "返回顶部",
];
const FURNITURE_BEGINS: [&str; 20] = [
    "首页",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "上一篇",
    "下一篇",
    "上一个",
    "下一个",
    "字体:",
    "【字体",
    "【打印",
    "分享到",
    "扫一扫",
    "责任编辑",
    "浏览次数",
    "阅读次数",
    "viewed:",
    "view count",
    "print this",
    "go back",
];

/// A line that belongs to the page: a button, a breadcrumb, a counter.
fn is_furniture(text: &Text, range: &Range<usize>) -> bool {
    if range.len() > 200 {
        return false;
    }
    let line = text.folded(range).to_lowercase();
    let boxed = range.len() <= 20 && line.starts_with('[') && line.ends_with(']');
    let short = range.len() <= 60;
    boxed
        || FURNITURE.contains(&line.as_str())
        || (short && FURNITURE_BEGINS.iter().any(|begin| line.starts_with(begin)))
        || line.chars().all(|c| is_blank(c) || matches!(c, '|' | '-' | '_' | '=' | '*' | '·' | '>'))
}
