//! What the examples share: the packs of the project as texts, and days written as a host writes them.

use gradus::{Date, Error, ErrorKind, Language, Pack};

/// The agency registry.
pub const AGENCIES: &str = include_str!("../policies/agencies/agencies.toml");
/// The working days of mainland China.
pub const CALENDAR: &str = include_str!("../policies/calendars/cn.toml");
/// The facts of an invented enterprise that may hold the title.
pub const ELIGIBLE: &str = include_str!("../policies/miit-2022-63/samples/eligible.json");
/// The facts of one that may not.
pub const INELIGIBLE: &str = include_str!("../policies/miit-2022-63/samples/ineligible.json");
/// The facts of one that cannot be decided yet.
pub const UNDETERMINED: &str = include_str!("../policies/miit-2022-63/samples/undetermined.json");

/// Some packs of the project: the opinions, the measures of 2022 and the size standard they use. A host reads them from its own files, or builds them in as here.
#[must_use]
pub fn packs() -> Vec<Pack> {
    let opinions = Pack::new("miit-2021-70", include_str!("../policies/miit-2021-70/policy.rhai"))
        .with_source(Language::En, include_str!("../policies/miit-2021-70/source.en.txt"));
    let measures = Pack::new("miit-2022-63", include_str!("../policies/miit-2022-63/policy.rhai"))
        .with_clauses(include_str!("../policies/miit-2022-63/clauses.toml"));
    let sizes = Pack::new("sme-size-2011-300", include_str!("../policies/sme-size-2011-300/policy.rhai"))
        .with_clauses(include_str!("../policies/sme-size-2011-300/clauses.toml"));
    vec![opinions, measures, sizes]
}

/// The samples by name.
#[must_use]
pub fn samples() -> [(&'static str, &'static str); 3] {
    [("eligible", ELIGIBLE), ("ineligible", INELIGIBLE), ("undetermined", UNDETERMINED)]
}

/// A day written as year, month and day.
///
/// # Errors
/// `WrongType` where the text is no day.
pub fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::new(ErrorKind::WrongType, format!("`{text}` is no day")))
}
