//! The agency registry: bodies, their names over time, and the longest name that stands at a place of a text.

use crate::toml_file;
use crate::{AgencyId, Date, Diagnostic, Label, numeral};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// A registry of bodies. A host may add its own with [`Agencies::merge`].
///
/// ```
/// use gradus_dsl::Agencies;
/// let agencies = Agencies::from_toml(
///     r#"
///     [[agency]]
///     id = "miit"
///     name = { zh = "工业和信息化部", en = "Ministry of Industry and Information Technology" }
///     aliases = ["工信部", "MIIT"]
///     "#,
///     "agencies.toml",
/// )
/// .unwrap();
/// let found = agencies.longest_at("工业和信息化部、财政部").unwrap();
/// assert_eq!((found.agency.id.as_str(), found.length), ("miit", 7));
/// ```
#[derive(Clone, Debug)]
pub struct Agencies {
    agencies: Vec<Agency>,
    by_id: BTreeMap<AgencyId, usize>,
    /// A tree of characters; node 0 is the root.
    nodes: Vec<Node>,
}

/// One body of the registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its full name.
    pub name: Label,
    /// Other names it is met under, among them misspelt and former ones.
    pub aliases: Vec<Alias>,
    /// What kind of body.
    pub kind: AgencyKind,
    /// The first day it existed, where known.
    pub valid_from: Option<Date>,
    /// The first day it existed no longer.
    pub valid_to: Option<Date>,
    /// The bodies that took over its duties.
    pub successor: Vec<AgencyId>,
    /// Whether the entry was met in documents; an unchecked one is known from general knowledge only.
    pub checked: bool,
    /// What else a reader should know; empty where nothing.
    pub note: String,
}

/// Another name of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The name.
    pub text: String,
    /// What sort of name.
    pub kind: AliasKind,
    /// Why the reader should look twice; empty for a usual name.
    pub note: String,
}

/// What sort of name an alias is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AliasKind {
    /// A short name or an abbreviation in use.
    Usual,
    /// A name it bore earlier.
    Former,
    /// Misspelt or mistranslated; met in a document, and worth a warning.
    Unusual,
}

