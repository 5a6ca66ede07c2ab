//! Typed expressions: every name resolved, every operand's type known, functions already put in place.

use super::{Band, Type, Unit};
use crate::{
    CriterionId, Date, FactId, GroupId, NameId, Number, ParameterId, Position, Rounding, ScoreId, TableId,
    TitleId,
};

/// An expression with its type and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The type of its value; `YesNo` for conditions.
    pub ty: Type,
    /// Where it begins in the policy.
    pub at: Position,
}

impl Expr {
    /// Calls `look` on the expression and then on every part of it, in written order. Names, criteria, scores
    /// and tables it refers to are not entered.
    pub fn visit(&self, look: &mut impl FnMut(&Self)) {
        look(self);
        for part in self.parts() {
            part.visit(look);
        }
    }

    /// The expressions this one is built from.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Arithmetic(_, a, b)
            | ExprKind::Compare(_, a, b)
            | ExprKind::Elapsed { from: a, to: b, .. } => vec![a, b],
            ExprKind::Negate(a)
            | ExprKind::Not(a)
            | ExprKind::Bands(a, _)
            | ExprKind::CompareGrowth { rate: a, .. }
            | ExprKind::EachYear { condition: a, .. }
            | ExprKind::Count { condition: a, .. }
            | ExprKind::OverRecords { body: a, .. }
            | ExprKind::Among(a, _)
            | ExprKind::StartsWith(a, _)
            | ExprKind::Round { value: a, .. }
            | ExprKind::EveryFull(a, _)
            | ExprKind::YearEnd(a) => vec![a],
            ExprKind::Quorum(_, list) | ExprKind::HowMany(list) | ExprKind::Extreme(_, list) => {
                list.iter().collect()
            }
            ExprKind::If(branches, otherwise) => branches
                .iter()
                .flat_map(|(condition, result)| [condition, result])
                .chain([&**otherwise])
                .collect(),
            ExprKind::Switch(subject, cases, otherwise) => {
                let cases = cases.iter().flat_map(|(values, result)| values.iter().chain([result]));
                [&**subject].into_iter().chain(cases).chain(otherwise.as_deref()).collect()
            }
            ExprKind::Number(_)
            | ExprKind::YesNo(_)
            | ExprKind::Text(_)
            | ExprKind::Date(_)
            | ExprKind::Fact(_)
            | ExprKind::InYear(..)
            | ExprKind::Parameter(_)
            | ExprKind::Name(_)
            | ExprKind::Criterion(_)
            | ExprKind::Score(_)
            | ExprKind::Group(..)
            | ExprKind::Table(_)
            | ExprKind::Passes(_)
            | ExprKind::Eligible(_)
            | ExprKind::Holders(_)
            | ExprKind::Holds(_)
            | ExprKind::Field { .. }
            | ExprKind::SumYears(..)
            | ExprKind::MeanYears(..)
            | ExprKind::Growth(..)
            | ExprKind::MeanGrowth(..)
            | ExprKind::Includes(..)
            | ExprKind::SetSize(_)
            | ExprKind::ReferenceDate => Vec::new(),
        }
    }
}

