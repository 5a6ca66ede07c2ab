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
    fact("code", "optional(text)", &[r#""C3991""#, r#""C40""#, "null", r#""39""#, r#""A01""#, r#""""#]),
    fact(
        "certs",
        "set_of(\"Q\", \"E\", \"S\")",
        &[r#"["Q"]"#, "[]", r#"["Q","E","S"]"#, r#"["S","E"]"#, r#"["E"]"#],
    ),
    fact(
        "born",
        "date #{ min: date(\"2004-02-29\"), max: date(\"2025-06-30\") }",
        &[
            r#""2022-06-30""#,
            r#""2020-02-29""#,
            r#""2022-07-01""#,
            r#""2025-06-30""#,
            r#""2004-02-29""#,
            r#""2021-01-31""#,
            r#""2024-12-31""#,
        ],
    ),
    fact("listed", "yes_no", &["true", "false"]),
    fact("verdict", "optional(yes_no)", &["true", "null", "false"]),
    fact(
        "lots",
        "list(#{ class: one_of(\"I\", \"II\"), in_use: yes_no, worth: money, since: date })",
        &[
            r#"[{"class":"I","in_use":true,"worth":"10000","since":"2020-01-01"},{"class":"II","in_use":true,"worth":"9999.99","since":"2024-02-29"}]"#,
            "[]",
            r#"[{"class":"II","in_use":false,"worth":"10000.01","since":"2019-12-31"}]"#,
            r#"[{"class":"I","in_use":false,"worth":"0","since":"2020-01-02"},{"class":"I","in_use":true,"worth":"10000","since":"2022-06-30"},{"class":"I","in_use":true,"worth":"100000","since":"2025-06-30"}]"#,
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
pub(super) const KINDS: [&str; 20] = [
    "cond", "year", "record", "right", "worth", "money", "share", "plain", "count", "points", "age", "term",
    "wait", "day", "level", "code", "op", "eq", "digit", "round",
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
    ("cond", "<term> <op> <term>"),
    ("cond", "<wait> <op> <wait>"),
    ("cond", "includes(certs, \"Q\")"),
    ("cond", "includes(certs, \"E\")"),
    ("cond", "among(<level>, [\"A\", \"B\"])"),
    ("cond", "among(<code>, [\"C40\", \"x\"])"),
    ("cond", "starts_with(<code>, \"C\")"),
    ("cond", "starts_with(<code>, [\"C39\", \"39\", \"y\"])"),
    ("cond", "any(lots, |@| <record>)"),
    ("cond", "all(lots, |@| <record>)"),
    ("cond", "any(rights, |@| <right>)"),
    ("cond", "all(rights, |@| <right>)"),
    ("cond", "how_many([<cond>, <cond>, <cond>]) <op> <digit>"),
    ("cond", "growth(income.last) <op> <share>"),
    ("cond", "<share> <op> growth(spent.prior(1))"),
    ("cond", "growth(income.last) <op> growth(income.prior(1))"),
    ("cond", "mean_growth(income, 2) <op> <share>"),
    ("cond", "(growth(income.prior(1)) >= percent(5)) <eq> (<cond>)"),
    ("cond", "size::small"),
    ("cond", "all([size::scored, <cond>])"),
    ("cond", "(if size::narrow { <cond> } else { <cond> })"),
    ("cond", "size::class <eq> \"large\""),
    ("cond", "<day> <op> <day>"),
    ("cond", "place <op> <digit>"),
    ("cond", "least([place, 2]) <op> <digit>"),
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
    ("year", "growth(income[%]) <op> <share>"),
    ("year", "how_many([<year>, <cond>]) <op> <digit>"),
    ("year", "round_half_up(spent[%] / income[%], 1) <op> <share>"),
    ("year", "(if ready[%] { <year> } else { <cond> })"),
    ("year", "in_band(spent[%], <money>, income[%])"),
    ("record", "%.in_use"),
    ("record", "%.class <eq> \"I\""),
    ("record", "%.worth <op> <money>"),
    ("record", "(<record> and <record>)"),
    ("record", "any([<record>, <cond>])"),
    ("record", "not(<record>)"),
    ("record", "(switch %.class { \"I\" => <record>, _ => <cond> })"),
    ("record", "%.since <op> <day>"),
    ("record", "years_between(%.since, reference_date()) <op> <age>"),
    ("record", "among(%.class, [\"II\"])"),
    ("worth", "%.worth"),
    ("worth", "(%.worth * <plain>)"),
    ("worth", "(if <record> { %.worth } else { <money> })"),
    ("worth", "round_down(%.worth, 0)"),
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
    ("money", "lowest"),
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
    ("money", "ceiling"),
    ("money", "size::floor"),
    ("money", "sum(lots, |@| <worth>)"),
    ("money", "min(lots, |@| <worth>)"),
    ("money", "max(lots, |@| <worth>)"),
    ("money", "least([<money>, <money>])"),
    ("money", "greatest([<money>, <money>, wan(1)])"),
    ("money", "<round>(<money>, 0)"),
    ("money", "<round>(<money>, 2)"),
    ("money", "(every_full(<money>, yuan(3000)) * yuan(3000))"),
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
    ("share", "growth(income.last)"),
    ("share", "growth(spent.prior(2))"),
    ("share", "mean_growth(spent, 2)"),
    ("share", "<round>(<share>, 0)"),
    ("share", "<round>(<share>, 1)"),
    ("share", "least([<share>, percent(5)])"),
    ("share", "sum(rights, |@| %.share)"),
    ("share", "min(rights, |@| %.share)"),
    ("share", "max(rights, |@| (if <right> { %.share } else { <share> }))"),
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
    ("plain", "<round>(<plain>, 0)"),
    ("plain", "<round>((1 / 3) * <plain>, 2)"),
    ("plain", "every_full(<age>, years(2))"),
    ("plain", "every_full(<share>, percent(5))"),
    ("plain", "every_full(<plain>, 0.5)"),
    ("count", "staff"),
    ("count", "count(certs)"),
    ("count", "how_many([<cond>, <cond>])"),
    ("count", "greatest([staff, <count>])"),
    ("count", "<digit>"),
    ("count", "count(lots, |@| <record>)"),
    ("count", "(count(lots, |@| <record>) + <count>)"),
    ("count", "(<count> * <plain>)"),
    ("count", "count(rights, |@| <right>)"),
    ("points", "marks"),
    ("points", "<digit>"),
    ("points", "points(2)"),
    (
        "points",
        "bands((if <cond> { <share> } else { <share> }), [[percent(0), 0], [percent(5), 4], [percent(10), 10]])",
    ),
    ("points", "bands(share, [[percent(0), 1], [percent(5), 4], [percent(10), 10]])"),
    ("points", "bands(least([<money>, <money>]), [[yuan(0), 0], [wan(1), 2], [yuan(110250), 7]])"),
    ("points", "bands(staff, [[0, 3], [2, 1], [3, 9]])"),
    (
        "points",
        "bands((if <cond> { <money> } else { <money> }), [[below(yuan(0)), 1], [within(yuan(0), wan(1)), 1.99], [wan(1), 2], [above(wan(1)), 7]])",
    ),
    (
        "points",
        "bands((if <cond> { <share> } else { <share> }), [[at_most(percent(5)), 3], [above_up_to(percent(5), percent(10)), 5], [above(percent(10)), 0]])",
    ),
    ("points", "bands(place, [[1, 10], [above_up_to(1, 3), 5], [at_least(4), 0]])"),
    ("points", "bands(born, [[below(date(\"2020-02-29\")), 2], [at_least(date(\"2020-02-29\")), 1]])"),
    (
        "points",
        "bands(greatest([<day>, <day>]), [[at_most(date(\"2020-01-01\")), 4], [above(date(\"2020-01-01\")), 8]])",
    ),
    ("points", "bands(age, [[years(0), 0], [years(3), 5]])"),
    ("points", "(points(1) * every_full(<age>, years(2)))"),
    ("points", "(points(2) * how_many([<cond>, <cond>]))"),
    ("points", "(points(1) * count(certs))"),
    ("points", "<round>(<points> * 0.25, 1)"),
    ("points", "size::total"),
    ("points", "size::total.main"),
    ("points", "size::fee"),
    ("points", "(switch level { \"A\" => 10, \"B\" => 5, \"C\" => <points> })"),
    ("points", "(switch verdict { true => <points>, false => 2 })"),
    ("points", "(if <cond> { <points> } else { <points> })"),
    ("points", "(points(2) * <plain>)"),
    ("points", "(<points> + points(1))"),
    ("age", "age"),
    ("age", "years(3)"),
    ("age", "years(<digit>)"),
    ("age", "years_between(<day>, <day>)"),
    ("age", "years_between(born, reference_date())"),
    ("age", "<round>(<age>, 0)"),
    ("age", "least([age, <age>])"),
    ("age", "(<age> + <age>)"),
    ("age", "(<age> * <plain>)"),
    ("age", "(years(6) / <plain>)"),
    ("term", "span"),
    ("term", "months(6)"),
    ("term", "months_between(<day>, <day>)"),
    ("term", "months_between(born, reference_date())"),
    ("term", "(<term> + months(<digit>))"),
    ("wait", "days(30)"),
    ("wait", "(<day> - <day>)"),
    ("wait", "(days(<digit>) * 10)"),
    ("wait", "(reference_date() - born)"),
    ("day", "founded"),
    ("day", "ended"),
    ("day", "born"),
    ("day", "reference_date()"),
    ("day", "year_end(<day>)"),
    ("day", "(born + years(<digit>))"),
    ("day", "(<day> - months(<digit>))"),
    ("day", "(<day> + <term>)"),
    ("day", "(<day> - <wait>)"),
    ("day", "(<day> + age)"),
    ("day", "least([<day>, <day>])"),
    ("day", "greatest([<day>, founded])"),
    ("day", "min(lots, |@| %.since)"),
    ("day", "max(lots, |@| %.since)"),
    ("day", "date(\"2020-01-01\")"),
    ("day", "(if <cond> { founded } else { ended })"),
    ("level", "level"),
    ("level", "backup"),
    ("level", "(if <cond> { level } else { backup })"),
    ("level", "(switch listed { true => level, false => backup })"),
    ("code", "code"),
    ("code", "remark"),
    ("code", "(if <cond> { code } else { remark })"),
    ("round", "round_half_up"),
    ("round", "round_down"),
    ("round", "round_up"),
    ("round", "round_half_even"),
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
parameter lowest "1" = wan(1) from "2022-01-01";
parameter ceiling "1" = yuan(9999.99) from "2020-01-01" to "2025-06-30";
parameter ceiling "1" = wan(1) from "2025-06-30" to "2025-07-01";
parameter ceiling "1" = wan(2) from "2025-07-01";
fn in_band(x, low, high) { x >= low and x < high }
fn both(a, b) { all([a, b]) }
fn large_each_year(amount) { each_year(2, |k| amount >= wan(1)) }
"#;

type Names = &'static [(&'static str, &'static str)];

/// Tables of each kind, with what stands for one, `@`, where a text of a kind is expected.
pub(super) const TABLES: &[(Names, &str)] = &[
    (
        &[("points", "@"), ("cond", "@ >= points(2)")],
        "unique on [(if <cond> { <money> } else { <money> }), level] {
            row [below(wan(1)), any] => points(1);
            row [within(wan(1), yuan(110250)), [\"A\", \"B\"]] => <points>;
            row [within(wan(1), yuan(110250)), \"C\"] => points(3);
            row [at_least(yuan(110250)), any] => <points>; }",
    ),
    (
        &[("money", "@")],
        "first on [<level>, <cond>, greatest([<share>, <share>])] {
            row [\"A\", true, above(percent(5))] => <money>;
            row [[\"A\", \"B\"], any, at_most(percent(10))] => wan(1);
            row [any, false, [percent(5), above_up_to(percent(10), percent(100))]] => <money>;
            row [any, any, any] => yuan(9999.99); }",
    ),
    (
        &[("cond", "@"), ("cond", "not(@)")],
        "any on [verdict, staff] {
            row [true, any] => false;
            row [any, at_least(3)] => false;
            row [false, below(3)] => <cond>; }",
    ),
    (
        &[("points", "@"), ("cond", "@ == points(2)")],
        "collect_sum on [place, least([<share>, <share>]), <cond>] {
            row [at_most(3), any, any] => points(2);
            row [2, above_up_to(percent(4.99), percent(5)), any] => 4.5;
            row [any, at_least(percent(5)), true] => <points>; }",
    ),
    (
        &[("cond", "@ == \"late\""), ("code", "@")],
        "unique on [greatest([<day>, <day>])] {
            row [below(date(\"2020-01-01\"))] => \"early\";
            row [within(date(\"2020-01-01\"), date(\"2025-06-30\"))] => \"C40\";
            row [at_least(date(\"2025-06-30\"))] => \"late\"; }",
    ),
    (
        &[("plain", "@")],
        "first on [<code>, place, years_between(<day>, <day>)] {
            row [\"C40\", any, any] => <plain>;
            row [any, [1, within(3, 5)], at_most(years(0))] => 0.5;
            row [any, any, any] => 2; }",
    ),
];

/// Scores, with what stands for them, and for their groups, where a text of a kind is expected. Where a condition is
/// expected a score stands for its pass marks; a branch of an `if` takes it for points.
pub(super) const SCORES: &[(Names, &str)] = &[
    (
        &[("points", "total"), ("cond", "all([total])"), ("cond", "not(total)"), ("cond", "(total or listed)")],
        "of 20 pass 8 { indicator one \"1\" of 10 { <points> } indicator two \"1\" of 10 { <points> } }",
    ),
    (
        &[
            ("points", "total"),
            ("points", "total.main"),
            ("cond", "all([total])"),
            ("cond", "not(total)"),
            ("cond", "total.main >= points(2)"),
        ],
        "of 18 pass 2 {
            group main \"1\" of 8 pass 2 { indicator one \"1\" of 10 { <points> } indicator two \"1\" of 10 { <points> } }
            indicator three \"1\" of 10 { <points> } }",
    ),
    (
        &[
            ("points", "total"),
            ("points", "total.side"),
            ("points", "(total.main + total.side)"),
            ("cond", "(total or ready.last)"),
            ("cond", "not(total)"),
        ],
        "of 15 pass 10 {
            group main \"1\" of 10 pass 5 { indicator one \"1\" of 10 { <points> } }
            group side \"1\" of 5 { indicator two \"1\" of 10 { <points> } } }",
    ),
];

/// The pack random policies use as `size`: its id and its text.
pub(super) const LIBRARY: (&str, &str) = (
    "drawn-sizes",
    r#"policy sizes #{ version: "1", title: #{ en: "sizes" }, in_force: #{ from: "2020-01-01", to: open } };
fact staff : count #{ max: 10 };
fact capital : money #{ unit: "wan", min: 0, max: 50 };
fact level : one_of("A", "B", "C");
parameter floor "1" = wan(1) from "2020-01-01" to "2025-06-30";
parameter floor "1" = wan(2) from "2025-06-30";
let narrow = capital <= wan(1);
criterion small "1" { staff < 3 or narrow }
criterion graded "1" overrides small because "grade A comes first" when level == "A" { capital >= floor }
table class "1" unique on [staff, level] {
    row [at_most(2), any] => "small";
    row [at_least(3), "C"] => "middle";
    row [at_least(3), ["A", "B"]] => "large";
}
table fee "1" collect_sum on [capital] { row [above(wan(0))] => points(1); row [at_least(wan(1))] => points(2); }
score total "1" of 12 pass 5 {
    group main "1" of 8 pass 3 {
        indicator hands "1" of 6 { bands(staff, [[0, 1], [2, 3], [3, 6]]) }
        indicator money "1" of 4 { fee }
    }
    indicator grade "1" of 4 { switch level { "A" => 4, "B" => 2, "C" => 0 } }
}
criterion scored "1" { total }
"#,
);

const fn fact(name: &'static str, declared: &'static str, values: &'static [&'static str]) -> FactRow {
    FactRow { name, declared, values: Values::One(values) }
}

const fn years(name: &'static str, declared: &'static str, values: &'static [&'static str]) -> FactRow {
    FactRow { name, declared, values: Values::Yearly(values) }
}
