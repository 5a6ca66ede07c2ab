//! Small random policies as text, and facts for them, from a row of choices: one row of a table for each form of the
//! language. It uses nothing but the standard library, so that the fuzz targets can include it as it is.

mod tables;

pub use tables::FORMS;

use std::collections::BTreeSet;
use std::fmt::Write;
use tables::{FACTS, KINDS, LIBRARY, PREAMBLE, SCORES, TABLES, Values};

/// The years asked about; the question is of the year after the first.
pub const YEARS: [&str; 4] = ["2024", "2023", "2022", "2021"];

/// The day the random policies are asked about.
pub const DAY: &str = "2025-06-30";

/// The title the random policies decide.
pub const TITLE: &str = "prize";

/// A row of choices; when it is used up, the first of every list is chosen, which is the plainest.
#[derive(Clone, Debug)]
pub struct Choices<'c>(pub &'c [u8]);

impl Choices<'_> {
    /// One of `n`, counted from 0.
    pub fn pick(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % n.max(1)
    }
}

/// A random policy: its text, and the facts it names.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The text.
    pub policy: String,
    /// Whether it uses [`LIBRARY`].
    uses_library: bool,
    places: Vec<Place>,
}

/// Where one value stands in a facts file.
#[derive(Clone, Debug)]
struct Place {
    fact: &'static str,
    /// The year, or the record and its field.
    part: Part,
    values: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Year(&'static str),
    Field(usize, &'static str),
}

/// Draws a policy with a few named values, a table, a score, criteria with exceptions, and a rule. `depth` bounds how forms are nested.
#[must_use]
pub fn draw(choices: &mut Choices<'_>, depth: usize) -> Drawn {
    let mut draft = Draft { choices, variables: 0, names: Vec::new() };
    let mut text = String::new();
    for (index, kind) in ["money", "share", "cond"].into_iter().enumerate() {
        if draft.choices.pick(2) == 1 {
            let value = draft.fill(kind, "", depth);
            let _ = writeln!(text, "let named{index} = {value};");
            draft.names.push((kind, format!("named{index}")));
        }
    }
    for index in 0..draft.choices.pick(3) {
        let (kinds, table) = TABLES[draft.choices.pick(TABLES.len())];
        let name = format!("table{index}");
        let table = draft.expand(table, "", depth.min(2));
        let _ = writeln!(text, "table {name} \"1\" {table}");
        draft.names.extend(kinds.iter().map(|(kind, used)| (*kind, used.replace('@', &name))));
    }
    if draft.choices.pick(2) == 1 {
        let (names, score) = SCORES[draft.choices.pick(SCORES.len())];
        let score = draft.expand(score, "", depth);
        let _ = writeln!(text, "score total \"1\" {score}");
        draft.names.extend(names.iter().map(|(kind, name)| (*kind, (*name).to_owned())));
    }
    let mut criteria = Vec::new();
    for index in 0..=draft.choices.pick(4) {
        let condition = draft.fill("cond", "", depth);
        let _ = writeln!(text, "criterion crit{index} \"1\" {{ {condition} }}");
        criteria.push(format!("crit{index}"));
    }
    text.push_str(&exceptions(&mut draft, depth));
    // Every criterion is a part of the rule, so that each is asked; a condition of the rule's own may name them again.
    draft.names.extend(criteria.iter().map(|name| ("cond", name.clone())));
    let own = draft.fill("cond", "", depth.min(2));
    let rule = ["all([", "any([", "at_least(1, [", "exactly(1, ["][draft.choices.pick(4)];
    let _ = writeln!(text, "eligibility {TITLE} \"1\" {{ {rule}{}, {own}]) }}", criteria.join(", "));

    let uses_library = text.contains("size::");
    let words = words(&text);
    let (mut policy, mut all) = (PREAMBLE.to_owned(), Vec::new());
    if uses_library {
        let _ = writeln!(policy, "use \"{}\" version \"1\" as size;", LIBRARY.0);
    }
    let needed = |fact: &&tables::FactRow| {
        words.contains(fact.name) || (uses_library && self::words(LIBRARY.1).contains(fact.name))
    };
    for fact in FACTS.iter().filter(needed) {
        if words.contains(fact.name) {
            let _ = writeln!(policy, "fact {} : {};", fact.name, fact.declared);
        }
        all.extend(places(fact));
    }
    policy.push_str(&without_written_zero(&text));
    Drawn { policy, uses_library, places: all }
}

/// Exceptions to the first criterion: none, one, one to an exception, two of one rank that agree or may not, and one that
/// comes before another.
fn exceptions(draft: &mut Draft<'_, '_>, depth: usize) -> String {
    let kind = draft.choices.pick(8);
    let mut text = String::new();
    if !(1..=5).contains(&kind) {
        return text;
    }
    let depth = depth.min(2);
    let mut exception = |draft: &mut Draft<'_, '_>, name: &str, of: &str, body: &str| {
        let when = draft.fill("cond", "", depth);
        let _ = writeln!(
            text,
            "criterion {name} \"1\" overrides {of} because \"it says so\" when {when} {{ {body} }}"
        );
    };
    let (one, two) = (draft.fill("cond", "", depth), draft.fill("cond", "", depth));
    exception(draft, "except0", "crit0", &one);
    match kind {
        2 => exception(draft, "except1", "except0", &two),
        3 => exception(draft, "except1", "crit0", &one),
        4 => exception(draft, "except1", "crit0", &two),
        5 => exception(draft, "except1", "[crit0, except0]", &two),
        _ => {}
    }
    text
}

/// The checker refuses a division by a nought that is written; one that comes to nought stays.
fn without_written_zero(text: &str) -> String {
    let mut parts = text.split("/ ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let core = part.trim_start_matches(['-', '(', ' ']);
        let (signs, _) = part.split_at(part.len() - core.len());
        let end =
            core.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(core.len());
        let (word, rest) = core.split_at(end);
        let divisor = match rest.strip_prefix("(0)") {
            Some(rest) => format!("({word}(1) - {word}(1)){rest}"),
            None if word == "0" => format!("(1 - 1){rest}"),
            None => core.to_owned(),
        };
        whole.push_str(&format!("/ {signs}{divisor}"));
    }
    whole
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect()
}

/// The places of a fact's values, in the order of the file.
fn places(fact: &'static tables::FactRow) -> Vec<Place> {
    let place = |part, values| Place { fact: fact.name, part, values };
    match &fact.values {
        Values::One(values) => vec![place(Part::Whole, *values)],
        Values::Yearly(values) => YEARS.iter().map(|year| place(Part::Year(year), values)).collect(),
        Values::OfRecords(fields) => [0, 1]
            .into_iter()
            .flat_map(|record| {
                fields.iter().map(move |(name, values)| place(Part::Field(record, name), values))
            })
            .collect(),
    }
}

impl Drawn {
    /// Its packs by their ids: its own text first, then those it uses.
    #[must_use]
    pub fn packs(&self) -> Vec<(&'static str, &str)> {
        let mut packs = vec![("drawn", self.policy.as_str())];
        if self.uses_library {
            packs.push(LIBRARY);
        }
        packs
    }

    /// How many values can be given: one for each fact, each year of a yearly one, each field of a record.
    #[must_use]
    pub fn places(&self) -> usize {
        self.places.len()
    }

    /// How many values there are to choose from at a place.
    #[must_use]
    pub fn values(&self, place: usize) -> usize {
        self.places.get(place).map_or(0, |place| place.values.len())
    }

    /// A facts file: the value chosen at each place, none to leave it out.
    #[must_use]
    pub fn facts(&self, chosen: &[Option<usize>]) -> String {
        let mut facts: Vec<(&str, Vec<(Part, &str)>)> = Vec::new();
        for (place, choice) in self.places.iter().zip(chosen) {
            if facts.last().is_none_or(|(fact, _)| *fact != place.fact) {
                facts.push((place.fact, Vec::new()));
            }
            if let (Some((_, given)), Some(choice)) = (facts.last_mut(), choice) {
                given.push((place.part, place.values[choice % place.values.len()]));
            }
        }
        // A list whose records lack every field is still a list of two.
        let is_list = |fact: &str| {
            self.places.iter().any(|place| place.fact == fact && matches!(place.part, Part::Field(..)))
        };
        let members: Vec<String> = facts
            .iter()
            .filter(|(fact, given)| !given.is_empty() || is_list(fact))
            .map(|(fact, given)| {
                format!("\"{fact}\":{}", if is_list(fact) { records(given) } else { value(given) })
            })
            .collect();
        format!("{{\"facts\":{{{}}}}}", members.join(","))
    }
}

/// The value of a fact: itself, or those of its years.
fn value(given: &[(Part, &str)]) -> String {
    if let [(Part::Whole, value)] = given {
        return (*value).to_owned();
    }
    let year = |(part, value): &(Part, &str)| match part {
        Part::Year(year) => Some(format!("\"{year}\":{value}")),
        _ => None,
    };
    format!("{{{}}}", given.iter().filter_map(year).collect::<Vec<_>>().join(","))
}

/// Two records with the fields that are given.
fn records(given: &[(Part, &str)]) -> String {
    let record = |wanted: usize| {
        let field = |(part, value): &(Part, &str)| match part {
            Part::Field(record, name) if *record == wanted => Some(format!("\"{name}\":{value}")),
            _ => None,
        };
        given.iter().filter_map(field).collect::<Vec<_>>().join(",")
    };
    format!("[{{{}}},{{{}}}]", record(0), record(1))
}

struct Draft<'d, 'c> {
    choices: &'d mut Choices<'c>,
    variables: usize,
    /// What is declared so far, by kind.
    names: Vec<(&'static str, String)>,
}

impl Draft<'_, '_> {
    /// A text of a kind, in the closure of a variable.
    fn fill(&mut self, kind: &str, variable: &str, depth: usize) -> String {
        let fits = |form: &&(&str, &str)| form.0 == kind && (depth > 0 || is_flat(form.1));
        let forms: Vec<&str> = FORMS.iter().filter(fits).map(|(_, form)| *form).collect();
        let names: Vec<String> =
            self.names.iter().filter(|(of, _)| *of == kind).map(|(_, name)| name.clone()).collect();
        // What the policy declares itself is taken more often than any one form.
        if !names.is_empty() && self.choices.pick(4) == 3 {
            return names[self.choices.pick(names.len())].clone();
        }
        let form = forms[self.choices.pick(forms.len())];
        self.expand(form, variable, depth)
    }

    /// A form with its holes filled.
    fn expand(&mut self, form: &str, variable: &str, depth: usize) -> String {
        let mut own = String::new();
        if form.contains('@') {
            self.variables += 1;
            own = format!("v{}", self.variables);
        }
        let mut text = String::new();
        let mut rest = form;
        while let Some(start) = rest.find(['<', '@', '%']) {
            text.push_str(&rest[..start]);
            rest = &rest[start..];
            let hole = KINDS
                .iter()
                .find(|kind| rest[1..].starts_with(**kind) && rest[1 + kind.len()..].starts_with('>'));
            match (rest.as_bytes()[0], hole) {
                (b'@', _) => text.push_str(&own),
                (b'%', _) => text.push_str(if own.is_empty() { variable } else { &own }),
                (_, Some(hole)) => {
                    // A closure's own body is about its variable; anything else keeps the one around it.
                    let around = if own.is_empty() { variable } else { &own };
                    let filled = self.fill(hole, around, depth.saturating_sub(1));
                    text.push_str(&filled);
                    rest = &rest[hole.len() + 1..];
                }
                (_, None) => text.push('<'),
            }
            rest = &rest[1..];
        }
        text.push_str(rest);
        text
    }
}

/// Whether the only holes of a form are operators and digits, which hold no further form.
fn is_flat(form: &str) -> bool {
    let plain = form.replace("<op>", "").replace("<eq>", "").replace("<digit>", "").replace("<round>", "");
    !plain.contains('<')
}
