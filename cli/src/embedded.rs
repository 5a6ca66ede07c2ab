//! The policies and registries the command carries, so that `gradus demo` runs anywhere.

use gradus::{Language, Pack};

/// The seed document.
pub(crate) const SEED: &str = include_str!("../../policies/miit-2021-70/source.en.txt");
/// The agency registry.
pub(crate) const AGENCIES: &str = include_str!("../../policies/agencies/agencies.toml");
/// The calendar of working days.
pub(crate) const CALENDAR: &str = include_str!("../../policies/calendars/cn.toml");
/// Facts of three invented enterprises.
pub(crate) const SAMPLES: [&str; 3] = [
    include_str!("../../policies/miit-2022-63/samples/eligible.json"),
    include_str!("../../policies/miit-2022-63/samples/ineligible.json"),
    include_str!("../../policies/miit-2022-63/samples/undetermined.json"),
];

/// The packs.
pub(crate) fn packs() -> Vec<Pack> {
    let seed = include_str!("../../policies/miit-2021-70/policy.rhai");
    let standard = include_str!("../../policies/miit-2022-63/policy.rhai");
    let clauses = include_str!("../../policies/miit-2022-63/clauses.toml");
    vec![
        Pack::new("miit-2021-70", seed).with_source(Language::En, SEED),
        Pack::new("miit-2022-63", standard).with_clauses(clauses),
    ]
}
