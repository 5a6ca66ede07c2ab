//! Criteria: conditions with a figure, and what is given by the figure: eligibility, benefit, cap, period, revocation.

use super::english;
use super::lists::{self, List};
use super::never;
use super::paired;
use super::parts::{self, Part};
use super::quantities::{Quantity, Relation};
use super::remarks;
use super::roles;
use super::units::Kind;
use super::wording;
use crate::Number;
use crate::document::model::Comparator;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// What meeting a criterion brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Eligibility,
    Benefit,
    Cap,
    Period,
    Revocation,
}

impl Role {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Eligibility => "eligibility",
            Self::Benefit => "benefit",
            Self::Cap => "cap",
            Self::Period => "period",
            Self::Revocation => "revocation",
        }
    }
}

/// A criterion inside a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) indicator: String,
    pub(crate) relation: Relation,
    pub(crate) quantity: Quantity,
    pub(crate) role: Role,
    pub(crate) when: Option<String>,
    pub(crate) window: Option<String>,
    /// Alternatives of one sentence share a number; those of one list have the name of the list.
    pub(crate) group: Option<String>,
    pub(crate) of: Option<String>,
    pub(crate) hedge: Option<String>,
    /// It says what is shut out, and what is let in cannot be said in one record.
    pub(crate) unsure: bool,
}

impl Found {
    /// Comparator, value and upper value of each record.
    pub(crate) fn records(&self) -> Vec<(Comparator, Option<Number>, Option<Number>)> {
        Quantity { relation: self.relation.clone(), ..self.quantity.clone() }.records()
    }
}

/// The criteria of a sentence. `list` is what the lead-in of the list it stands in says; `groups` counts the groups
/// of alternatives of the document.
pub(crate) fn criteria(
    text: &Text,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    list: Option<&List>,
    groups: &mut usize,
) -> Vec<Found> {
    let pairs = paired::pairs(text, sentence, quantities);
    // The items may stand in the sentence of their lead-in.
    let inline = if quantities.len() > 1 { lists::inline(text, sentence, groups) } else { None };
    let list = inline.as_ref().or(list);
    let mut found: Vec<Found> = never::none_of(text, sentence, list);
    found.extend(english::window::none_of(text, sentence, quantities, list));
    let mut first = 0;
    let mut outer: Option<usize> = None;
    let begun = found.len();
    for part in parts::parts(text, sentence) {
        while quantities.get(first).is_some_and(|q| q.range.end <= part.range.start) {
            first += 1;
        }
        let mut last = first;
        while quantities.get(last).is_some_and(|q| q.range.end <= part.range.end) {
            last += 1;
        }
        let mut reading = Reading {
            text,
            part: &part,
            quantities,
            inside: first..last,
            pairs: &pairs,
            list,
            groups,
            outer,
        };
        reading.read(&mut found);
        if found.len() > begun && !part.bracket {
            outer = Some(found.len() - 1);
        }
        first = last;
    }
    let shut_out = list.is_some_and(|list| list.shut_out)
        || (quantities.iter().any(|q| !q.chinese) && english::exclusion::shuts_out(text, sentence, false));
    for one in
        found.iter_mut().filter(|one| shut_out && one.role == Role::Eligibility && !one.quantity.chinese)
    {
        match english::exclusion::turned(&one.relation) {
            Some(relation) => one.relation = relation,
            None => one.unsure = true,
        }
        one.group = None;
    }
    found.sort_by_key(|f| f.range.start);
    found
}

/// The reading of one part of a sentence.
pub(crate) struct Reading<'a, 'b> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) part: &'a Part,
    pub(crate) quantities: &'a [Quantity],
    /// Which of the quantities stand in this part.
    pub(crate) inside: Range<usize>,
    pub(crate) pairs: &'a paired::Pairs,
    pub(crate) list: Option<&'a List>,
    pub(crate) groups: &'b mut usize,
    /// The record a bracket stands behind.
    pub(crate) outer: Option<usize>,
}

