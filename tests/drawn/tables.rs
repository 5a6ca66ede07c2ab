//! The tables random policies are drawn from: facts with their values, and the forms of the language.

/// A fact the random policies may name: its declaration, and values as they stand in a facts file, the most telling
/// first. Amounts lie on and around the figures of [`FORMS`].
#[derive(Debug)]
pub(super) struct FactRow {
    pub(super) name: &'static str,
    pub(super) declared: &'static str,
    pub(super) values: Values,
}

/// What values a fact has.
#[derive(Debug)]
pub(super) enum Values {
    /// One.
    One(&'static [&'static str]),
    /// One for each of [`super::YEARS`].
    Yearly(&'static [&'static str]),
    /// One for each field of each of two records, so that a record can lack a field.
    OfRecords(&'static [(&'static str, &'static [&'static str])]),
}

pub(super) const FACTS: &[FactRow] = &[
    years(
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
    years(
        "spent",
        "yearly(money) #{ min: 0 }",
        &[r#""5000""#, r#""4999.99""#, r#""10000""#, r#""5000.01""#, r#""0""#, "null", r#""5250""#],
    ),
    years("ready", "yearly(yes_no)", &["true", "false", "null"]),
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
    FactRow {
        name: "rights",
        declared: "list(#{ class: one_of(\"I\", \"II\"), in_use: yes_no, share: percentage })",
        values: Values::OfRecords(&[
            ("class", &[r#""I""#, r#""II""#]),
            ("in_use", &["true", "false"]),
            ("share", &["5", r#""4.99""#, "10"]),
        ]),
    },
];

/// The kinds of text a hole is filled with.
pub(super) const KINDS: [&str; 15] = [
    "cond", "year", "record", "right", "money", "share", "plain", "count", "points", "age", "day", "level",
    "op", "eq", "digit",
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
    ("right", "%.in_use"),
    ("right", "%.class <eq> \"I\""),
    ("right", "%.share <op> <share>"),
    ("right", "(<right> and <right>)"),
    ("right", "(<right> or <cond>)"),
    ("right", "not(<right>)"),
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
    ("count", "count(rights, |@| <right>)"),
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
pub(super) const PREAMBLE: &str = r#"policy drawn #{ title: #{ en: "drawn" }, in_force: #{ from: "2022-01-01", to: open } };
parameter floor "1" = percent(10) from "2022-01-01" to "2024-01-01";
parameter floor "1" = percent(5) from "2024-01-01";
parameter least "1" = wan(1) from "2022-01-01";
fn in_band(x, low, high) { x >= low and x < high }
fn both(a, b) { all([a, b]) }
fn large_each_year(amount) { each_year(2, |k| amount >= wan(1)) }
"#;

const fn fact(name: &'static str, declared: &'static str, values: &'static [&'static str]) -> FactRow {
    FactRow { name, declared, values: Values::One(values) }
}

const fn years(name: &'static str, declared: &'static str, values: &'static [&'static str]) -> FactRow {
    FactRow { name, declared, values: Values::Yearly(values) }
}
