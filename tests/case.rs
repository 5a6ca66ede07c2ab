//! The cases of the packs: `policies/*/cases/*.toml`, read with the base they stand on.

use crate::{files, stem, text};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One case with its base taken over; `policies/README.md` describes the file.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its pack and the name of its file.
    pub id: String,
    /// The title asked about.
    pub title: String,
    /// The act.
    pub act: String,
    /// The day.
    pub on: String,
    /// The round, where one is named.
    pub round: Option<String>,
    /// The facts file a host would send.
    pub facts: Value,
    /// What a drafter worked out by hand.
    pub expect: Expect,
}

/// What a case expects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// `eligible`, `ineligible` or `undetermined`.
    pub decision: Option<String>,
    /// The findings that decided an ineligible ruling.
    pub failing: Option<Vec<String>>,
    /// What is missing and still matters.
    pub missing: Option<Vec<String>>,
    /// The facts that make something undefined.
    pub blocked: Option<Vec<String>>,
    /// The pack whose text decides.
    pub text: Option<String>,
    /// The kind of the error, in the place of a decision.
    pub error: Option<String>,
}

/// A case as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: BTreeMap<String, String>,
    about: String,
    base: Option<String>,
    #[serde(default)]
    remove: Vec<String>,
    title: Option<String>,
    act: Option<String>,
    on: Option<String>,
    round: Option<String>,
    #[serde(default)]
    facts: Map<String, Value>,
    /// Facts, or years of one (`revenue.2023`), that are known not to exist: `null` in a facts file.
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    sources: Map<String, Value>,
    register: Option<Value>,
    expect: Expect,
}

/// The cases of one pack, by name.
///
/// # Panics
/// Where a file is not of the form of a case: an unknown key, a base of a base, nothing expected.
#[must_use]
pub fn cases(pack: &str) -> Vec<Case> {
    let folder = format!("policies/{pack}/cases");
    let ids = files(&folder, "toml").iter().map(|path| stem(path)).collect::<Vec<_>>();
    ids.iter().map(|id| case(&folder, id)).collect()
}

fn read(folder: &str, file: &str) -> Written {
    toml::from_str(&text(&format!("{folder}/{file}")))
        .unwrap_or_else(|error| panic!("{folder}/{file}: {error}"))
}

/// TOML has no null, so what does not exist is named beside the facts.
fn nothing(facts: &mut Map<String, Value>, paths: &[String]) {
    for path in paths {
        match path.split_once('.') {
            None => facts.insert(path.clone(), Value::Null),
            Some((fact, year)) => {
                let years = facts.entry(fact).or_insert_with(|| Value::Object(Map::new()));
                let years = years.as_object_mut().unwrap_or_else(|| panic!("`{fact}` is not given by year"));
                years.insert(year.to_owned(), Value::Null)
            }
        };
    }
}

fn case(folder: &str, id: &str) -> Case {
    let own = read(folder, &format!("{id}.toml"));
    assert!(
        !own.about.is_empty() && own.name.contains_key("en") && own.name.contains_key("zh"),
        "{id}: no name"
    );
    let expected = [own.expect.decision.is_some(), own.expect.error.is_some()];
    assert!(expected[0] != expected[1], "{id}: expect either a decision or an error");
    let base = own.base.as_deref().map(|file| read(folder, file));
    assert!(base.as_ref().is_none_or(|base| base.base.is_none()), "{id}: a base has no base of its own");
    let (mut facts, mut sources) =
        base.as_ref().map_or_else(Default::default, |base| (base.facts.clone(), base.sources.clone()));
    base.iter().for_each(|base| nothing(&mut facts, &base.none));
    for fact in &own.remove {
        assert!(facts.remove(fact).is_some(), "{id}: the base has no fact `{fact}` to remove");
        sources.remove(fact);
    }
    facts.extend(own.facts);
    nothing(&mut facts, &own.none);
    sources.extend(own.sources);
    let of_base = |field: fn(&Written) -> &Option<String>| base.as_ref().and_then(|base| field(base).clone());
    let stated = |own: Option<String>, field: fn(&Written) -> &Option<String>| {
        own.or_else(|| of_base(field)).unwrap_or_else(|| panic!("{id}: title, act or day is missing"))
    };
    let register = own.register.or_else(|| base.as_ref().and_then(|base| base.register.clone()));
    let mut file = Map::from_iter([("facts".to_owned(), Value::Object(facts))]);
    file.extend(register.map(|register| ("register".to_owned(), register)));
    if !sources.is_empty() {
        file.insert("sources".to_owned(), Value::Object(sources));
    }
    Case {
        id: format!("{}/{id}", folder.split('/').nth(1).unwrap_or_default()),
        title: stated(own.title, |written| &written.title),
        act: stated(own.act, |written| &written.act),
        on: stated(own.on, |written| &written.on),
        round: own.round.or_else(|| of_base(|written| &written.round)),
        facts: Value::Object(file),
        expect: own.expect,
    }
}
