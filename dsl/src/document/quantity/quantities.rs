//! Quantities of a sentence: each figure with its unit, how it binds, and what it ranges over; what is no quantity
//! (dates, numbers of documents and articles, quoted names) is passed over.

use super::bases::{base, figure_is_share, limit_of_base, year_of};
use super::comparators::{self, Before, Bind, Held, Marks};
use super::english;
use super::figures::{self, Figure};
use super::passed;
use super::phrases;
use super::ranges::second_chinese;
use super::tiers::Bounds;
use super::units::{self, Kind, Unit};
use crate::Number;
use crate::document::model::Comparator;
use crate::document::text::folded::{Text, is_han};
use crate::document::text::words::{begins_word, word_at};
use std::ops::Range;

/// One end of a range of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) value: Number,
    /// Whether the figure itself is in.
    pub(crate) held: bool,
    /// Whether words or a rule of the document say so; else the usual sense does, and an adjoining tier may decide.
    pub(crate) firm: bool,
}

/// What a figure says of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// From one edge to the other; at least one is there.
    Bounds {
        low: Option<Edge>,
        high: Option<Edge>,
    },
    About(Number),
    Exactly(Number),
    /// A multiple of a base.
    Times(Number),
    /// A change in percentage points.
    Change(Number),
    /// A grade on a scale of letters, from it up.
    Grade,
    /// A bare figure.
    Plain(Number),
}

/// A figure in its context.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    /// From the first word that binds the figure to the last.
    pub(crate) range: Range<usize>,
    /// Where the figure itself begins.
    pub(crate) figure: usize,
    pub(crate) relation: Relation,
    pub(crate) unit: Option<String>,
    pub(crate) kind: Option<Kind>,
    pub(crate) marks: Marks,
    /// A word that binds stands before the figure.
    pub(crate) bound_before: bool,
    /// Written in words.
    pub(crate) worded: bool,
    /// Of what population a rank is.
    pub(crate) of: Option<Range<usize>>,
    /// The year the figure is of, where it stands right before it (2025年的80%).
    pub(crate) year: Option<i32>,
    pub(crate) chinese: bool,
}

impl Quantity {
    /// Comparator, value and upper value of each record it makes: two where the two ends of a range bind differently.
    pub(crate) fn records(&self) -> Vec<(Comparator, Option<Number>, Option<Number>)> {
        let low = |edge: &Edge| {
            let comparator = if edge.held { Comparator::AtLeast } else { Comparator::MoreThan };
            (comparator, Some(edge.value.clone()), None)
        };
        let high = |edge: &Edge| {
            let comparator = if edge.held { Comparator::AtMost } else { Comparator::LessThan };
            (comparator, Some(edge.value.clone()), None)
        };
        let one = |comparator: Comparator, value: &Number| vec![(comparator, Some(value.clone()), None)];
        match &self.relation {
            Relation::Bounds { low: Some(a), high: Some(b) } if a.held && b.held => {
                vec![(Comparator::Between, Some(a.value.clone()), Some(b.value.clone()))]
            }
            Relation::Bounds { low: a, high: b } => a.iter().map(low).chain(b.iter().map(high)).collect(),
            Relation::About(value) => one(Comparator::About, value),
            Relation::Exactly(value) | Relation::Plain(value) => one(Comparator::Equal, value),
            Relation::Times(value) => one(Comparator::Times, value),
            Relation::Change(value) => one(Comparator::Change, value),
            Relation::Grade => vec![(Comparator::AtLeast, None, None)],
        }
    }

    /// Whether any word says how the figure binds.
    pub(crate) fn binds(&self) -> bool {
        !matches!(self.relation, Relation::Plain(_) | Relation::Times(_) | Relation::Change(_))
    }

    /// Whether only an upper end is given.
    pub(crate) fn is_limit(&self) -> bool {
        matches!(self.relation, Relation::Bounds { low: None, high: Some(_) })
    }
}

/// The quantities of a sentence in order. Linear in its length.
pub(crate) fn scan(text: &Text, sentence: &Range<usize>, bounds: &Bounds) -> Vec<Quantity> {
    let chars = text.chars();
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(end) = passed::over(chars, at, sentence.end) {
            at = end;
            continue;
        }
        // A comparator word is looked for back to the quantity before.
        let from = found.last().map_or(sentence.start, |last| last.range.end);
        match quantity(chars, from, at, sentence.end, bounds) {
            Some(quantity) => {
                at = quantity.range.end.max(at + 1);
                found.push(quantity);
            }
            // The rest of a figure that is none is none either.
            None => at = passed::digits(chars, at, sentence.end).max(at + 1),
        }
    }
    share(text, &mut found);
    found
}

