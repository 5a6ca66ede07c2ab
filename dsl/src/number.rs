//! Exact rational numbers: the only kind of number Gradus has. No binary float, no rounding unless asked.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

/// An exact rational number.
///
/// Prints as an integer, else as a finite decimal, else as `n/d` in lowest terms; never with an exponent.
/// Serialises as a JSON string of that form, so that no reader can turn it into a binary float.
///
/// ```
/// use gradus_dsl::Number;
/// let third: Number = "1/3".parse().unwrap();
/// assert_eq!(third.clone() + third.clone() + third, Number::from(1));
/// assert_eq!("12.50".parse::<Number>().unwrap().to_string(), "12.5");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(RBig);

/// Why a text is not a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not of the form `12`, `-12.5` or `1/3`.
    #[error("`{0}` is not a plain decimal number such as `12`, `-12.5` or `1/3`")]
    Form(String),
    /// More digits than the language allows.
    #[error("a number of more than {MAX_DIGITS} digits is refused")]
    TooLong,
}

/// Most characters a number may be written with; a limit of the language.
pub const MAX_DIGITS: usize = 1_000;

impl Number {
    /// Zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(RBig::ZERO)
    }

    /// The fraction `numerator/denominator`; none where the denominator is zero.
    #[must_use]
    pub fn fraction(numerator: i64, denominator: i64) -> Option<Self> {
        Self::from(numerator).divided_by(&Self::from(denominator))
    }

    /// This number divided by another, exactly; none where the other is zero.
    #[must_use]
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// This number multiplied by itself `n` times; `1` for `n = 0`.
    #[must_use]
    pub fn power(&self, n: u8) -> Self {
        Self(self.0.pow(isize::from(n)))
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0 < RBig::ZERO
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.0.is_int()
    }

    /// The largest integer not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(RBig::from(self.0.floor()))
    }

    /// How many binary digits it takes, so that a limit can be set before numbers are multiplied.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.0.numerator().bit_len() + self.0.denominator().bit_len()
    }

    /// It as a machine integer, where it is one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        if !self.0.is_int() {
            return None;
        }
        i64::try_from(self.0.numerator()).ok()
    }

    /// Compares `a / b` with `threshold` without ever forming the quotient; none where `b` is zero.
    ///
    /// Decided by cross-multiplication, in machine integers where they suffice and in big ones otherwise;
    /// which path ran cannot be observed (law P1).
    ///
    /// ```
    /// use gradus_dsl::Number;
    /// use std::cmp::Ordering;
    /// let three_percent = Number::fraction(3, 100).unwrap();
    /// let order = Number::compare_ratio(&Number::from(3), &Number::from(100), &three_percent);
    /// assert_eq!(order, Some(Ordering::Equal));
    /// ```
    #[must_use]
    pub fn compare_ratio(a: &Self, b: &Self, threshold: &Self) -> Option<Ordering> {
        if b.is_zero() {
            return None;
        }
        if let Some(order) = Self::compare_ratio_small(a, b, threshold) {
            return Some(order);
        }
        let left = &a.0;
        let right = &threshold.0 * &b.0;
        let order = left.cmp(&right);
        Some(if b.is_negative() { order.reverse() } else { order })
    }

    /// The machine-integer path of [`Number::compare_ratio`]; none where a value or a product does not fit.
    fn compare_ratio_small(a: &Self, b: &Self, threshold: &Self) -> Option<Ordering> {
        let (a, b) = (i128::from(a.to_i64()?), i128::from(b.to_i64()?));
        let p = i128::from(i64::try_from(threshold.0.numerator()).ok()?);
        let q = i128::from(i64::try_from(threshold.0.denominator()).ok()?);
        // |i64 * i64| < 2^126: neither product can overflow.
        let order = (a * q).cmp(&(p * b));
        Some(if b < 0 { order.reverse() } else { order })
    }

    /// At most `places` digits after the point, cut off towards zero, with `…` where digits were cut.
    /// For people only: a decision never uses it.
    #[must_use]
    pub fn shown(&self, places: usize) -> String {
        let text = self.to_string();
        let cut = if text.contains('/') { self.digits(places) } else { text.clone() };
        match cut.split_once('.') {
            Some((whole, part)) if part.len() > places || text.contains('/') => {
                let part: String = part.chars().take(places).collect();
                format!("{whole}.{part}…")
            }
            _ => cut,
        }
    }

    /// Exactly `places` digits after the point, cut off towards zero.
    fn digits(&self, places: usize) -> String {
        let scale = IBig::from(10).pow(places);
        let scaled = (&self.0 * RBig::from(scale)).trunc();
        let sign = if self.is_negative() { "-" } else { "" };
        let digits = scaled.to_string();
        let digits = digits.trim_start_matches('-');
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = padded.split_at(padded.len() - places);
        format!("{sign}{whole}.{part}")
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(RBig::from(value))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `12`, `-12.5` or `1/3`: ASCII digits, `.` as the point, no exponent, no plus, no spaces.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        if text.len() > MAX_DIGITS {
            return Err(NumberError::TooLong);
        }
        let form = || NumberError::Form(text.to_owned());
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let digits = |part: &str| -> Result<UBig, NumberError> {
            if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(form());
            }
            UBig::from_str_radix(part, 10).map_err(|_| form())
        };
        let value = if let Some((numerator, denominator)) = rest.split_once('/') {
            let (numerator, denominator) = (digits(numerator)?, digits(denominator)?);
            if denominator.is_zero() {
                return Err(form());
            }
            RBig::from_parts(numerator.into(), denominator)
        } else if let Some((whole, part)) = rest.split_once('.') {
            let scale = UBig::from(10u8).pow(part.len());
            let joined = digits(whole)? * &scale + digits(part)?;
            RBig::from_parts(joined.into(), scale)
        } else {
            RBig::from(digits(rest)?)
        };
        Ok(Self(if negative { -value } else { value }))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_int() {
            return write!(f, "{}", self.0.numerator());
        }
        // A fraction in lowest terms is a finite decimal iff its denominator is 2^a * 5^b.
        let mut rest: UBig = self.0.denominator().clone();
        let (mut twos, mut fives) = (0usize, 0usize);
        let (two, five) = (UBig::from(2u8), UBig::from(5u8));
        while (&rest % &two).is_zero() {
            rest /= &two;
            twos += 1;
        }
        while (&rest % &five).is_zero() {
            rest /= &five;
            fives += 1;
        }
        if rest.is_one() {
            f.write_str(&self.digits(twos.max(fives)))
        } else {
            write!(f, "{}/{}", self.0.numerator(), self.0.denominator())
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Add for Number {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Number {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Mul for Number {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl Neg for Number {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$",
            "description": "an exact rational number, written as an integer, a finite decimal, or n/d"
        })
    }
}
