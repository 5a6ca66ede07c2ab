//! Conditions in words, in both languages: an outline with the figures of a day filled in.

use super::{NameKind, Said};
use crate::eval::{Answers, Evaluator, Model, unit};
use crate::facts::Known;
use crate::ruling::{interval, quantity, title_label, words};
use gradus_dsl::policy::{Expr, ExprKind, Fold, Policy, Quorum, Type};
use gradus_dsl::{Date, FactId, Label, Language, Position, TableId};
use std::collections::BTreeMap;

/// Most lines of an outline; what is longer is cut off, and says so.
const MOST_LINES: usize = 400;

/// Deepest nesting that is spelt out.
const MOST_DEPTH: u32 = 24;

/// Most names that are followed one inside the other.
const MOST_NAMES: u32 = 64;

/// Most values that are looked into for what their description only points at.
const MOST_STEPS: u32 = 4_000;

/// What a declaration says.
pub(super) fn say(policy: &Policy, kind: NameKind, name: &str, on: Date) -> Vec<Said> {
    let (model, known, answers) = (Model::new(policy), Known::default(), Answers::default());
    let evaluator = Evaluator::new(&model, &known, &answers, on, BTreeMap::new());
    let mut speaker =
        Speaker { evaluator: &evaluator, model: &model, on, said: Vec::new(), following: 0, steps: 0 };
    speaker.declaration(kind, name);
    speaker.said
}

/// A literal in both languages.
pub(super) fn literal(expr: &Expr) -> Label {
    let ty = expr.ty.to_string();
    let write = |language| match &expr.kind {
        ExprKind::Number(number) => quantity(number, &ty, language),
        ExprKind::Date(day) => words::day(*day, language),
        ExprKind::Text(text) => text.clone(),
        ExprKind::YesNo(yes) => yes_no(*yes, language).to_owned(),
        // A length of time and the like are literals with a sign; nothing else is one: the checker sees to that.
        ExprKind::Negate(inner) => format!("-{}", literal(inner).in_language(language)),
        _ => "…".to_owned(),
    };
    both(write(Language::Zh), write(Language::En))
}

pub(super) struct Speaker<'a> {
    evaluator: &'a Evaluator<'a>,
    pub(super) model: &'a Model<'a>,
    pub(super) on: Date,
    said: Vec<Said>,
    /// How many names are being followed.
    following: u32,
    /// How many values were looked into.
    steps: u32,
}