/// `分别压缩至5个、3个工作日以内`: the figures of a run have the unit of the last one, and its bound.
fn share(text: &Text, found: &mut [Quantity]) {
    for i in (1..found.len()).rev() {
        let (Some(a), Some(b)) = (found.get(i - 1).cloned(), found.get(i).cloned()) else { continue };
        let joined =
            matches!(text.part(&(a.range.end..b.range.start.max(a.range.end))), ['、' | '和' | '与']);
        let whole = b.unit.as_deref().filter(|_| matches!(b.kind, Some(Kind::Short | Kind::Long)));
        let Some(unit) = whole.filter(|unit| unit.starts_with('个')) else { continue };
        if !joined || a.unit.as_deref() != Some("个") || !a.chinese {
            continue;
        }
        let value = match &a.relation {
            Relation::Exactly(value) | Relation::Plain(value) => Some(value.clone()),
            _ => None,
        };
        let high = match &b.relation {
            Relation::Bounds { low: None, high: Some(edge) } if !b.bound_before => Some(edge.clone()),
            _ => None,
        };
        let (unit, kind) = (unit.to_owned(), b.kind);
        if let Some(first) = found.get_mut(i - 1) {
            first.unit = Some(unit);
            first.kind = kind;
            if let (Some(value), Some(edge)) = (value, high) {
                first.relation = Relation::Bounds { low: None, high: Some(Edge { value, ..edge }) };
            }
        }
        if let Some(last) = found.get_mut(i) {
            last.marks.moves |= a.marks.moves;
        }
    }
}

fn quantity(chars: &[char], from: usize, at: usize, end: usize, bounds: &Bounds) -> Option<Quantity> {
    let here = *chars.get(at)?;
    let word = match here {
        '前' | '第' => phrases::rank(chars, from, at),
        '过' | '半' | '为' | '翻' | '倍' | '压' | '缩' | '减' | '降' | 'A'..='C' => {
            phrases::phrase(chars, at)
        }
        'D' => phrases::phrase(chars, at).or_else(|| phrases::english_phrase(chars, at)),
        't' | 'T' | 'm' | 'M' | 'd' | 'h' | 'H' | 'q' | 'Q' => phrases::english_phrase(chars, at),
        _ => None,
    };
    if word.is_some() {
        return word.filter(|q| q.range.end <= end);
    }
    let (code, start) = units::currency(chars, at).map_or((None, at), |(code, next)| (Some(code), next));
    let begins = here.is_ascii_digit() || code.is_some() || figures::is_numeral(here) || here == '半';
    if !(begins || (here.is_ascii_alphabetic() && begins_word(chars, at))) {
        return None;
    }
    let figure = figures::figure(chars, start).filter(|figure| figure.end <= end)?;
    let written = Written { from, at, start, end, code, figure };
    let read = if comparators::is_chinese(chars, at, written.figure.end) {
        chinese(chars, written, bounds)
    } else {
        english::figures::quantity(chars, written, bounds)
    };
    read.filter(|q| q.range.end <= end)
}

/// A figure on its way into a quantity.
pub(crate) struct Written {
    /// How far back words of it may stand.
    pub(crate) from: usize,
    /// Where it begins, with its currency.
    pub(crate) at: usize,
    /// Where its digits begin.
    pub(crate) start: usize,
    /// Where the sentence ends.
    pub(crate) end: usize,
    pub(crate) code: Option<&'static str>,
    pub(crate) figure: Figure,
}

/// How far words that bind may stand from their figure.
pub(crate) const NEAR: usize = 40;

