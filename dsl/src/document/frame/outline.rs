//! What stands around the body of a document: title, number, dates, issuers, signature, and page furniture.

use super::dates::{self, NumberFound};
use super::furniture::{self, is_furniture, page_number};
use super::head_english;
use super::header::{self, Field};
use super::signatories::{issuers, person};
use crate::Date;
use crate::document::duty::bodies::{self, Named, Names};
use crate::document::section::counter::{self, Style};
use crate::document::text::folded::{Text, is_blank, is_han};
use crate::document::text::joined::{self, KINDS};
use std::collections::BTreeSet;
use std::ops::Range;

/// The lines around the body, each with its part.
#[derive(Default)]
pub(crate) struct Frame {
    /// Ranges that make up the title, to be joined.
    pub(crate) title: Vec<Range<usize>>,
    pub(crate) number: Option<NumberFound>,
    /// The bodies named before the title, or in it.
    pub(crate) heading_issuers: Vec<Named>,
    /// The bodies of the signature block.
    pub(crate) signature_issuers: Vec<Named>,
    pub(crate) signed: Option<(Date, Range<usize>)>,
    pub(crate) published: Option<(Date, Range<usize>)>,
    /// From the header: from and to when it is in force.
    pub(crate) effective: Option<(Date, Range<usize>)>,
    pub(crate) repealed: Option<(Date, Range<usize>)>,
    /// Every line that tells something of the document itself.
    pub(crate) particulars: Vec<Range<usize>>,
    /// What belongs to the page and not to the document.
    pub(crate) furniture: Vec<Range<usize>>,
    /// The title, where it is not surely one.
    pub(crate) unsure: Option<Range<usize>>,
    /// The paragraphs of the body, by place.
    pub(crate) body: Vec<usize>,
}