impl Reading<'_, '_> {
    fn read(&mut self, found: &mut Vec<Found>) {
        let mut when: Option<Range<usize>> = None;
        let mut window: Option<Range<usize>> = None;
        let mut before: Option<usize> = None;
        let english = self.inside.clone().any(|i| self.quantities.get(i).is_some_and(|q| !q.chinese));
        let leading = if english { english::branch::leading(self.text, &self.part.range) } else { None };
        for i in self.inside.clone() {
            let Some(quantity) = self.quantities.get(i) else { continue };
            let phrase = self.phrase(i, quantity);
            let condition = parts::condition(self.text, &self.part.range, quantity);
            if let Some((branch, end)) = leading.as_ref().filter(|_| !quantity.chinese) {
                // What stands in the branch only says for whom the figure behind it holds.
                if quantity.range.start < *end && self.is_followed(i, *end) {
                    continue;
                }
                when = Some(branch.clone()).filter(|_| quantity.range.start > *end);
            }
            let mut phrase = phrase;
            let seen = if quantity.chinese {
                wording::window(self.text, &phrase)
            } else {
                self.english_window(quantity, &mut phrase)
            };
            let role = roles::role(
                self.text,
                self.part,
                quantity,
                &phrase,
                condition.is_some(),
                self.list,
                self.runs(i),
            );
            let Some(role) = role else {
                if let Some(range) = condition {
                    when = Some(range);
                }
                continue;
            };
            let limited = role == Role::Benefit
                && !quantity.chinese
                && matches!(quantity.relation, Relation::Plain(_))
                && before.and_then(|i| found.get(i)).is_some_and(|earlier| {
                    let between = earlier.quantity.range.end..quantity.range.start;
                    earlier.role == Role::Cap && english::roles::goes_on(self.text, &between)
                });
            let role = if limited { Role::Cap } else { role };
            // What only says for whom the next figure holds is its branch. Where it says for whom something is given
            // it is a condition of its own besides.
            if let Some(range) = condition
                && let Some(governs) = self.governed_by(i, range.end)
            {
                when = Some(range);
                if !governs {
                    continue;
                }
            }
            window = seen.clone().or(window);
            let branch = when.clone().filter(|range| range.end <= quantity.range.start);
            let branch = branch.map(|range| self.text.written(&range));
            let given = matches!(role, Role::Benefit | Role::Cap | Role::Period);
            let named = roles::beneficiary(self.text, &self.part.range, quantity);
            let run = self.pairs.get(i);
            let pair = run.filter(|pair| pair.of > 1);
            let paired = pair.and_then(|pair| {
                pair.subjects
                    .first()
                    .cloned()
                    .or_else(|| self.branch_in_order(when.as_ref()?, pair.place, pair.of))
            });
            let listed = self.list.and_then(|list| list.when.clone());
            let paired = paired.filter(|_| given || !self.part.giving);
            let when_text = paired.or(branch).or_else(|| given.then_some(named).flatten()).or(listed);
            let of = self.base(quantity, &phrase, found, before);
            let phrase = match &when {
                // What stands behind a condition says what it holds for.
                Some(when) if when.end <= quantity.range.start && when.end > phrase.start => {
                    self.text.trim(when.end..phrase.end.max(when.end))
                }
                _ => phrase,
            };
            let household = remarks::household(self.text, &phrase);
            let kept = phrase.clone();
            let phrase = household.map_or(phrase, |end| self.text.trim(end..kept.end));
            let indicator = match household.filter(|_| phrase.is_empty()) {
                Some(_) => remarks::label(self.text, self.part.range.start, &kept)
                    .or_else(|| before.and_then(|i| found.get(i)).map(|earlier| earlier.indicator.clone()))
                    .unwrap_or_default(),
                None => self.indicator(i, quantity, &phrase, role, found, before),
            };
            let when_text = household.map(|end| self.text.written(&(kept.start..end))).or(when_text);
            let grade = (role == Role::Eligibility && quantity.unit.as_deref() == Some("分"))
                .then(|| remarks::grade(self.text, quantity.range.end, self.part.range.end))
                .flatten();
            let when_text = when_text.or(grade);
            let ahead = phrase.start..quantity.range.start.max(phrase.start);
            let start = self.part.range.start.max(quantity.range.start.saturating_sub(16));
            let hedge = wording::first_of(self.text, &ahead, &wording::HEDGES).or_else(|| {
                wording::first_of(self.text, &(start.max(phrase.start)..quantity.range.end), &wording::HEDGES)
            });
            let hedge = hedge.or_else(|| remarks::waiver(self.text, quantity.range.end));
            let births = remarks::births(self.text, quantity.range.end).filter(|_| role == Role::Eligibility);
            let start =
                if phrase.is_empty() { quantity.range.start } else { phrase.start.min(quantity.range.start) };
            let behind = wording::behind(self.text, quantity.range.end, self.part.range.end);
            let named = !indicator.is_empty() && self.text.written(&behind).starts_with(indicator.as_str());
            let end = if named { behind.start + indicator.chars().count() } else { quantity.range.end };
            let group = self.group(found, before, quantity);
            before = Some(found.len());
            let bound = run.and_then(|pair| pair.comparator).or(limited.then_some(Comparator::AtMost));
            found.push(Found {
                range: start..end.max(quantity.range.end),
                indicator,
                relation: roles::relation(quantity, role, bound),
                quantity: quantity.clone(),
                role,
                when: when_text,
                window: window
                    .clone()
                    .filter(|w| seen.is_some() || self.shares(w, quantity, role))
                    .map(|w| wording::window_written(self.text, &w, quantity.range.start))
                    .or(births)
                    .or_else(|| self.list.and_then(|list| list.window.clone())),
                group,
                of: of.or_else(|| self.list.and_then(|list| list.of.clone())),
                hedge,
                unsure: false,
            });
        }
    }