/// The meaning of an expression. Evaluation never fails on types: the checker has seen to that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A quantity in base units (yuan; a percentage as a fraction of one: 3 % is `3/100`).
    Number(Number),
    /// `true` or `false`.
    YesNo(bool),
    /// A text, or one value of a `one_of`.
    Text(String),
    /// A day.
    Date(Date),
    /// The whole value of a fact that is not yearly.
    Fact(FactId),
    /// A yearly fact in one year.
    InYear(FactId, Year),
    /// A figure of the text, as in force on the reference date.
    Parameter(ParameterId),
    /// A named expression.
    Name(NameId),
    /// Whether a criterion holds.
    Criterion(CriterionId),
    /// The points of a score.
    Score(ScoreId),
    /// The points of one group of a score.
    Group(ScoreId, GroupId),
    /// Whether a score reaches its pass mark, and each of its groups its own.
    Passes(ScoreId),
    /// The result of a decision table.
    Table(TableId),
    /// Whether the enterprise is eligible for a title of the same policy; in the guard of a step only.
    Eligible(TitleId),
    /// How many enterprises hold a title; in a target only.
    Holders(TitleId),
    /// Whether the enterprise holds a title on the day asked about, by the register.
    Holds(TitleId),
    /// A field of the record a variable stands for.
    Field {
        /// The variable of the enclosing `count`, `sum`, `min`, `max`, `any` or `all`.
        variable: String,
        /// The field's name.
        field: String,
    },
    /// `a + b`, `a - b`, `a * b`, `a / b`, exactly; a zero denominator is undefined.
    ///
    /// A date moves by whole years, months or days: a day that does not exist becomes the last day of its month
    /// (29 February and a year is 28 February). A length that is no whole number of months or of days, and a day
    /// outside the years 1 to 9999, are undefined. The difference of two dates is a number of days.
    Arithmetic(crate::ast::Operator, Box<Expr>, Box<Expr>),
    /// `-a`.
    Negate(Box<Expr>),
    /// A comparison. Where the left side is a quotient it is decided by cross-multiplication.
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// `compound_growth(fact, years) OP rate`: decided as `last OP base * (1 + rate)^years`.
    CompareGrowth {
        /// The yearly fact.
        fact: FactId,
        /// Years of growth; the base is `prior(years)`.
        years: u8,
        /// The comparison.
        op: CompareOp,
        /// The rate.
        rate: Box<Expr>,
    },
    /// `not(a)`.
    Not(Box<Expr>),
    /// So many of the conditions hold.
    Quorum(Quorum, Vec<Expr>),
    /// The first branch whose condition holds, else the last.
    If(Vec<(Expr, Expr)>, Box<Expr>),
    /// The result for the value of the subject; the last is the default, missing where every value is listed.
    Switch(Box<Expr>, Vec<(Vec<Expr>, Expr)>, Option<Box<Expr>>),
    /// A condition that must hold in each of the last years, the variable standing for the year.
    EachYear {
        /// How many years, from `last` backwards.
        years: u8,
        /// The variable.
        variable: String,
        /// The condition.
        condition: Box<Expr>,
    },
    /// The sum of a yearly fact over the last years.
    SumYears(FactId, u8),
    /// The arithmetic mean of a yearly fact over the last years.
    MeanYears(FactId, u8),
    /// The growth of a yearly fact in one year over the year before, as a share of that year: `this / before - 1`.
    /// From zero or less it is undefined. A comparison with it is decided as `this OP before * (1 + rate)`.
    Growth(FactId, Year),
    /// The arithmetic mean of the growth of the last years, each over the year before it; undefined where one is.
    MeanGrowth(FactId, u8),
    /// How many records of a list fact meet a condition, the variable standing for the record.
    Count {
        /// The list fact.
        list: FactId,
        /// The variable.
        variable: String,
        /// The condition.
        condition: Box<Expr>,
    },
    /// The records of a list fact put together, the variable standing for the record.
    OverRecords {
        /// How.
        fold: Fold,
        /// The list fact.
        list: FactId,
        /// The variable.
        variable: String,
        /// What is taken of each record: a quantity or a date, or a condition.
        body: Box<Expr>,
    },
    /// Whether a set fact holds a value.
    Includes(FactId, String),
    /// How many values a set fact holds.
    SetSize(FactId),
    /// Whether a text is one of these; of none it is not.
    Among(Box<Expr>, Vec<String>),
    /// Whether a text begins with one of these; none does not.
    StartsWith(Box<Expr>, Vec<String>),
    /// How many of the conditions hold.
    HowMany(Vec<Expr>),
    /// The least or the greatest of like quantities or dates; none where one of them is none.
    Extreme(Extreme, Vec<Expr>),
    /// A quantity rounded to so many digits after the point, in the unit it is written in: see [`Type::step`].
    Round {
        /// The mode.
        rounding: Rounding,
        /// Digits after the point.
        digits: u8,
        /// What is rounded.
        value: Box<Expr>,
    },
    /// How many whole times an amount above zero goes into a quantity; of less than nothing, not once.
    EveryFull(Box<Expr>, Number),
    /// The day figures are read on.
    ReferenceDate,
    /// How many whole years or months have gone by from one day to another: the largest `n`, below zero where the
    /// second day is earlier, with the first day and `n` of them not after the second. From a leap day a year is
    /// complete on 28 February where there is no 29th. See [`Date::whole_years_to`].
    Elapsed {
        /// Years or months.
        unit: Unit,
        /// The first day.
        from: Box<Expr>,
        /// The second day.
        to: Box<Expr>,
    },
    /// 31 December of the year of a date.
    YearEnd(Box<Expr>),
    /// Points by band: the points of the band the subject lies in. No points for what lies in none (which the
    /// checker refuses) and for a subject that is none.
    Bands(Box<Expr>, Vec<Band>),
}

/// How the records of a list are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The sum of a quantity; of no records it is zero.
    Sum,
    /// The least or the greatest of a quantity or a date; of no records there is none.
    Extreme(Extreme),
    /// Whether a condition holds for one of them; of no records it does not.
    Any,
    /// Whether a condition holds for each; of no records it does.
    All,
}

/// Which end of several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// The least.
    Least,
    /// The greatest.
    Greatest,
}

/// Which year of a yearly fact. `last` is the year before the reference date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Year {
    /// The year this many before `last`; 0 is `last` itself.
    Prior(u8),
    /// The year a variable of `each_year` stands for.
    Variable(String),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub enum CompareOp {
    /// `>=`
    #[serde(rename = ">=")]
    AtLeast,
    /// `>`
    #[serde(rename = ">")]
    Above,
    /// `<=`
    #[serde(rename = "<=")]
    AtMost,
    /// `<`
    #[serde(rename = "<")]
    Below,
    /// `==`
    #[serde(rename = "==")]
    Equal,
    /// `!=`
    #[serde(rename = "!=")]
    NotEqual,
}

impl CompareOp {
    /// The comparison with its sides exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::Above => Self::Below,
            Self::AtMost => Self::AtLeast,
            Self::Below => Self::Above,
            same @ (Self::Equal | Self::NotEqual) => same,
        }
    }

    /// Whether the comparison holds for this order of left and right.
    #[must_use]
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::AtLeast => order.is_ge(),
            Self::Above => order.is_gt(),
            Self::AtMost => order.is_le(),
            Self::Below => order.is_lt(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
        }
    }
}

/// How many of a list of conditions must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quorum {
    /// Every one; an empty list holds.
    All,
    /// At least one; an empty list does not hold.
    Any,
    /// At least so many.
    AtLeast(u32),
    /// At most so many.
    AtMost(u32),
    /// Exactly so many.
    Exactly(u32),
}
