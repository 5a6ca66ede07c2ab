//! Facts: what a host supplies about an enterprise, with type, unit and bounds.

use super::Status;
use crate::{AgencyId, FactId, Label, Number, Position};
use std::fmt;

/// A fact a policy asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its id, the key in a facts file.
    pub id: FactId,
    /// Where it is declared.
    pub at: Position,
    /// Its type and unit.
    pub ty: Type,
    /// Who says so.
    pub kind: FactKind,
    /// Whether it may be given as null, meaning that there is none.
    pub optional: bool,
    /// Its name for people.
    pub label: Label,
    /// What one written unit is in base units: 1, or 10000 where the schema says 万元.
    pub scale: Number,
    /// The least value accepted, in base units.
    pub min: Option<Number>,
    /// The greatest value accepted, in base units.
    pub max: Option<Number>,
    /// Another fact it cannot exceed (year by year where both are yearly).
    pub at_most: Option<FactId>,
    /// Whether the enterprise can change it, so that advice may say to what.
    pub changeable: bool,
    /// The day or period it is taken at, in words.
    pub as_of: String,
    /// What is not sure about it, shown in every ruling it takes part in.
    pub status: Option<Status>,
}

/// Who answers for a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// The applicant or a register states it.
    Given,
    /// A body judges it: absent, a ruling needs the judgement of that body.
    Judgement(AgencyId),
    /// Another system computes it; the source in words.
    External(Label),
}

/// The type of a value. Quantities of different types are never compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yuan.
    Money,
    /// A share; `3` in a facts file is 3 %, kept as `3/100`.
    Percentage,
    /// Whole things, from 0.
    Count,
    /// A plain number without unit.
    Number,
    /// Points of a score.
    Points,
    /// A place in a ranking, from 1, the smaller the better.
    Rank,
    /// A length of time in one unit.
    Duration(Unit),
    /// A day.
    Date,
    /// Yes or no; also the type of every condition.
    YesNo,
    /// Free text.
    Text,
    /// One of these values.
    OneOf(Vec<String>),
    /// Any of these values, each once; none of them is an answer too.
    Set(Vec<String>),
    /// Records with these fields.
    List(Vec<Field>),
    /// A value for each year.
    Yearly(Box<Type>),
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type; never a list, a set or yearly.
    pub ty: Type,
}

/// The unit of a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole or broken years.
    Years,
    /// Months.
    Months,
    /// Days.
    Days,
}

impl Type {
    /// Whether its values are numbers.
    #[must_use]
    pub fn is_quantity(&self) -> bool {
        matches!(
            self,
            Self::Money
                | Self::Percentage
                | Self::Count
                | Self::Number
                | Self::Points
                | Self::Rank
                | Self::Duration(_)
        )
    }

    /// One at the last of so many digits after the point, in the unit it is written in: percent for percentages, yuan
    /// for money.
    #[must_use]
    pub fn step(&self, digits: u8) -> Number {
        let unit = if *self == Self::Percentage { Number::fraction(1, 100) } else { None };
        let tenth = Number::fraction(1, 10).unwrap_or_else(Number::zero);
        unit.unwrap_or_else(|| Number::from(1)) * tenth.power(digits)
    }
}

/// As a drafter writes it.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money => f.write_str("money"),
            Self::Percentage => f.write_str("percentage"),
            Self::Count => f.write_str("count"),
            Self::Number => f.write_str("number"),
            Self::Points => f.write_str("points"),
            Self::Rank => f.write_str("rank"),
            Self::Duration(Unit::Years) => f.write_str("duration(years)"),
            Self::Duration(Unit::Months) => f.write_str("duration(months)"),
            Self::Duration(Unit::Days) => f.write_str("duration(days)"),
            Self::Date => f.write_str("date"),
            Self::YesNo => f.write_str("yes_no"),
            Self::Text => f.write_str("text"),
            Self::OneOf(values) | Self::Set(values) => {
                let quoted: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
                let word = if matches!(self, Self::Set(_)) { "set_of" } else { "one_of" };
                write!(f, "{word}({})", quoted.join(", "))
            }
            Self::List(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|field| format!("{}: {}", field.name, field.ty)).collect();
                write!(f, "list(#{{ {} }})", fields.join(", "))
            }
            Self::Yearly(of) => write!(f, "yearly({of})"),
        }
    }
}
