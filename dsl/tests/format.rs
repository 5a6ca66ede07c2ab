//! The layout of policy text: the same meaning, every comment, and nothing left to change.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]

use gradus_dsl::{MAX_COLUMNS, columns, format as lay_out, parse};
use proptest::prelude::*;

const FILES: [(&str, &str); 4] = [
    ("sample", include_str!("dsl-sample.rhai")),
    ("every kind of rule", include_str!("../../tests/check/good/every_kind_of_rule.rhai")),
    ("2021-70", include_str!("../../policies/miit-2021-70/policy.rhai")),
    ("2022-63", include_str!("../../policies/miit-2022-63/policy.rhai")),
];

/// The comments of a text that holds no quotes around slashes.
fn comments(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            found.push(rest[..end].trim_end().to_owned());
            end
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").unwrap() + 2;
            found.push(rest[..end].replace("\r\n", "\n"));
            end
        } else if c == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else {
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// The laws: idempotent, the same comments in the same order, the same meaning, one line end, no white space at ends.
#[track_caller]
fn laws(source: &str) -> String {
    let once = lay_out(source).unwrap_or_else(|remarks| panic!("{}\n{source}", remarks[0]));
    let twice = lay_out(&once).unwrap_or_else(|remarks| panic!("{}\n{once}", remarks[0]));
    let changed = once.lines().zip(twice.lines()).find(|(once, twice)| once != twice);
    assert!(changed.is_none() && once == twice, "laid out again, it changes: {changed:#?}");
    assert_eq!(comments(source), comments(&once));
    assert!(parse(source, "").0 == parse(&once, "").0, "another meaning");
    assert!(!once.contains('\r') && once.ends_with('\n') && !once.ends_with("\n\n"), "{once:?}");
    assert!(!once.contains("\n\n\n"), "{once}");
    for line in once.lines() {
        assert!(!line.ends_with(' '), "{line:?}");
    }
    once
}

#[test]
fn the_sample_reads_well() {
    insta::assert_snapshot!(laws(FILES[0].1));
}

#[test]
fn the_files_of_the_project_keep_their_meaning() {
    for (name, source) in FILES {
        let laid_out = laws(source);
        assert_eq!(laws(&source.replace('\n', "\r\n")), laid_out, "{name}");
        // A line over the limit holds a comment or one text that cannot be broken.
        for line in laid_out.lines() {
            let width: usize = line.chars().map(columns).sum();
            let words = line.split("//").next().unwrap_or_default();
            let texts = words.matches('"').count();
            assert!(width <= MAX_COLUMNS || words.trim().is_empty() || texts == 2, "{name}: {line}");
        }
    }
}

#[test]
fn the_policies_are_laid_out() {
    for (name, source) in FILES.iter().skip(2) {
        assert!(lay_out(source).as_deref() == Ok(*source), "run `gradus fmt policies/*/policy.rhai`: {name}");
    }
}

/// Comments in every place a person might put one.
#[test]
fn comments_stay_where_they_stood() {
    let source = r#"/* first */ // of the file
policy p #{ // after the bracket
    // before an entry
    title: #{ en: "P" }, // after an entry

    /* a block
         of lines */
    number: "1" // after the last entry

    // before the bracket
} // after a bracket
; // after the end


// apart
fact a /* inside */ : money; /* after */ fact b : money /* before the end */; fact c /* x */
    // in the middle
    : money; // end of c
criterion d "2" // why two
    { a >= /* least */ wan(1) }
criterion e "2" {
    // only this
    all([ // the list
        a >= wan(1), /* one */ b >= wan(1), // two
        // three
        c >= wan(1) // four
    ])
}
criterion f "2" { // opens
    if a >= wan(1) { // first way
        true // yes
    } else { // second way
        // no
        false
    }
}
workflow w of t { // states
    // none before
    state a initial; // begins

    // the end
    state b final; /* ends */
    step s from a to b by x; /// documented
    // nothing more
}
let l = [ /* empty */ ];
let m = a and // first
    b or c;
// last"#;
    insta::assert_snapshot!(laws(source));
}

