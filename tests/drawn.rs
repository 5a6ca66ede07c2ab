//! Small random policies as text, and facts for them, from a row of choices: one row of a table for each form of the
//! language. It uses nothing but the standard library, so that the fuzz targets can include it as it is.

use std::collections::BTreeSet;
use std::fmt::Write;

/// A fact the random policies may name: its declaration, and values as they stand in a facts file, the most telling
/// first. Amounts lie on and around the figures of [`FORMS`].
#[derive(Debug)]
struct FactRow {
    name: &'static str,
    declared: &'static str,
    /// Whether it has a value for each of [`YEARS`].
    yearly: bool,
    values: &'static [&'static str],
}

const FACTS: &[FactRow] = &[
    yearly(
        "income",
        "yearly(money)",
        &[
            r#""100000""#,
            r#""110250""#,
            r#""0""#,
            "null",
            r#""110249.99""#,
            r#""105000""#,
            r#""10000""#,
            r#""9999.99""#,
            r#""10000.01""#,
            r#""-5000""#,
        ],
    ),
    yearly(
        "spent",
        "yearly(money) #{ min: 0 }",
        &[r#""5000""#, r#""4999.99""#, r#""10000""#, r#""5000.01""#, r#""0""#, "null", r#""5250""#],
    ),
    yearly("ready", "yearly(yes_no)", &["true", "false", "null"]),
    fact(
        "capital",
        "money #{ unit: \"wan\", min: 0, max: 50 }",
        &[r#""1""#, r#""0.999999""#, "0", r#""1.000001""#, "10", "50"],
    ),
    fact(
        "share",
        "percentage #{ min: 0, max: percent(100) }",
        &[r#""5""#, r#""4.99""#, "100", r#""5.01""#, "0", "10"],
    ),
    fact("rate", "optional(percentage)", &["null", r#""5""#, r#""-5""#, "10"]),
    fact("staff", "count #{ max: 10 }", &["2", "0", "10", "3", "1"]),
    fact("place", "optional(rank)", &["null", "2", "3", "1", "4"]),
    fact("factor", "number #{ min: -1, max: 3 }", &["1", r#""0.5""#, "0", "-1", "3", "2"]),
    fact("free", "number", &["0", "2", "-3", r#""0.5""#]),
    fact("marks", "points #{ min: 0 }", &["2", "10", "0", "5", r#""1.99""#]),
    fact("age", "duration(years) #{ min: 0, max: 60 }", &["3", r#""2.99""#, "60", r#""3.01""#, "0", "6"]),
    fact("span", "optional(duration(months))", &["6", "null", "5", "7"]),
    fact("founded", "date", &[r#""2020-01-01""#, r#""2019-12-31""#, r#""2020-01-02""#]),
    fact("ended", "optional(date)", &["null", r#""2020-01-01""#, r#""2024-12-31""#]),
    fact("level", "one_of(\"A\", \"B\", \"C\")", &[r#""A""#, r#""B""#, r#""C""#]),
    fact("backup", "one_of(\"A\", \"B\", \"C\")", &[r#""B""#, r#""A""#, r#""C""#]),
    fact("remark", "text", &[r#""x""#, r#""y""#]),
    fact("listed", "yes_no", &["true", "false"]),
    fact("verdict", "optional(yes_no)", &["true", "null", "false"]),
    fact(
        "lots",
        "list(#{ class: one_of(\"I\", \"II\"), in_use: yes_no, worth: money })",
        &[
            r#"[{"class":"I","in_use":true,"worth":"10000"},{"class":"II","in_use":true,"worth":"9999.99"}]"#,
            "[]",
            r#"[{"class":"II","in_use":false,"worth":"10000.01"}]"#,
            r#"[{"class":"I","in_use":false,"worth":"0"},{"class":"I","in_use":true,"worth":"10000"},{"class":"I","in_use":true,"worth":"100000"}]"#,
        ],
    ),
];

/// The years asked about; the question is of the year after the first.
pub const YEARS: [&str; 4] = ["2024", "2023", "2022", "2021"];

/// The day the random policies are asked about.
pub const DAY: &str = "2025-06-30";

/// The title the random policies decide.
pub const TITLE: &str = "prize";

/// The kinds of text a hole is filled with.
const KINDS: [&str; 14] = [
    "cond", "year", "record", "money", "share", "plain", "count", "points", "age", "day", "level", "op",
    "eq", "digit",
];

/// The forms of the language by the kind they are of; the first of a kind is a plain one. `<money>` is a hole that any
/// form of that kind fills, `@` a variable of the form's own, `%` the variable of the closure it stands in.
pub const FORMS: &[(&str, &str)] = &[
    ("cond", "listed"),
    ("cond", "verdict"),
    ("cond", "ready.last"),
    ("cond", "ready.prior(1)"),
    ("cond", "not(<cond>)"),
    ("cond", "<money> <op> <money>"),
    ("cond", "<money> <op> <money>"),
    ("cond", "<money> / <money> <op> <share>"),
    ("cond", "<share> <op> <money> / <money>"),
    ("cond", "<share> <op> <share>"),
    ("cond", "<plain> <op> <plain>"),
    ("cond", "<count> <op> <count>"),
    ("cond", "<points> <op> <points>"),
    ("cond", "<age> <op> <age>"),
    ("cond", "span <op> months(6)"),
    ("cond", "days(30) <op> days(<digit>) * 10"),
    ("cond", "<day> <op> <day>"),
    ("cond", "place <op> <digit>"),
    ("cond", "<level> <eq> \"A\""),
    ("cond", "level <eq> <level>"),
    ("cond", "remark <eq> \"x\""),
    ("cond", "(<cond>) <eq> (<cond>)"),
    ("cond", "all([<cond>, <cond>])"),
    ("cond", "any([<cond>, <cond>])"),
    ("cond", "at_least(2, [<cond>, <cond>, <cond>])"),
    ("cond", "at_most(1, [<cond>, <cond>])"),
    ("cond", "exactly(1, [<cond>, <cond>, <cond>])"),
    ("cond", "(<cond> and <cond>)"),
    ("cond", "(<cond> or <cond>)"),
    ("cond", "(if <cond> { <cond> } else { <cond> })"),
    ("cond", "(if <cond> { <cond> } else if <cond> { <cond> } else { <cond> })"),
    ("cond", "(switch level { \"A\" => <cond>, \"B\" | \"C\" => <cond> })"),
    ("cond", "(switch verdict { true => <cond>, false => <cond> })"),
    ("cond", "each_year(2, |@| <year>)"),
    ("cond", "each_year(3, |@| <year>)"),
    ("cond", "compound_growth(income, 2) <op> <share>"),
    ("cond", "<share> <op> compound_growth(spent, 1)"),
    ("cond", "compound_growth(income, 3) <op> percent(5)"),
    ("cond", "in_band(<money>, <money>, <money>)"),
    ("cond", "both(<cond>, <cond>)"),
    ("cond", "large_each_year(<money>)"),
    ("year", "ready[%]"),
    ("year", "income[%] <op> <money>"),
    ("year", "spent[%] / income[%] <op> <share>"),
    ("year", "all([<year>, <year>])"),
    ("year", "(<year> or <cond>)"),
    ("year", "not(<year>)"),
    ("year", "(if ready[%] { <year> } else { <cond> })"),
    ("year", "in_band(spent[%], <money>, income[%])"),
    ("record", "%.in_use"),
    ("record", "%.class <eq> \"I\""),
    ("record", "%.worth <op> <money>"),
    ("record", "(<record> and <record>)"),
    ("record", "any([<record>, <cond>])"),
    ("record", "not(<record>)"),
    ("record", "(switch %.class { \"I\" => <record>, _ => <cond> })"),
    ("money", "income.last"),
    ("money", "income.prior(1)"),
    ("money", "spent.last"),
    ("money", "capital"),
    ("money", "least"),
    ("money", "wan(1)"),
    ("money", "yuan(9999.99)"),
    ("money", "yi(0.001)"),
    ("money", "wan(<digit>)"),
    ("money", "-(<money>)"),
    ("money", "(<money> + <money>)"),
    ("money", "(<money> - <money>)"),
    ("money", "(<plain> * <money>)"),
    ("money", "(<money> * <share>)"),
    ("money", "(<money> / <plain>)"),
    ("money", "(<money> / staff)"),
    ("money", "sum_years(income, 2)"),
    ("money", "sum_years(spent, 3)"),
    ("money", "mean_years(spent, 3)"),
    ("money", "(if <cond> { <money> } else { <money> })"),
    ("money", "(switch level { \"B\" => <money>, _ => <money> })"),
    ("share", "share"),
    ("share", "rate"),
    ("share", "floor"),
    ("share", "percent(5)"),
    ("share", "per_mille(50)"),
    ("share", "percent(<digit>)"),
    ("share", "(<money> / <money>)"),
    ("share", "(<age> / years(60))"),
    ("share", "(<share> + <share>)"),
    ("share", "(percent(100) - <share>)"),
    ("share", "(<share> * <share>)"),
    ("share", "(<share> / <plain>)"),
    ("share", "(if <cond> { <share> } else { <share> })"),
    ("plain", "factor"),
    ("plain", "free"),
    ("plain", "<digit>"),
    ("plain", "0.5"),
    ("plain", "(7 / 2)"),
    ("plain", "(1 / 3)"),
    ("plain", "-(<plain>)"),
    ("plain", "(<plain> + <plain>)"),
    ("plain", "(<plain> - <plain>)"),
    ("plain", "(<plain> * <plain>)"),
    ("plain", "(<plain> / <plain>)"),
    ("plain", "(switch verdict { true => <plain>, _ => <plain> })"),
    ("count", "staff"),
    ("count", "<digit>"),
    ("count", "count(lots, |@| <record>)"),
    ("count", "(count(lots, |@| <record>) + <count>)"),
    ("count", "(<count> * <plain>)"),
    ("points", "marks"),
    ("points", "<digit>"),
    ("points", "points(2)"),
    ("points", "bands(<share>, [[percent(0), 1], [percent(5), 4], [percent(10), 10]])"),
    ("points", "bands(<money>, [[yuan(0), 1.99], [wan(1), 2], [yuan(110250), 7]])"),
    ("points", "bands(staff, [[-1, 3], [2, 1], [3, 9]])"),
    ("points", "(switch level { \"A\" => 10, \"B\" => 5, \"C\" => <points> })"),
    ("points", "(switch verdict { true => <points>, false => 2 })"),
    ("points", "(if <cond> { <points> } else { <points> })"),
    ("points", "(points(2) * <plain>)"),
    ("points", "(<points> + points(1))"),
    ("age", "age"),
    ("age", "years(3)"),
    ("age", "years(<digit>)"),
    ("age", "(<age> + <age>)"),
    ("age", "(<age> * <plain>)"),
    ("age", "(years(6) / <plain>)"),
    ("day", "founded"),
    ("day", "ended"),
    ("day", "date(\"2020-01-01\")"),
    ("day", "(if <cond> { founded } else { ended })"),
    ("level", "level"),
    ("level", "backup"),
    ("level", "(if <cond> { level } else { backup })"),
    ("level", "(switch listed { true => level, false => backup })"),
    ("op", ">="),
    ("op", ">"),
    ("op", "<="),
    ("op", "<"),
    ("op", "=="),
    ("op", "!="),
    ("eq", "=="),
    ("eq", "!="),
    ("digit", "2"),
    ("digit", "0"),
    ("digit", "1"),
    ("digit", "3"),
];

/// What every random policy holds beside its facts and rules.
const PREAMBLE: &str = r#"policy drawn #{ title: #{ en: "drawn" }, in_force: #{ from: "2022-01-01", to: open } };
parameter floor "1" = percent(10) from "2022-01-01" to "2024-01-01";
parameter floor "1" = percent(5) from "2024-01-01";
parameter least "1" = wan(1) from "2022-01-01";
fn in_band(x, low, high) { x >= low and x < high }
fn both(a, b) { all([a, b]) }
fn large_each_year(amount) { each_year(2, |k| amount >= wan(1)) }
"#;

const fn fact(name: &'static str, declared: &'static str, values: &'static [&'static str]) -> FactRow {
    FactRow { name, declared, yearly: false, values }
}

const fn yearly(name: &'static str, declared: &'static str, values: &'static [&'static str]) -> FactRow {
    FactRow { name, declared, yearly: true, values }
}

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
    places: Vec<(&'static FactRow, Option<&'static str>)>,
}

/// Draws a policy with a few named values, a score, criteria and a rule. `depth` bounds how forms are nested.
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
    if draft.choices.pick(2) == 1 {
        let (one, two) = (draft.fill("points", "", depth), draft.fill("points", "", depth));
        let pass = [8, 2, 12, 10][draft.choices.pick(4)];
        let _ = writeln!(
            text,
            "score total \"1\" of 20 pass {pass} {{ indicator one \"1\" of 10 {{ {one} }} indicator two \"1\" of 10 {{ {two} }} }}"
        );
        draft.names.push(("points", "total".to_owned()));
        // Where a condition is expected a score stands for its pass mark; a branch of an `if` takes it for points.
        for passes in ["all([total])", "not(total)", "(total or listed)"] {
            draft.names.push(("cond", passes.to_owned()));
        }
    }
    let mut criteria = Vec::new();
    for index in 0..=draft.choices.pick(4) {
        let condition = draft.fill("cond", "", depth);
        let _ = writeln!(text, "criterion crit{index} \"1\" {{ {condition} }}");
        criteria.push(format!("crit{index}"));
    }
    // Every criterion is a part of the rule, so that each is asked; a condition of the rule's own may name them again.
    draft.names.extend(criteria.iter().map(|name| ("cond", name.clone())));
    let own = draft.fill("cond", "", depth.min(2));
    let rule = ["all", "any", "at_least", "exactly"][draft.choices.pick(4)];
    let count = if rule.contains('_') || rule == "exactly" { "1, " } else { "" };
    let _ = writeln!(text, "eligibility {TITLE} \"1\" {{ {rule}({count}[{}, {own}]) }}", criteria.join(", "));

    let words: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let named = || FACTS.iter().filter(|fact| words.contains(fact.name));
    let mut policy = PREAMBLE.to_owned();
    for fact in named() {
        let _ = writeln!(policy, "fact {} : {};", fact.name, fact.declared);
    }
    policy.push_str(&text);
    let places = named()
        .flat_map(|fact| {
            let years = if fact.yearly { YEARS.as_slice() } else { &[] };
            let single = (!fact.yearly).then_some((fact, None));
            single.into_iter().chain(years.iter().map(move |year| (fact, Some(*year))))
        })
        .collect();
    Drawn { policy, places }
}

impl Drawn {
    /// How many values can be given: one for each fact, or for each year of a yearly one.
    #[must_use]
    pub fn places(&self) -> usize {
        self.places.len()
    }

    /// How many values there are to choose from at a place.
    #[must_use]
    pub fn values(&self, place: usize) -> usize {
        self.places.get(place).map_or(0, |(fact, _)| fact.values.len())
    }

    /// A facts file: the value chosen at each place, none to leave it out.
    #[must_use]
    pub fn facts(&self, chosen: &[Option<usize>]) -> String {
        let mut members: Vec<String> = Vec::new();
        let mut years: Vec<(&str, Vec<String>)> = Vec::new();
        for ((fact, year), choice) in self.places.iter().zip(chosen) {
            let Some(value) = choice.map(|choice| fact.values[choice % fact.values.len()]) else { continue };
            match year {
                None => members.push(format!("\"{}\":{value}", fact.name)),
                Some(year) => {
                    if years.last().is_none_or(|(name, _)| *name != fact.name) {
                        years.push((fact.name, Vec::new()));
                    }
                    if let Some((_, values)) = years.last_mut() {
                        values.push(format!("\"{year}\":{value}"));
                    }
                }
            }
        }
        members.extend(years.iter().map(|(name, values)| format!("\"{name}\":{{{}}}", values.join(","))));
        format!("{{\"facts\":{{{}}}}}", members.join(","))
    }
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
        let fits =
            |form: &&(&str, &str)| form.0 == kind && (depth > 0 || !form.1.contains('<') || is_flat(form.1));
        let forms: Vec<&str> = FORMS.iter().filter(fits).map(|(_, form)| *form).collect();
        let names: Vec<String> =
            self.names.iter().filter(|(of, _)| *of == kind).map(|(_, name)| name.clone()).collect();
        let choice = self.choices.pick(forms.len() + names.len());
        let Some(form) = forms.get(choice).copied() else {
            return names.get(choice - forms.len()).cloned().unwrap_or_default();
        };
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
                (b'%', _) => text.push_str(variable),
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
    let plain = form.replace("<op>", "").replace("<eq>", "").replace("<digit>", "");
    !plain.contains('<')
}