    /// How the first figure of the list a figure goes on is bound.
    fn runs(&self, i: usize) -> Option<Comparator> {
        self.pairs.get(i).and_then(|pair| pair.comparator)
    }

    /// Whether a figure of this part stands behind a place, with something that it says.
    fn is_followed(&self, i: usize, end: usize) -> bool {
        (i + 1..self.inside.end).any(|i| {
            self.quantities.get(i).is_some_and(|quantity| {
                let phrase = wording::before(self.text, end, quantity.range.start);
                quantity.range.start > end
                    && roles::role(self.text, self.part, quantity, &phrase, false, self.list, None).is_some()
            })
        })
    }

    /// The time looked at of an English figure, which is taken out of the words before it.
    fn english_window(&self, quantity: &Quantity, phrase: &mut Range<usize>) -> Option<Range<usize>> {
        let (text, part) = (self.text, &self.part.range);
        if let Some(window) = english::window::before(text, phrase) {
            let led = english::window::led_in(text, &window, phrase.start);
            let rest = text.trim(window.end..phrase.end);
            let before = text.trim(phrase.start..led.max(phrase.start));
            let subject = english::noun::before(text, rest.clone(), false);
            *phrase = if subject.is_empty() && !before.is_empty() { before } else { rest };
            return Some(window);
        }
        let behind = quantity.range.end..part.end.min(quantity.range.end + 90);
        english::window::behind(text, &behind).or_else(|| {
            // In the last three years, its profit has exceeded: at the head of the sentence.
            let head = part.start..phrase.start.min(part.start + 60).max(part.start);
            let window = english::window::find(text, &head)?;
            let led = english::window::led_in(text, &window, part.start);
            let ends = text.chars().get(window.end) == Some(&',');
            (ends && text.trim(part.start..led).is_empty()).then_some(window)
        })
    }

    /// One branch of a condition that names as many figures as are given (突破1亿元、5亿元的，分别给予…).
    fn branch_in_order(&self, when: &Range<usize>, place: usize, of: usize) -> Option<String> {
        let first = self.quantities.partition_point(|q| q.range.start < when.start);
        let named = self.quantities.iter().skip(first).take(of + 1);
        let named: Vec<&Quantity> = named.take_while(|q| q.range.end <= when.end).collect();
        let (first, own) = (named.first()?, named.get(place)?);
        if named.len() != of {
            return None;
        }
        let head = self.text.written(&(when.start..first.figure));
        Some(format!("{head}{}", self.text.written(&(own.figure..own.range.end))))
    }