/// Tells the frame of a text from its body.
pub(crate) fn read(text: &Text, names: &Names<'_>) -> Frame {
    let mut frame = Frame::default();
    let contents = furniture::contents(text);
    let count = text.paragraphs.len();
    // Without a head that ends, all of it is head: a text of one line is a title.
    let first =
        (0..count).find(|i| contents.contains(i) || begins_body(text, &text.paragraphs[*i])).unwrap_or(count);
    let first = head_english::end(text, first);
    if head_english::is_english(text, first) {
        frame.head_english(text, first, names);
    } else {
        frame.head(text, first, names);
    }
    let last = frame.tail(text, first);
    let block = frame.foot(text, first..last, names);
    let inner = frame.inner(text, &block, last, names);
    let mut lists = annex_lists(text, first..block.start, names);
    lists.extend(annex_lists(text, inner..last, names));
    for i in (first..block.start).chain(inner..last) {
        let paragraph = &text.paragraphs[i];
        if contents.contains(&i) || lists.contains(&i) {
            frame.particulars.push(paragraph.clone());
        } else if page_number(text, paragraph)
            || (is_furniture(text, paragraph) && counter::sign(text.chars(), paragraph.start).is_none())
        {
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
    if is_particular(text, range) {
        return false;
    }
    if counter::sign(part, text.marks(range)).is_some() && dates::date(part, 0).is_none() {
        return true;
    }
    let stop = part.last().is_some_and(|c| matches!(c, '。' | '.' | '!' | '?' | ';'))
        || part.ends_with(&['.', '"'])
        || part.contains(&'。');
    stop && part.len() > 12 && !is_furniture(text, range)
}

/// A line above the body that tells something of the document: its number, a labelled field, its adoption.
fn is_particular(text: &Text, range: &Range<usize>) -> bool {
    dates::number_line(text.chars(), range).is_some()
        || !header::fields(text, range).is_empty()
        || !header::adoptions(text, range).is_empty()
        || header::print_line(text, range)
        || head_english::is_particular(text, range)
        || joined::release_mark(text.chars(), range.start).is_some_and(|end| end == range.end)
}

impl Frame {
    /// Whether a local body issues the document: told from its issuers, else from the code of its number.
    pub(crate) fn is_local(&self, text: &Text) -> bool {
        let issuers =
            if self.signature_issuers.is_empty() { &self.heading_issuers } else { &self.signature_issuers };
        if issuers.iter().any(Named::is_registered) {
            return false;
        }
        let places = ["省", "自治区", "市", "县", "区", "州", "盟", "旗", "镇", "街道"];
        let named =
            issuers.iter().any(|issuer| places.iter().any(|place| issuer.mention.as_written.contains(place)));
        let code = self
            .number
            .as_ref()
            .and_then(|number| number.code.as_ref())
            .and_then(|code| text.chars().get(code.start));
        let provinces = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼穗深杭甬厦济蓉";
        named || code.is_some_and(|first| provinces.contains(*first))
    }

    fn head(&mut self, text: &Text, first: usize, names: &Names<'_>) {
        let chars = text.chars();
        // Rows of lines that may be a title, each row up to something that is none.
        let mut rows: Vec<Vec<Range<usize>>> = vec![Vec::new()];
        let mut days: Vec<(Date, Range<usize>)> = Vec::new();
        let mut page = false;
        for range in &text.paragraphs[..first] {
            let fields = header::fields(text, range);
            if let Some(number) = dates::number_line(chars, range) {
                self.particulars.push(range.clone());
                self.number = self.number.take().or(Some(number));
                rows.push(Vec::new());
            } else if fields.iter().any(|(field, _)| *field != Field::Published) {
                self.fields(text, range, fields, names);
                rows.push(Vec::new());
            } else if !header::adoptions(text, range).is_empty() {
                self.adopted(text, range, names);
                rows.push(Vec::new());
            } else if let Some((date, at)) =
                dates::first_date(chars, range).filter(|_| meta_line(text, range))
            {
                days.push((date, at.clone()));
                let rest = [text.trim(range.start..at.start), text.trim(at.end..range.end)];
                self.furniture.extend(rest.into_iter().filter(|rest| !rest.is_empty()));
                self.particulars.push(at.clone());
                // Above the date of the page stand its own headings.
                page |= at != *range;
                rows.push(Vec::new());
            } else if is_furniture(text, range) || page_number(text, range) {
                self.furniture.push(range.clone());
                rows.push(Vec::new());
            } else if text.part(range).last() == Some(&':') || header::print_line(text, range) {
                self.particulars.push(range.clone());
                rows.push(Vec::new());
            } else if let Some(row) = rows.last_mut() {
                row.push(range.clone());
            }
        }
        rows.retain(|row| !row.is_empty());
        match header::register(&days) {
            Some((from, to)) => {
                let at = |day: Date| days.iter().find(|(d, _)| *d == day).map(|(_, at)| at.clone());
                self.effective = self.effective.take().or(at(from).map(|at| (from, at)));
                self.repealed = self.repealed.take().or(at(to).map(|at| (to, at)));
            }
            None => self.published = self.published.take().or(days.into_iter().next()),
        }
        self.title_rows(text, rows, page, names);
    }

    /// Chooses the row of lines that is the title; the others belong to the page.
    fn title_rows(&mut self, text: &Text, mut rows: Vec<Vec<Range<usize>>>, page: bool, names: &Names<'_>) {
        let kind =
            |range: &Range<usize>| joined::ends_title(text.chars(), unbracketed(text, range), range.start);
        let named = rows.iter().rposition(|row| row.last().is_some_and(kind));
        let chosen = named.or(rows.len().checked_sub(1));
        let Some(chosen) = chosen else { return };
        let title = rows.remove(chosen);
        let above = page.then_some(chosen);
        self.set_title(text, title, rows, above, names);
    }

    /// Takes a row of lines as the title. `above` is the place of the row that stood below the page's own name of the
    /// document.
    pub(super) fn set_title(
        &mut self,
        text: &Text,
        title: Vec<Range<usize>>,
        rows: Vec<Vec<Range<usize>>>,
        above: Option<usize>,
        names: &Names<'_>,
    ) {
        for (i, row) in rows.into_iter().enumerate() {
            let last = row.len() - 1;
            for (at, range) in row.into_iter().enumerate() {
                // The page's own name of the document, above its date, or the title once more.
                let again = title.iter().any(|line| text.folded(line) == text.folded(&range));
                if again
                    || (Some(i + 1) == above && at == last)
                    || bodies::whole(text, &range, names).is_some()
                {
                    self.particulars.push(range);
                } else {
                    self.furniture.push(range);
                }
            }
        }
        for (i, range) in title.iter().enumerate() {
            self.particulars.push(range.clone());
            // 中华人民共和国国务院令: an order is issued by the body it is named for.
            if text.part(range).last() == Some(&'令') {
                let named = range.start..range.end - 1;
                let state = if text.folded(&named).starts_with("中华人民共和国") { 7 } else { 0 };
                let body = named.start + state..named.end;
                self.heading_issuers.extend(issuers(text, &body, names).unwrap_or_default());
                self.title.push(range.clone());
                continue;
            }
            let more = i + 1 < title.len();
            let english = !text.part(range).iter().any(|c| is_han(*c));
            if more
                && !english
                && let Some(found) = issuers(text, range, names)
            {
                self.heading_issuers.extend(found);
                continue;
            }
            let (found, rest) = bodies::leading(text, range, names);
            // One body before 关于 is part of the title; a list of bodies, or a line of its own, is not.
            let list = found.len() > 1 || (rest >= range.end && !found.is_empty());
            if list {
                self.heading_issuers.extend(found);
            } else if let Some(before) = before_title(text, range) {
                self.heading_issuers.extend(issuers(text, &before, names).unwrap_or(found));
            } else {
                self.heading_issuers.extend(found);
            }
            let line = if list { rest..range.end } else { range.start + text.marks(range)..range.end };
            if !line.is_empty() {
                self.title.push(line);
            }
        }
    }

    /// Takes over what labelled lines say.
    pub(super) fn fields(
        &mut self,
        text: &Text,
        range: &Range<usize>,
        fields: Vec<(Field, Range<usize>)>,
        names: &Names<'_>,
    ) {
        self.particulars.push(range.clone());
        for (field, value) in fields {
            let day = dates::first_date(text.chars(), &value);
            match field {
                Field::Number => {
                    self.number = self.number.take().or_else(|| dates::number_line(text.chars(), &value));
                }
                Field::Signed => self.signed = self.signed.take().or(day),
                Field::Published => self.published = self.published.take().or(day),
                Field::Effective => self.effective = self.effective.take().or(day),
                Field::Repealed => self.repealed = self.repealed.take().or(day),
                Field::Issuer if self.heading_issuers.is_empty() => {
                    self.heading_issuers.extend(issuers(text, &value, names).unwrap_or_default());
                }
                Field::Issuer | Field::Title | Field::Other => {}
            }
        }
    }

    /// A law is issued by the body that adopted it last, on that day.
    fn adopted(&mut self, text: &Text, range: &Range<usize>, names: &Names<'_>) {
        self.particulars.push(range.clone());
        let Some(last) = header::adoptions(text, range).into_iter().max_by_key(|adoption| adoption.day)
        else {
            return;
        };
        if self.signed.as_ref().is_some_and(|(day, _)| *day > last.day) {
            return;
        }
        self.signed = Some((last.day, range.clone()));
        let body = bodies::whole(text, &last.body, names)
            .unwrap_or_else(|| vec![Named::unknown(text, last.body.clone())]);
        if !last.body.is_empty() {
            self.heading_issuers = body;
        }
    }

    /// Strips what stands behind the document: furniture, release marks, print lines. Gives the end of the rest.
    fn tail(&mut self, text: &Text, first: usize) -> usize {
        let mut end = text.paragraphs.len();
        while end > first {
            let range = &text.paragraphs[end - 1];
            let mark = joined::release_mark(text.chars(), range.start).is_some_and(|at| at == range.end);
            if mark || header::print_line(text, range) {
                self.particulars.push(range.clone());
            } else if is_furniture(text, range) || page_number(text, range) {
                self.furniture.push(range.clone());
            } else {
                break;
            }
            end -= 1;
        }
        end
    }

    /// Finds the signature block: the paragraphs it takes up, an empty range at the end where there is none.
    fn foot(&mut self, text: &Text, within: Range<usize>, names: &Names<'_>) -> Range<usize> {
        let paragraphs = &text.paragraphs;
        let day = |i: &usize| {
            let range = paragraphs[*i].clone();
            dates::date(text.chars(), range.start)
                .filter(|(_, end)| {
                    *end == range.end || (*end + 1 == range.end && text.chars().get(*end) == Some(&'.'))
                })
                .map(|(day, _)| day)
                .or_else(|| head_english::place_date(text, &range))
                .map(|day| (day, range))
        };
        let dated = within.clone().find_map(|i| day(&i).map(|found| (i, found)));
        // Without a date, a block is one only where every line of it is a known body.
        let names_end = dated.as_ref().map_or(within.end, |(at, _)| *at);
        let mut block: Vec<(usize, Vec<Named>)> = Vec::new();
        for at in (within.start..names_end).rev() {
            let range = &paragraphs[at];
            let found = match &dated {
                Some(_) => issuers(text, range, names),
                None => bodies::whole(text, range, names),
            };
            match found {
                Some(found) => block.push((at, found)),
                None if dated.is_some() && person(text, range) => block.push((at, Vec::new())),
                None => break,
            }
        }
        if dated.is_none() && block.is_empty() {
            return within.end..within.end;
        }
        let start = block.last().map_or(names_end, |(at, _)| *at);
        for (at, found) in block.into_iter().rev() {
            self.particulars.push(paragraphs[at].clone());
            self.signature_issuers.extend(found);
        }
        let Some((at, (day, range))) = dated else { return start..names_end };
        self.particulars.push(range.clone());
        let mut end = at + 1;
        if dates::date(text.chars(), range.start).is_none() {
            // Done at Brussels, …: who signs stands below.
            while end < within.end && head_english::signs(text, &paragraphs[end]) {
                self.particulars.push(paragraphs[end].clone());
                end += 1;
            }
        }
        self.signed = Some((day, range));
        start..end
    }

    /// Behind the signature of a notice stands the document it forwards, with its own title; else annexes, or the rest
    /// of the page. Gives the first paragraph that is body again.
    fn inner(&mut self, text: &Text, block: &Range<usize>, last: usize, names: &Names<'_>) -> usize {
        let mut at = block.end;
        // Marks between the signature and what follows.
        while at < last {
            let range = &text.paragraphs[at];
            if is_particular(text, range) {
                self.particulars.push(range.clone());
            } else if is_furniture(text, range) || page_number(text, range) {
                self.furniture.push(range.clone());
            } else {
                break;
            }
            at += 1;
        }
        let body = (at..last).find(|i| begins_body(text, &text.paragraphs[*i]));
        let Some(body) = body else {
            // No text follows: these are lines of the page.
            self.furniture.extend(text.paragraphs[at.min(last)..last].iter().cloned());
            return last;
        };
        let sign = |i: usize| counter::sign(text.chars(), text.paragraphs[i].start);
        let annex = (at..=body).any(|i| sign(i).is_some_and(|sign| sign.style == Style::Annex));
        if annex || body == at {
            return at;
        }
        let lines: Vec<Range<usize>> = text.paragraphs[at..body]
            .iter()
            .filter(|range| {
                let last = text.part(range).last();
                let drafted = issuers(text, range, names).is_some()
                    || (text.part(range).first() == Some(&'(')
                        && issuers(text, &(range.start + 1..range.end - 1), names).is_some());
                // Who drafted it may stand below its title.
                !is_particular(text, range)
                    && !matches!(last, Some(':' | '。' | ';'))
                    && dates::first_date(text.chars(), range).is_none()
                    && !drafted
            })
            .cloned()
            .collect();
        let forwards = self.title.iter().any(|line| {
            let title = text.folded(line);
            title.ends_with('令')
                || ["印发", "转发", "发布", "公布", "批转", "下发", "颁布"]
                    .iter()
                    .any(|word| title.contains(word))
                || head_english::forwards(&title.to_lowercase())
        });
        let lines: Vec<Range<usize>> =
            lines.into_iter().filter(|line| !head_english::attached(text, line)).collect();
        self.particulars.extend(text.paragraphs[at..body].iter().cloned());
        if forwards || (self.title.is_empty() && !lines.is_empty()) {
            self.title = lines.iter().map(|line| line.start + text.marks(line)..line.end).collect();
        }
        body
    }
}

/// Where a title ends before a bracket such as `（试行）`.
fn unbracketed(text: &Text, range: &Range<usize>) -> usize {
    let part = text.part(range);
    if part.last() == Some(&')')
        && let Some(open) = part.iter().rposition(|c| *c == '(')
    {
        return range.start + open;
    }
    range.end
}

/// The part of a title before 关于 or 印发 that names who issues it.
fn before_title(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    let end = (range.start..range.end)
        .find(|at| matches!(chars.get(*at..*at + 2), Some(['关', '于'] | ['印', '发'] | ['转', '发'])))?;
    let before = range.start + text.marks(range)..end;
    // 甲等六部门关于…: a count of bodies, and one name.
    let several = before.clone().find(|at| chars[*at] == '等');
    let before = text.trim(before.start..several.unwrap_or(before.end));
    (before.len() >= 3).then_some(before)
}

/// The lists of annex names, above a signature or at the end of a text; they are no annexes.
fn annex_lists(text: &Text, body: Range<usize>, names: &Names<'_>) -> BTreeSet<usize> {
    let chars = text.chars();
    let sign = |i: usize| text.paragraphs.get(i).and_then(|range| counter::sign(chars, range.start));
    let stop = |i: usize| text.paragraphs.get(i).is_some_and(|range| text.part(range).contains(&'。'));
    let mut found = BTreeSet::new();
    for start in body.clone() {
        let part = text.part(&text.paragraphs[start]);
        // 附件 alone on its line heads an annex; with names behind it, it lists them.
        if !matches!(
            part,
            ['附', '件', ':', _, ..] | ['附', ':', _, ..] | ['附', '件', '1', '.' | ':', _, ..]
        ) || stop(start)
        {
            continue;
        }
        let mut end = start + 1;
        while end < body.end
            && !stop(end)
            && sign(end).is_some_and(|s| {
                s.style == Style::Figure || (s.style == Style::Annex && colon_behind(text, end))
            })
        {
            end += 1;
        }
        let behind = text.paragraphs.get(end).filter(|_| end < body.end);
        let ends = behind.is_none_or(|range| {
            dates::date(chars, range.start).is_some()
                || sign(end).is_some_and(|s| s.style == Style::Annex)
                || issuers(text, range, names).is_some()
                || is_particular(text, range)
        });
        if ends {
            found.extend(start..end);
        }
    }
    found
}

/// `附件2：名称`: one more name of a list, and no heading.
fn colon_behind(text: &Text, at: usize) -> bool {
    let part = text.paragraphs.get(at).map(|range| text.part(range)).unwrap_or_default();
    part.iter().take(5).any(|c| *c == ':' || *c == '.')
}

/// A line of the page with the day it was put there.
pub(super) fn meta_line(text: &Text, range: &Range<usize>) -> bool {
    let Some((_, date)) = dates::first_date(text.chars(), range) else { return false };
    let alone = date == *range;
    let line = text.folded(range).to_lowercase();
    let label = [
        "发布",
        "日期",
        "时间",
        "来源",
        "浏览",
        "viewed",
        "view count",
        "published",
        "date",
        "source",
        "updated",
    ];
    let title = line.contains("关于") || KINDS.iter().any(|kind| line.ends_with(kind));
    alone
        || (range.len() <= 120 && !title && label.iter().any(|word| line.contains(word)))
        || (range.len() <= 30
            && line.chars().all(|c| !is_han(c) || matches!(c, '年' | '月' | '日'))
            && line.chars().any(is_blank)
            && date.start == range.start)
}