fn chinese(chars: &[char], written: Written, bounds: &Bounds) -> Option<Quantity> {
    let Written { from, at, start, end: limit, code, figure } = written;
    let unit = chinese_unit(chars, &figure, code);
    let before_figure = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let alone = matches!(chars.get(start), Some('百' | '千' | '万' | '萬' | '亿' | '億'));
    // 每万人 and 万元产值 say what a rate is of.
    if before_figure == '每' || (unit.is_none() && alone && figure.share.is_none()) {
        return None;
    }
    // 千亿级产业集群 names a size.
    if unit.as_ref().is_some_and(|unit| unit.name == "级") && (alone || figure.scale != Number::from(1)) {
        return None;
    }
    let mut figure = figure;
    let mut end = unit.as_ref().map_or(figure.end, |unit| unit.end);
    let long = unit.as_ref().is_some_and(|unit| unit.kind == Kind::Long);
    if long && chars.get(end) == Some(&'半') {
        figure.value = figure.value + Number::fraction(1, 2)?;
        end += 1;
    }
    let back = from.max(at.saturating_sub(NEAR));
    let (year, start_of_year) = year_of(chars, back, at).map_or((None, at), |(year, at)| (Some(year), at));
    let shares =
        unit.as_ref().map_or(!figure.value.is_integer(), |u| matches!(u.kind, Kind::Share | Kind::Times));
    let breaks = unit.as_ref().is_some_and(|unit| unit.name == "项") && breaks_through(chars, at, end);
    let words = comparators::before_chinese(chars, back, at)
        .filter(|_| !breaks)
        .or_else(|| comparators::before_chinese(chars, back, start_of_year).filter(|_| year.is_some()));
    let least = words.is_none().then(|| comparators::least_before_verb(chars, back, at)).flatten();
    let (before, of) = match words.or(least) {
        None if shares && before_figure == '的' && year.is_none() => base(chars, back, at - 1),
        None if figure_is_share(unit.as_ref()) && year.is_none() => limit_of_base(chars, back, at),
        before => (before, None),
    };
    let mut held = comparators::bracket(chars, end);
    let mut behind = match held {
        // (含)以上 is one word.
        Some(_) => comparators::behind_chinese(chars, end),
        None => None,
    };
    if behind.is_none() {
        end = held.map_or(end, |(_, end)| end);
        behind = comparators::behind_chinese(chars, end);
    }
    if let Some((_, _, next)) = behind {
        end = next;
        held = comparators::bracket(chars, end).or(held.filter(|(_, at)| *at > next));
        end = held.map_or(end, |(_, at)| at.max(end));
    }
    let second = second_chinese(chars, end, limit, behind.is_some(), code);
    let fraction = !figure.value.is_integer() && chars.get(start..figure.end)?.contains(&'之');
    let bound = before.is_some_and(|b| b.bind.is_some()) || behind.is_some();
    if unit.is_none() && second.as_ref().is_none_or(|s| s.unit.is_none()) {
        // A bare figure is a quantity only where a word binds it.
        if !(fraction || bound && !figure.worded) {
            return None;
        }
    }
    let range_start = before.map_or(start_of_year, |b| b.start);
    if let Some(second) = second {
        let own = unit.is_some() || figure.scale != Number::from(1);
        let value = if own { figure.value } else { figure.value * second.figure.scale.clone() };
        let low_held = match behind {
            Some((Bind::From(held), _, _)) => held,
            _ => Held::Yes,
        };
        let firm = |held: Option<(bool, usize)>| held.map(|(held, _)| held);
        let low = edge(value, low_held, firm(held), bounds, behind.is_some());
        let high_held = second.behind.map_or(Held::Yes, |held| held);
        let high = edge(second.figure.value, high_held, second.held, bounds, second.behind.is_some());
        if low.value >= high.value {
            return None;
        }
        let unit = second.unit.or(unit);
        let relation = Relation::Bounds { low: Some(low), high: Some(high) };
        return Some(Quantity {
            range: range_start..second.end,
            figure: at,
            relation,
            kind: unit.as_ref().map(|unit| unit.kind),
            unit: unit.map(|unit| unit.name),
            marks: before.map_or_else(Marks::default, |b| b.marks),
            bound_before: before.is_some(),
            worded: figure.worded,
            of,
            year,
            chinese: true,
        });
    }
    // 万人发明专利拥有量 says what a rate is of, 千家万户 is a saying.
    let goes_on = chars.get(end).copied().unwrap_or(' ');
    let rate = |unit: &Unit| {
        unit.kind == Kind::Money || (unit.name == "人" && is_han(goes_on)) || figures::is_numeral(goes_on)
    };
    // 总量亿立方米6700 is a row of a table.
    if alone && (goes_on.is_ascii_digit() || !bound && unit.as_ref().is_some_and(rate)) {
        return None;
    }
    let kind = unit.as_ref().map(|unit| unit.kind);
    let relation = relation(chars, &figure, kind, before, behind.map(|(bind, ..)| bind), held, bounds, at);
    let mut marks = before.map_or_else(Marks::default, |b| b.marks);
    marks.most |= behind.is_some_and(|(_, marks, _)| marks.most);
    Some(Quantity {
        range: range_start..end,
        figure: at,
        relation,
        kind,
        unit: unit.map(|unit| unit.name),
        marks,
        bound_before: least.is_none() && before.is_some_and(|b| b.bind.is_some()),
        worded: figure.worded,
        of,
        year,
        chinese: true,
    })
}