    /// Whether a time named before holds for a figure of the same list: the comma between them ends nothing.
    fn shares(&self, window: &Range<usize>, quantity: &Quantity, role: Role) -> bool {
        window.start < quantity.range.start
            && quantity.range.start.saturating_sub(window.end) < 120
            && !matches!(quantity.kind, Some(Kind::Long | Kind::Short))
            && (role == Role::Eligibility || !self.part.giving)
    }

    /// The words before a figure in its clause.
    fn phrase(&self, i: usize, quantity: &Quantity) -> Range<usize> {
        let last = i.checked_sub(1).and_then(|i| self.quantities.get(i)).map_or(0, |q| q.range.end);
        let from = last.max(self.part.range.start);
        let end = quantity.of.as_ref().map_or(quantity.range.start, |of| of.start.min(quantity.range.start));
        let phrase = wording::before(self.text, from, end.max(from));
        // 5架航空器和10名操控员: what was counted before the list mark is not what is counted behind the figure.
        let mark = phrase.end.checked_sub(1).and_then(|at| self.text.chars().get(at));
        let earlier = i.checked_sub(1).and_then(|i| self.quantities.get(i));
        let counts = |q: &Quantity| q.kind == Some(Kind::Count) && q.chinese;
        if counts(quantity)
            && earlier.is_some_and(|q| counts(q) && q.range.end >= self.part.range.start)
            && matches!(mark, Some('和' | '与' | '及' | '、'))
        {
            return phrase.end..phrase.end;
        }
        // What was counted before 或, and the case before 但, belong to the figure before.
        let last = last.max(self.part.range.start);
        let joins: &[&str] = if phrase.start <= last + 1 && last > self.part.range.start {
            &["但", "或者", "或", "以及", "且"]
        } else {
            &["但"]
        };
        let cut = phrase
            .clone()
            .rev()
            .find_map(|at| joins.iter().find_map(|word| word_at(self.text.chars(), at, word)));
        let phrase = self.text.trim(cut.unwrap_or(phrase.start).min(phrase.end)..phrase.end);
        wording::without_head(self.text, phrase, &["、", "和", "或者", "或", "且", "并且", "以及", "者"])
    }

    /// Whether a condition that ends here governs a later figure of the part; and then whether that figure is given.
    fn governed_by(&self, i: usize, end: usize) -> Option<bool> {
        let later = (i + 1..self.inside.end).filter_map(|i| Some((i, self.quantities.get(i)?)));
        let mut governs = None;
        for (i, quantity) in later.filter(|(_, q)| q.range.start >= end).take(4) {
            if parts::condition(self.text, &self.part.range, quantity).is_some() {
                continue;
            }
            let phrase = wording::before(self.text, end, quantity.range.start);
            let Some(role) =
                roles::role(self.text, self.part, quantity, &phrase, false, self.list, self.runs(i))
            else {
                continue;
            };
            governs = Some(role != Role::Eligibility && self.part.giving);
            break;
        }
        governs
    }

    /// The group of alternatives a figure belongs to: that of its list, or that of 或 between it and the one before.
    fn group(&mut self, found: &mut [Found], before: Option<usize>, quantity: &Quantity) -> Option<String> {
        let listed = self.list.and_then(|list| list.any.clone());
        let Some(earlier) = before.and_then(|i| found.get_mut(i)) else { return listed };
        let from = earlier.quantity.range.end;
        let between = from..quantity.range.start;
        if between.len() > 60 {
            return listed;
        }
        let or = if quantity.chinese {
            wording::has(self.text, &between, &["或"])
        } else {
            wording::has(self.text, &between, &["or"])
        };
        // must not have fewer than 50 or more than 250: one `not` makes both hold.
        let negated = english::comparators::is_negated(self.text.chars(), quantity.range.start);
        let or = or && (quantity.chinese || !negated);
        let tier = self.text.part(&between).contains(&';');
        if !or || tier {
            return listed;
        }
        if earlier.group.is_none() {
            *self.groups += 1;
            earlier.group = Some(format!("g{}", self.groups));
        }
        earlier.group.clone()
    }
}