impl Speaker<'_> {
    /// An expression as lines from a depth on.
    pub(super) fn say(&mut self, expr: &Expr, depth: u32) {
        if self.said.len() > MOST_LINES {
            return;
        }
        if depth > MOST_DEPTH {
            return self.line(depth, both("…".to_owned(), "…".to_owned()));
        }
        match &expr.kind {
            // A name stands for what it names; how many are followed is bounded, so that a circle of them ends.
            ExprKind::Name(id) => match self.model.name(id) {
                Ok(named) if self.following < MOST_NAMES => {
                    self.following += 1;
                    self.say(&named.value, depth);
                    self.following -= 1;
                }
                _ => self.line(depth, both(id.to_string(), id.to_string())),
            },
            ExprKind::Quorum(_, parts) if parts.len() == 1 => {
                for part in parts {
                    self.say(part, depth);
                }
            }
            ExprKind::Quorum(rule, parts) => {
                self.line(depth, quorum(*rule));
                for part in parts {
                    self.say(part, depth + 1);
                }
            }
            ExprKind::Not(inner) => match self.simple(expr) {
                Some(text) => self.line(depth, text),
                None => {
                    self.line(depth, both("以下条件不成立：".to_owned(), "not:".to_owned()));
                    self.say(inner, depth + 1);
                }
            },
            ExprKind::If(branches, last) => {
                for (index, (condition, value)) in branches.iter().enumerate() {
                    let (zh, en) =
                        if index == 0 { ("如果", "if ") } else { ("否则，如果", "else if ") };
                    self.branch(condition, (zh, en), depth);
                    self.say(value, depth + 1);
                }
                self.line(depth, both("其他情形：".to_owned(), "otherwise:".to_owned()));
                self.say(last, depth + 1);
            }
            ExprKind::Switch(subject, arms, default) => {
                let subject = self.evaluator.describe(subject);
                self.line(depth, both(format!("按{}：", subject.zh), format!("by {}:", subject.en)));
                for (values, value) in arms {
                    let values: Vec<Label> =
                        values.iter().map(|value| self.evaluator.describe(value)).collect();
                    let zh: Vec<&str> = values.iter().map(|value| value.zh.as_str()).collect();
                    let en: Vec<&str> = values.iter().map(|value| value.en.as_str()).collect();
                    self.case(&zh.join("、"), &en.join(", "), value, depth + 1);
                }
                if let Some(default) = default {
                    self.case("其他", "otherwise", default, depth + 1);
                }
            }
            ExprKind::EachYear { years, condition, .. } => {
                let last = self.on.year() - 1;
                let years: Vec<String> =
                    (0..*years).map(|back| (last - i32::from(back)).to_string()).collect();
                let (zh, en) = (years.join("年、"), years.join(", "));
                self.line(depth, both(format!("{zh}年每年均须："), format!("in each of the years {en}:")));
                self.say(condition, depth + 1);
            }
            ExprKind::Bands(subject, bands) => {
                let ty = subject.ty.to_string();
                let subject = self.evaluator.describe(subject);
                self.line(
                    depth,
                    both(format!("按{}计分：", subject.zh), format!("points by {}:", subject.en)),
                );
                for band in bands {
                    let given = points(&band.points);
                    let zh = format!("{}：{}", interval(&band.interval, &ty, Language::Zh), given.zh);
                    let en = format!("{}: {}", interval(&band.interval, &ty, Language::En), given.en);
                    self.line(depth + 1, both(zh, en));
                }
            }
            ExprKind::Compare(_, left, right) => {
                let text = self.compared(expr);
                self.line(depth, text);
                // What a side is made of, where its description only points at it.
                for side in [left, right] {
                    self.say_inside(side, depth + 1);
                }
            }
            ExprKind::OverRecords { fold: fold @ (Fold::Any | Fold::All), list, body, .. } => {
                let list = self.evaluator.describe(&fact(list));
                self.line(
                    depth,
                    match fold {
                        Fold::All => {
                            both(format!("{}中每一条均须：", list.zh), format!("each of {}:", list.en))
                        }
                        _ => both(format!("{}中至少一条：", list.zh), format!("one of {}:", list.en)),
                    },
                );
                self.say(body, depth + 1);
            }
            ExprKind::Table(id) => self.table(id, depth),
            ExprKind::Number(_)
            | ExprKind::YesNo(_)
            | ExprKind::Text(_)
            | ExprKind::Date(_)
            | ExprKind::Fact(_)
            | ExprKind::InYear(..)
            | ExprKind::Parameter(_)
            | ExprKind::Criterion(_)
            | ExprKind::Score(_)
            | ExprKind::Group(..)
            | ExprKind::Passes(_)
            | ExprKind::Eligible(_)
            | ExprKind::Holders(_)
            | ExprKind::Holds(_)
            | ExprKind::Field { .. }
            | ExprKind::Arithmetic(..)
            | ExprKind::Negate(_)
            | ExprKind::CompareGrowth { .. }
            | ExprKind::SumYears(..)
            | ExprKind::MeanYears(..)
            | ExprKind::Growth(..)
            | ExprKind::MeanGrowth(..)
            | ExprKind::Count { .. }
            | ExprKind::OverRecords { fold: Fold::Sum | Fold::Extreme(_), .. }
            | ExprKind::Includes(..)
            | ExprKind::SetSize(_)
            | ExprKind::Among(..)
            | ExprKind::StartsWith(..)
            | ExprKind::HowMany(_)
            | ExprKind::Extreme(..)
            | ExprKind::Round { .. }
            | ExprKind::EveryFull(..)
            | ExprKind::ReferenceDate
            | ExprKind::Elapsed { .. }
            | ExprKind::YearEnd(_) => {
                let text = self.simple(expr).unwrap_or_else(|| self.evaluator.describe(expr));
                self.line(depth, text);
                self.say_inside(expr, depth + 1);
            }
        }
    }

    /// A case and its value, on one line where the value is a literal.
    fn case(&mut self, zh: &str, en: &str, value: &Expr, depth: u32) {
        if matches!(value.kind, ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Date(_)) {
            let value = literal(value);
            return self.line(depth, both(format!("{zh}：{}", value.zh), format!("{en}: {}", value.en)));
        }
        self.line(depth, both(format!("{zh}："), format!("{en}:")));
        self.say(value, depth + 1);
    }

    /// The condition under which a branch applies, on one line where it is short.
    fn branch(&mut self, condition: &Expr, (zh, en): (&str, &str), depth: u32) {
        if let Some(text) = self.simple(condition) {
            return self.line(depth, both(format!("{zh}{}：", text.zh), format!("{en}{}:", text.en)));
        }
        self.line(depth, both(format!("{zh}："), format!("{}:", en.trim_end())));
        self.say(condition, depth + 1);
        self.line(depth, both("则：".to_owned(), "then:".to_owned()));
    }

    /// What a value is made of, below the line that names it, where its description only points at it: the
    /// conditions that are counted, the cases, the rows of a table.
    fn say_inside(&mut self, side: &Expr, depth: u32) {
        self.steps = self.steps.saturating_add(1);
        if self.steps > MOST_STEPS || depth > MOST_DEPTH {
            return;
        }
        match &side.kind {
            ExprKind::Count { condition, .. } => self.say(condition, depth),
            ExprKind::HowMany(conditions) => {
                for condition in conditions {
                    self.say(condition, depth);
                }
            }
            ExprKind::If(..) | ExprKind::Switch(..) | ExprKind::Bands(..) | ExprKind::Table(_) => {
                self.say(side, depth);
            }
            ExprKind::Name(id) => {
                if let Ok(named) = self.model.name(id)
                    && self.following < MOST_NAMES
                {
                    self.following += 1;
                    self.say_inside(&named.value, depth);
                    self.following -= 1;
                }
            }
            ExprKind::Arithmetic(..)
            | ExprKind::Negate(_)
            | ExprKind::OverRecords { .. }
            | ExprKind::Extreme(..)
            | ExprKind::Round { .. }
            | ExprKind::EveryFull(..)
            | ExprKind::Elapsed { .. }
            | ExprKind::YearEnd(_)
            | ExprKind::Among(..)
            | ExprKind::StartsWith(..) => {
                for part in side.parts() {
                    self.say_inside(part, depth);
                }
            }
            // These are said whole where they stand, or have a page of their own.
            ExprKind::Number(_)
            | ExprKind::YesNo(_)
            | ExprKind::Text(_)
            | ExprKind::Date(_)
            | ExprKind::Fact(_)
            | ExprKind::InYear(..)
            | ExprKind::Parameter(_)
            | ExprKind::Criterion(_)
            | ExprKind::Score(_)
            | ExprKind::Group(..)
            | ExprKind::Passes(_)
            | ExprKind::Eligible(_)
            | ExprKind::Holders(_)
            | ExprKind::Holds(_)
            | ExprKind::Field { .. }
            | ExprKind::Compare(..)
            | ExprKind::CompareGrowth { .. }
            | ExprKind::Not(_)
            | ExprKind::Quorum(..)
            | ExprKind::EachYear { .. }
            | ExprKind::SumYears(..)
            | ExprKind::MeanYears(..)
            | ExprKind::Growth(..)
            | ExprKind::MeanGrowth(..)
            | ExprKind::Includes(..)
            | ExprKind::SetSize(_)
            | ExprKind::ReferenceDate => {}
        }
    }

    /// Whether a value has something inside that is said below it; so taken where that is not found out.
    fn has_inside(&self, side: &Expr) -> bool {
        let mut waiting = vec![side];
        for _ in 0..MOST_LINES {
            let Some(at) = waiting.pop() else { return false };
            match &at.kind {
                ExprKind::Count { .. }
                | ExprKind::HowMany(_)
                | ExprKind::If(..)
                | ExprKind::Switch(..)
                | ExprKind::Bands(..)
                | ExprKind::Table(_) => return true,
                ExprKind::Name(id) => waiting.extend(self.model.name(id).ok().map(|named| &named.value)),
                _ => waiting.extend(at.parts()),
            }
        }
        true
    }

    /// The rows of a table below a line that names it.
    fn table(&mut self, id: &TableId, depth: u32) {
        match self.model.table(id) {
            Ok(table) if self.following < MOST_NAMES => {
                self.following += 1;
                self.rows(table, depth);
                self.following -= 1;
            }
            _ => self.line(depth, both(id.to_string(), id.to_string())),
        }
    }

    pub(super) fn describe(&self, expr: &Expr) -> Label {
        self.evaluator.describe(expr)
    }

    /// A condition that takes one line.
    fn simple(&self, expr: &Expr) -> Option<Label> {
        match &expr.kind {
            ExprKind::Fact(_) | ExprKind::InYear(..) | ExprKind::Field { .. } if expr.ty == Type::YesNo => {
                Some(self.answered(expr, true))
            }
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::Fact(_)
                | ExprKind::InYear(..)
                | ExprKind::Field { .. }
                | ExprKind::Includes(..)
                | ExprKind::Among(..)
                | ExprKind::StartsWith(..)
                    if !self.has_inside(inner) =>
                {
                    Some(self.answered(inner, false))
                }
                ExprKind::Criterion(_) | ExprKind::Eligible(_) | ExprKind::Holds(_) => {
                    let inner = self.simple(inner)?;
                    Some(both(format!("不{}", inner.zh), format!("not {}", inner.en)))
                }
                _ => None,
            },
            ExprKind::Includes(..) | ExprKind::Among(..) | ExprKind::StartsWith(..) => {
                (!self.has_inside(expr)).then(|| self.evaluator.describe(expr))
            }
            ExprKind::Compare(_, left, right) => {
                (!self.has_inside(left) && !self.has_inside(right)).then(|| self.compared(expr))
            }
            ExprKind::CompareGrowth { fact, years, op, rate } => {
                let last = self.on.year() - 1;
                let what = self.evaluator.describe_growth(fact, last - i32::from(*years), last);
                let rate = self.evaluator.describe(rate);
                Some(stated(&what, *op, &rate, "percentage"))
            }
            ExprKind::Criterion(id) => {
                let label = self.model.criterion(id).map(|one| one.label.clone()).unwrap_or_default();
                let zh = if label.is_empty() {
                    id.to_string()
                } else {
                    label.in_language(Language::Zh).to_owned()
                };
                let en = if label.is_empty() {
                    id.to_string()
                } else {
                    label.in_language(Language::En).to_owned()
                };
                Some(both(format!("满足“{zh}”（{id}）"), format!("meets “{en}” ({id})")))
            }
            ExprKind::Passes(id) => {
                let pass = self.model.score(id).ok().and_then(|score| score.pass.as_ref()).map(points);
                Some(match pass {
                    Some(pass) => both(
                        format!("评分{id}不少于{}", pass.zh),
                        format!("score {id}: at least {}", pass.en),
                    ),
                    None => both(
                        format!("评分{id}合格（文件未规定合格分数）"),
                        format!("score {id} passes (the text sets no pass mark)"),
                    ),
                })
                .map(|text| self.with_groups(id, text))
            }
            ExprKind::Eligible(title) => {
                let label = self.title(title);
                Some(both(format!("符合“{}”条件", label.zh), format!("eligible for {}", label.en)))
            }
            ExprKind::Holds(_) => Some(self.evaluator.describe(expr)),
            ExprKind::YesNo(yes) => {
                let write = |language| yes_no(*yes, language).to_owned();
                Some(both(write(Language::Zh), write(Language::En)))
            }
            ExprKind::Number(_)
            | ExprKind::Text(_)
            | ExprKind::Date(_)
            | ExprKind::Fact(_)
            | ExprKind::InYear(..)
            | ExprKind::Parameter(_)
            | ExprKind::Name(_)
            | ExprKind::Score(_)
            | ExprKind::Group(..)
            | ExprKind::Table(_)
            | ExprKind::Holders(_)
            | ExprKind::Field { .. }
            | ExprKind::Arithmetic(..)
            | ExprKind::Negate(_)
            | ExprKind::Quorum(..)
            | ExprKind::If(..)
            | ExprKind::Switch(..)
            | ExprKind::EachYear { .. }
            | ExprKind::SumYears(..)
            | ExprKind::MeanYears(..)
            | ExprKind::Growth(..)
            | ExprKind::MeanGrowth(..)
            | ExprKind::Count { .. }
            | ExprKind::OverRecords { .. }
            | ExprKind::SetSize(_)
            | ExprKind::HowMany(_)
            | ExprKind::Extreme(..)
            | ExprKind::Round { .. }
            | ExprKind::EveryFull(..)
            | ExprKind::ReferenceDate
            | ExprKind::Elapsed { .. }
            | ExprKind::YearEnd(_)
            | ExprKind::Bands(..) => None,
        }
    }

    fn compared(&self, expr: &Expr) -> Label {
        let ExprKind::Compare(op, left, right) = &expr.kind else { return self.evaluator.describe(expr) };
        let (what, than) = (self.evaluator.describe(left), self.evaluator.describe(right));
        // A plain number takes the unit of what it is compared with.
        let ty = if left.ty == Type::Number { &right.ty } else { &left.ty };
        stated(&what, *op, &than, &unit(ty))
    }

    fn answered(&self, expr: &Expr, yes: bool) -> Label {
        let what = self.evaluator.describe(expr);
        both(
            format!("{}：{}", what.zh, yes_no(yes, Language::Zh)),
            format!("{}: {}", what.en, yes_no(yes, Language::En)),
        )
    }

    pub(super) fn title(&self, id: &gradus_dsl::TitleId) -> Label {
        let label = title_label([self.model.policy], id);
        let named = |language| label.in_language(language).to_owned();
        both(named(Language::Zh), named(Language::En))
    }

    pub(super) fn line(&mut self, depth: u32, text: Label) {
        match self.said.len() {
            0..MOST_LINES => self.said.push(Said { depth, text }),
            MOST_LINES => self.said.push(Said { depth: 0, text: both("…".to_owned(), "…".to_owned()) }),
            _ => {}
        }
    }
}