#[test]
fn lines_are_broken_where_they_can_be() {
    let source = r##"let a=-b-(-5)*(c+ -d)/e.f(1)[g]; let s = "a\"b" ;let n=- -a;
fn f( x,y ){x>=y and y<=x};
criterion long "2" { revenue.last / something_rather_long.last >= percent(70) and another_condition_here or not(a_third_condition) and d }
criterion nested "2" { all([any([first_condition, second_condition, third_condition]), at_least(2, [fourth_condition, fifth_condition])]) >= 2 }
criterion closure "2" { count(a_list_of_patents, |patent| patent.class == "I" and patent.in_use and not(patent.transferred_lately)) >= 2 }
criterion chosen "2" { switch the_field { "a" | "b" => first_of_conditions, "c" => second_of_conditions, _ => if a { b } else { c } } }
fact a_long_one : one_of("one value of many", "another value of many", "a third value of many") #{ en: "a long one" };
fact a : money #{ zh: "一二三四五六七八九十一二三四五六七八九十一二三四五六七八", en: "no" };
fact  aa   : money   #{ en: "x" };
fact b : money #{ en: "y" };
parameter  p  "2"  =  percent( 3 )  from  "2022-08-01"  status  single  "one public copy was read and no other was to be found";
step_like(1);
measure m "10" lead miit joint open([relevant_departments, and_more_departments, many_more]) support [industry_associations] division;
table t "2" unique on [a,b] { row [any, "x"] => 1; row [within(wan(0),wan(1)), any] => 22 }
let text = `back
  tick`; let raw = #"r"aw"#; let joined = "one \
        two";"##;
    let source = source.replace("step_like(1);\n", "");
    insta::assert_snapshot!(laws(&source));
}

#[test]
fn a_text_that_cannot_be_read_is_left_alone() {
    let remarks = lay_out("let a = ;\nlet b = 1;\nlet c = (;\n").unwrap_err();
    assert_eq!(remarks.iter().map(|remark| remark.at.line).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(lay_out("").unwrap_err()[0].code, "empty-file");
    assert_eq!(lay_out(&"(".repeat(1 << 20)).unwrap_err()[0].code, "file-too-large");
    let deep = format!("let a = {}1{};", "(".repeat(60), ")".repeat(60));
    assert_eq!(lay_out(&deep).unwrap_err()[0].code, "too-deep");
}

#[test]
fn large_texts_are_laid_out_soon() {
    let texts = [
        "let a = [1, 2, 3];\n".repeat(4_000),
        "fact  a  : money;\n".repeat(4_000),
        format!("let a = [{}];", vec!["[1, 2, [3, 4]]"; 250].join(",")),
        format!("let a = 1;{}", "\n// comment".repeat(20_000)),
        format!("let a = 1;{}", "/* comment */".repeat(4_000)),
    ];
    for text in texts {
        let started = jiff::Timestamp::now();
        laws(&text);
        let took = jiff::Timestamp::now().duration_since(started).as_millis();
        assert!(took < 10_000, "{} took {took} ms", &text[..20]);
    }
}

/// A text cut into what may not be torn: quoted texts, comments, words, signs, runs of white space.
fn pieces(source: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let end = |found: Option<usize>| found.unwrap_or(rest.len());
        let length = if rest.starts_with("//") {
            end(rest.find('\n'))
        } else if c == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else if c.is_whitespace() {
            end(rest.find(|c: char| !c.is_whitespace()))
        } else if c.is_alphanumeric() || c == '_' {
            end(rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.'))
        } else {
            end(rest.find(|c: char| c.is_alphanumeric() || c.is_whitespace() || "_\"".contains(c)))
        };
        all.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    all
}

/// White space and comments that may stand for white space anywhere.
fn space() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        " ",
        "   ",
        "\n",
        "\n\n\n",
        "\t",
        "\r\n  ",
        " // why\n",
        "\n// own line\n",
        " /* 甲 */ ",
        "\n/* own\n  block */\n",
        " /* a */ // b\n",
        "\n\n    // apart\n\n",
        " /// doc\n",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::with_cases(60) })]

    /// White space and comments in any place: the laws hold.
    #[test]
    fn any_white_space_and_any_comment(
        file in prop::sample::select(FILES.to_vec()),
        edits in prop::collection::vec((any::<prop::sample::Index>(), space()), 1..30),
    ) {
        let mut all = pieces(file.1);
        let spaces: Vec<usize> = (0..all.len()).filter(|at| all[*at].starts_with(char::is_whitespace)).collect();
        for (index, space) in edits {
            let at = spaces[index.index(spaces.len())];
            // What ends a comment must stay the end of a line.
            let after_comment = at > 0 && all[at - 1].starts_with("//");
            all[at] = if after_comment { format!("\n{space}") } else { space.to_owned() };
        }
        laws(&all.concat());
    }
}
