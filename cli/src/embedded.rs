//! The policies and registries the command carries, so that `gradus demo` runs anywhere.

use gradus::{Language, Pack};

/// A pack of the project with a clause table: its id, its policy and its clauses.
macro_rules! standard {
    ($id:literal) => {
        (
            $id,
            include_str!(concat!("../../policies/", $id, "/policy.rhai")),
            include_str!(concat!("../../policies/", $id, "/clauses.toml")),
        )
    };
}

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

/// The packs that have a clause table in the place of a source.
const WITH_CLAUSES: [(&str, &str, &str); 6] = [
    standard!("miit-2022-63"),
    standard!("miit-2023-138"),
    standard!("miit-2026-117"),
    standard!("miit-2026-2"),
    standard!("most-2017-115"),
    standard!("sme-size-2011-300"),
];

/// The packs.
pub(crate) fn packs() -> Vec<Pack> {
    let seed = include_str!("../../policies/miit-2021-70/policy.rhai");
    let kept = include_str!("../../policies/miit-2021-70/clauses.toml");
    let mut packs = vec![Pack::new("miit-2021-70", seed).with_clauses(kept).with_source(Language::En, SEED)];
    packs.extend(WITH_CLAUSES.map(|(id, policy, clauses)| Pack::new(id, policy).with_clauses(clauses)));
    packs
}

#[cfg(test)]
mod tests {
    /// The demo answers as the command does over the folder `policies`.
    #[test]
    #[allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the project's files")]
    fn every_pack_of_the_project_is_carried() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies");
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut there: Vec<String> = paths
            .filter(|path| path.join("policy.rhai").is_file())
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        there.sort();
        let carried: Vec<String> = super::packs().into_iter().map(|pack| pack.id.to_string()).collect();
        assert_eq!(carried, there);
    }
}