fn stated(what: &Label, op: gradus_dsl::policy::CompareOp, than: &Label, unit: &str) -> Label {
    let zh = words::than(op, &than.zh, unit, Language::Zh);
    let en = words::than(op, &than.en, unit, Language::En);
    both(format!("{}{zh}", what.zh), format!("{}: {en}", what.en))
}

fn quorum(rule: Quorum) -> Label {
    match rule {
        Quorum::All => both("同时满足下列各项：".to_owned(), "all of:".to_owned()),
        Quorum::Any => both("满足下列任一项：".to_owned(), "any of:".to_owned()),
        Quorum::AtLeast(n) => both(format!("至少满足下列{n}项："), format!("at least {n} of:")),
        Quorum::AtMost(n) => both(format!("至多满足下列{n}项："), format!("at most {n} of:")),
        Quorum::Exactly(n) => both(format!("恰好满足下列{n}项："), format!("exactly {n} of:")),
    }
}

pub(super) fn points(number: &gradus_dsl::Number) -> Label {
    both(quantity(number, "points", Language::Zh), quantity(number, "points", Language::En))
}

fn yes_no(yes: bool, language: Language) -> &'static str {
    match yes {
        true => words::pick(language, "yes", "是"),
        false => words::pick(language, "no", "否"),
    }
}

/// A yearly fact and a list are named like any other fact.
fn fact(id: &FactId) -> Expr {
    Expr { kind: ExprKind::Fact(id.clone()), ty: Type::YesNo, at: Position::default() }
}

pub(super) fn both(zh: String, en: String) -> Label {
    Label { zh, en }
}