/// What kind of body an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgencyKind {
    /// One body.
    #[default]
    Body,
    /// A class of bodies (`有关部门`).
    Generic,
    /// Local bodies of any place (`各省级人民政府`).
    Local,
    /// Associations.
    Association,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub struct AgencyMatch<'a> {
    /// Whose name it is.
    pub agency: &'a Agency,
    /// The other name it was found under; none for the full name.
    pub alias: Option<&'a Alias>,
    /// How many characters of the text it takes.
    pub length: usize,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: BTreeMap<char, usize>,
    /// The body, and the place of the alias in its list (none for the full name).
    name: Option<(usize, Option<usize>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAgencies {
    #[serde(default)]
    agency: Vec<RawAgency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAgency {
    id: Spanned<String>,
    name: Label,
    #[serde(default)]
    kind: AgencyKind,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    former: Vec<String>,
    #[serde(default)]
    unusual: Vec<RawUnusual>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    #[serde(default)]
    successor: Vec<AgencyId>,
    #[serde(default = "yes")]
    checked: bool,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnusual {
    text: String,
    note: String,
}

fn yes() -> bool {
    true
}

impl Agencies {
    /// A registry without bodies; every body of a document is then unknown.
    #[must_use]
    pub fn empty() -> Self {
        Self { agencies: Vec::new(), by_id: BTreeMap::new(), nodes: vec![Node::default()] }
    }

    /// Reads a registry file.
    ///
    /// # Errors
    /// Everything in it that is not of the form; ids and names used twice; successors that are not there; an end
    /// before a beginning.
    pub fn from_toml(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        const HELP: &str = "a registry holds `[[agency]]` tables with `id`, `name`, `kind`, `aliases`, `former`, \
                            `unusual`, `valid_from`, `valid_to`, `successor`, `checked`, `note`";
        let raw: RawAgencies = toml_file::read(text, file, HELP)?;
        let mut registry = Self::empty();
        let mut problems = Vec::new();
        for entry in raw.agency {
            if problems.len() >= toml_file::MAX_PROBLEMS {
                break;
            }
            let start = entry.id.span().start;
            for problem in registry.add(entry.into()) {
                problems.push(problem.located(file, text, toml_file::position(text, start)));
            }
        }
        problems.extend(registry.unknown_successors(file));
        if problems.is_empty() { Ok(registry) } else { Err(problems) }
    }

    /// This registry and another as one.
    ///
    /// # Errors
    /// Ids and names both hold.
    pub fn merge(mut self, other: Self) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        for agency in other.agencies {
            problems.extend(self.add(agency));
        }
        problems.extend(self.unknown_successors(""));
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// The body with this id.
    #[must_use]
    pub fn get(&self, id: &AgencyId) -> Option<&Agency> {
        self.by_id.get(id).and_then(|index| self.agencies.get(*index))
    }

    /// All bodies, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.iter()
    }

    /// The longest name that stands at the very start of a text; letter case, width and runs of spaces do not
    /// count. A name in letters ends at a word end; `财政部门` does not hold `财政部`.
    #[must_use]
    pub fn longest_at<'a>(&'a self, text: &str) -> Option<AgencyMatch<'a>> {
        // A name has few characters; a longer text need not be gone through.
        let chars: Vec<char> = text.chars().take(MAX_NAME * 2).collect();
        self.longest_in(&chars, 0)
    }

    /// As [`Agencies::longest_at`], at a place of a text given as characters.
    pub(crate) fn longest_in<'a>(&'a self, chars: &[char], at: usize) -> Option<AgencyMatch<'a>> {
        let (mut node, mut best, mut i) = (self.nodes.first()?, None, at);
        while let Some(&c) = chars.get(i) {
            let c = fold(c);
            let Some(next) = node.next.get(&c).and_then(|index| self.nodes.get(*index)) else { break };
            node = next;
            i += 1;
            if c == ' ' {
                while chars.get(i).is_some_and(|c| fold(*c) == ' ') {
                    i += 1;
                }
            }
            if let Some(name) = node.name
                && ends_name(chars, at, i)
                && self.case_fits(name, chars.get(at..i).unwrap_or_default())
            {
                best = Some((name, i - at));
            }
        }
        let ((agency, alias), length) = best?;
        let agency = self.agencies.get(agency)?;
        Some(AgencyMatch { agency, alias: alias.and_then(|i| agency.aliases.get(i)), length })
    }

    /// An abbreviation counts in capitals only: `MOST` is a ministry, `most` is a word.
    fn case_fits(&self, (agency, alias): (usize, Option<usize>), written: &[char]) -> bool {
        let Some(agency) = self.agencies.get(agency) else { return false };
        let Some(alias) = alias.and_then(|i| agency.aliases.get(i)) else { return true };
        let abbreviation = alias.text.chars().all(|c| c.is_ascii_uppercase());
        !abbreviation || written.iter().all(|c| numeral::half_width(*c).is_ascii_uppercase())
    }

    fn add(&mut self, agency: Agency) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let id = agency.id.clone();
        let index = self.agencies.len();
        if self.by_id.contains_key(&id) {
            let found = format!("agency id `{id}` is used twice");
            return vec![Diagnostic::error("duplicate-agency", found, "give each body an id of its own")];
        }
        if let (Some(from), Some(to)) = (agency.valid_from, agency.valid_to)
            && from >= to
        {
            let found = format!("agency `{id}` ends on {to}, not after it begins on {from}");
            problems.push(Diagnostic::error("agency-dates", found, "`valid_to` is the first day without it"));
        }
        let full = [&agency.name.zh, &agency.name.en].into_iter().map(|name| (name.as_str(), None));
        let others = agency.aliases.iter().enumerate().map(|(i, alias)| (alias.text.as_str(), Some(i)));
        let names: Vec<(&str, Option<usize>)> =
            full.filter(|(name, _)| !name.is_empty()).chain(others).collect();
        if names.is_empty() {
            let found = format!("agency `{id}` has no name");
            problems.push(Diagnostic::error(
                "agency-name",
                found,
                "write `name = { zh = \"…\", en = \"…\" }`",
            ));
        }
        for (name, alias) in names {
            if name.chars().all(|c| fold(c) == ' ') || name.chars().count() > MAX_NAME {
                let found = format!("a name of agency `{id}` is empty or longer than {MAX_NAME} characters");
                problems.push(Diagnostic::error("agency-name", found, "write the name as documents do"));
                continue;
            }
            let node = self.node(name);
            match self.nodes.get_mut(node).map(|node| &mut node.name) {
                Some(held @ None) => *held = Some((index, alias)),
                Some(Some((holder, _))) => {
                    let holder = self.agencies.get(*holder).map_or(&id, |agency| &agency.id);
                    let found = format!("`{name}` names both `{holder}` and `{id}`");
                    let help = "a name leads to one body: keep it where the text means it, or lengthen it";
                    problems.push(Diagnostic::error("agency-name-collision", found, help));
                }
                None => {}
            }
        }
        self.by_id.insert(id, index);
        self.agencies.push(agency);
        problems
    }

    /// The node a name ends at, made where it is not there yet.
    fn node(&mut self, name: &str) -> usize {
        let mut at = 0;
        for c in folded_name(name) {
            let fresh = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return at };
            at = *node.next.entry(c).or_insert(fresh);
            if at == fresh {
                self.nodes.push(Node::default());
            }
        }
        at
    }

    fn unknown_successors(&self, file: &str) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for agency in &self.agencies {
            for successor in agency.successor.iter().filter(|id| !self.by_id.contains_key(id)) {
                let found = format!("agency `{}` has the unknown successor `{successor}`", agency.id);
                let help = "name a body of the registry, or leave `successor` out";
                let mut problem = Diagnostic::error("unknown-successor", found, help);
                problem.file = file.to_owned();
                problems.push(problem);
            }
        }
        problems
    }
}

/// Longest name a registry may hold, in characters; a limit of the language.
const MAX_NAME: usize = 200;