/// `突破150项关键核心技术`: the verb, and no bound.
fn breaks_through(chars: &[char], at: usize, end: usize) -> bool {
    let verb = at.checked_sub(2).is_some_and(|start| word_at(chars, start, "突破").is_some());
    verb && (end..end + 16)
        .take_while(|i| chars.get(*i).is_some_and(|c| is_han(*c)))
        .any(|i| word_at(chars, i, "技术").is_some())
}

pub(crate) fn chinese_unit(chars: &[char], figure: &Figure, code: Option<&'static str>) -> Option<Unit> {
    if let Some(share) = figure.share {
        return Some(Unit { name: share.to_owned(), kind: Kind::Share, end: figure.end });
    }
    let unit = units::chinese(chars, figure.end);
    match code {
        Some(code) => {
            let end = unit.map_or(figure.end, |unit| unit.end);
            Some(Unit { name: code.to_owned(), kind: Kind::Money, end })
        }
        None => unit,
    }
}

#[allow(clippy::too_many_arguments, reason = "the parts of one reading, each used once")]
pub(crate) fn relation(
    chars: &[char],
    figure: &Figure,
    kind: Option<Kind>,
    before: Option<Before>,
    behind: Option<Bind>,
    held: Option<(bool, usize)>,
    bounds: &Bounds,
    at: usize,
) -> Relation {
    // What grows by one time its size is two times as large.
    let grows = kind == Some(Kind::Times)
        && ["增长", "增加", "提高", "提升", "增长了", "增加了"].iter().any(|verb| {
            let start = at.checked_sub(verb.chars().count());
            start.is_some_and(|start| word_at(chars, start, verb).is_some())
        });
    let value = figure.value.clone() + Number::from(i64::from(grows));
    let ahead = before.and_then(|b| b.bind);
    let more = figure.more.then_some(Bind::From(Held::No));
    let bind = match (ahead, behind) {
        (_, Some(Bind::About)) => Some(Bind::About),
        // 超过10家以上 is more than ten, whatever the second word adds.
        (Some(over @ Bind::From(Held::Ruled(comparators::Word::Over))), Some(Bind::From(_))) => Some(over),
        (_, Some(bind)) => Some(bind),
        (Some(Bind::From(_) | Bind::Exactly), None) if figure.more => more,
        (Some(bind), None) => Some(bind),
        (None, None) => more,
    };
    match (kind, bind) {
        (Some(Kind::Points), _) => Relation::Change(value),
        (Some(Kind::Times), None) => Relation::Times(value),
        (_, None) => match held {
            // 10人(含) alone says nothing of a direction.
            Some(_) | None => Relation::Plain(value),
        },
        (_, Some(Bind::About)) => Relation::About(value),
        (_, Some(Bind::Exactly)) => Relation::Exactly(value),
        (_, Some(Bind::From(by))) => {
            let low = edge(value, by, held.map(|(held, _)| held), bounds, true);
            Relation::Bounds { low: Some(low), high: None }
        }
        (_, Some(Bind::UpTo(by))) => {
            let high = edge(value, by, held.map(|(held, _)| held), bounds, true);
            Relation::Bounds { low: None, high: Some(high) }
        }
    }
}

fn edge(value: Number, by: Held, bracket: Option<bool>, bounds: &Bounds, worded: bool) -> Edge {
    let (held, firm) = match (bracket, by) {
        (Some(held), _) => (held, true),
        (None, Held::Yes) => (true, worded),
        (None, Held::No) => (false, true),
        (None, Held::Ruled(word)) => bounds.held(word),
    };
    Edge { value, held, firm }
}