impl From<RawAgency> for Agency {
    fn from(raw: RawAgency) -> Self {
        let named = |kind| move |text| Alias { text, kind, note: String::new() };
        let mut aliases: Vec<Alias> = raw.aliases.into_iter().map(named(AliasKind::Usual)).collect();
        aliases.extend(raw.former.into_iter().map(named(AliasKind::Former)));
        aliases.extend(raw.unusual.into_iter().map(|alias| Alias {
            text: alias.text,
            kind: AliasKind::Unusual,
            note: alias.note,
        }));
        Self {
            id: AgencyId::new(raw.id.into_inner()),
            name: raw.name,
            aliases,
            kind: raw.kind,
            valid_from: raw.valid_from,
            valid_to: raw.valid_to,
            successor: raw.successor,
            checked: raw.checked,
            note: raw.note,
        }
    }
}

fn fold(c: char) -> char {
    let c = numeral::half_width(c).to_ascii_lowercase();
    match c {
        '’' | '‘' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn folded_name(name: &str) -> Vec<char> {
    let mut folded: Vec<char> = Vec::new();
    for c in name.trim().chars().map(fold) {
        if !(c == ' ' && folded.last() == Some(&' ')) {
            folded.push(c);
        }
    }
    folded
}

/// Whether a name may stand from `start` to `end`: letters begin and end a word, `部` is not the head of `部门` or
/// `部队`, and a short name after a level word (`市发展改革委`) is a local body, not the central one.
fn ends_name(chars: &[char], start: usize, end: usize) -> bool {
    let at = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied().map_or(' ', fold);
    let (before, last, next) = (at(start.checked_sub(1)), at(end.checked_sub(1)), at(Some(end)));
    if last.is_ascii_alphanumeric() {
        return !before.is_ascii_alphanumeric() && !next.is_ascii_alphanumeric();
    }
    let class = last == '部' && matches!(next, '门' | '門' | '队' | '隊');
    let local =
        matches!(last, '局' | '委' | '厅' | '办') && matches!(before, '省' | '市' | '区' | '县' | '州');
    !class && !local
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"
[[agency]]
id = "mof"
name = { zh = "财政部", en = "Ministry of Finance" }
unusual = [{ text = "Exchequer", note = "a British office" }]

[[agency]]
id = "sasac"
name = { zh = "国务院国有资产监督管理委员会", en = "State-owned Assets Supervision and Administration Commission" }
aliases = ["国务院国资委", "SASAC", "SASAC of the State Council"]

[[agency]]
id = "sc"
name = { zh = "国务院", en = "State Council" }
"#;

    #[test]
    fn the_longest_name_wins_and_half_a_word_is_no_name() {
        let agencies = Agencies::from_toml(TWO, "agencies.toml").unwrap();
        let found = |text: &str| {
            agencies.longest_at(text).map(|m| format!("{} {}", m.agency.id, m.length)).unwrap_or_default()
        };
        assert_eq!(found("SASAC of  The State Council and CSRC"), "sasac 27");
        assert_eq!(found("国务院国资委、财政部"), "sasac 6");
        assert_eq!(found("国务院办公厅"), "sc 3");
        assert_eq!(found("财政部门会同"), "");
        assert_eq!(found("财政部、"), "mof 3");
        assert_eq!(found("ministry of finances"), "");
        assert_eq!(found("sasac"), "");
        let unusual = agencies.longest_at("Exchequer").unwrap();
        assert_eq!(unusual.alias.unwrap().kind, AliasKind::Unusual);
    }

    #[test]
    fn bad_registries_are_refused() {
        let shown = |text: &str| match Agencies::from_toml(text, "agencies.toml") {
            Ok(_) => "accepted".to_owned(),
            Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        };
        insta::assert_snapshot!(
            [
                shown(&format!("{TWO}[[agency]]\nid = \"mof\"\nname = {{ zh = \"甲\" }}\n")),
                shown(&format!("{TWO}[[agency]]\nid = \"x\"\nname = {{ zh = \"财政部\" }}\n")),
                shown("[[agency]]\nid = \"x\"\nname = { zh = \"甲\" }\nsuccessor = [\"y\"]\n"),
                shown("[[agency]]\nid = \"x\"\nname = {}\n"),
                shown(
                    "[[agency]]\nid = \"x\"\nname = { zh = \"甲\" }\nvalid_from = \"2018-01-01\"\nvalid_to = \"2018-01-01\"\n"
                ),
                shown("[[agency]]\nid = \"x\"\nname = { zh = \"甲\" }\nkind = \"ministry\"\n"),
            ]
            .join("\n\n")
        );
    }

    #[test]
    fn registries_combine_unless_they_clash() {
        let one = Agencies::from_toml(TWO, "a").unwrap();
        let own = "[[agency]]\nid = \"gz\"\nname = { zh = \"广州市财政局\" }\nsuccessor = []\n";
        let both = one.clone().merge(Agencies::from_toml(own, "b").unwrap()).unwrap();
        assert_eq!(both.longest_at("广州市财政局").unwrap().agency.id.as_str(), "gz");
        assert!(one.clone().merge(one).is_err());
    }
}
