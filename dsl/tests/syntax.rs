//! The language as read: the sample of every declaration, printing and reading again, hostile texts.

use gradus_dsl::{MAX_SOURCE_BYTES, parse};

const SAMPLE: &str = include_str!("dsl-sample.rhai");

#[test]
fn every_declaration_of_the_sample_is_read() {
    let (file, remarks) = parse(SAMPLE, "dsl-sample.rhai");
    assert!(remarks.is_empty(), "{}", remarks[0]);
    insta::assert_snapshot!(file);
}

#[test]
fn printing_and_reading_again_gives_the_same() {
    let (file, _) = parse(SAMPLE, "dsl-sample.rhai");
    let printed = file.to_string();
    let (again, remarks) = parse(&printed, "printed");
    assert!(remarks.is_empty(), "{}", remarks[0]);
    assert_eq!(file, again);
    assert_eq!(printed, again.to_string());
}

/// What Rhai's tree makes easy to confuse: where a chain ends, what a sign belongs to, which operator binds tighter.
#[test]
fn expressions_keep_their_shape() {
    let shapes = [
        ("a[b].c", "a[b].c"),
        ("a[b.c]", "a[b.c]"),
        ("a.b[c].d(e)[f].g", "a.b[c].d(e)[f].g"),
        ("a[b[c]][d]", "a[b[c]][d]"),
        ("a - (b - c) - d", "a - (b - c) - d"),
        ("(a + b) * -c", "(a + b) * -c"),
        ("-(5) + -2.50", "-5 + -2.5"),
        ("a - -5", "a - -5"),
        ("- /* a /* b */ c */ 5 + -(// d\n2.50)", "-5 + -2.5"),
        ("a or b and c or (d or e)", "a or (b and c) or d or e"),
        ("(a or b) and not(c)", "(a or b) and not(c)"),
        ("(a >= b) == (c < d)", "a >= b == c < d"),
        ("a >= 1_000", "a >= 1000"),
        ("12.x + 1.50", "(12).x + 1.5"),
        ("if a { 1 } else { if b { 2 } else { 3 } }", "if a { 1 } else if b { 2 } else { 3 }"),
        ("(if a { 1 } else { 2 }) + 3", "(if a { 1 } else { 2 }) + 3"),
        (
            "switch a { \"x\" | \"y\" => 1, true => { 2 }, _ => 3 }",
            "switch a { \"x\" | \"y\" => 1, true => 2, _ => 3 }",
        ),
        ("count(p, |x| x.a and any([x.b, y]))", "count(p, |x| x.a and any([x.b, y]))"),
        ("f(|x| f(|y| x + y + z))", "f(|x| f(|y| x + y + z))"),
        ("#{ a: [1, \"甲\"], \"if\": #{} }", "#{ \"a\": [1, \"甲\"], \"if\": #{ } }"),
        ("\"line\\nquote \\\" back \\\\\"", "\"line\\nquote \\\" back \\\\\""),
    ];
    for (written, expected) in shapes {
        let (file, remarks) = parse(&format!("let v = {written};"), "shape");
        assert!(remarks.is_empty(), "{written}: {}", remarks[0]);
        assert_eq!(file.to_string(), format!("let v = {expected};\n"));
        assert_eq!(parse(&file.to_string(), "again").0, file, "{written}");
    }
}

/// Shapes found by mutation that Rhai reads as calls of its own; printed as calls they would not read again.
#[test]
fn what_only_rhai_understands_is_refused() {
    for written in [
        "a |x| b", "a | b", "x in [a]", "a..b", "a ?? b", "a?.b", "a % b", "!a", "`${a}`", "'a'", "a = b",
        "x => y",
    ] {
        let (_, remarks) = parse(&format!("let v = {written};"), "refused");
        assert_eq!(remarks.len(), 1, "{written}: {remarks:?}");
    }
}

/// Each text gets one diagnostic, in time, on the small stack of a test thread.
#[test]
fn hostile_texts_get_one_diagnostic() {
    let deep = |open: &str, close: &str| format!("let x = {}1{};", open.repeat(10_000), close.repeat(10_000));
    let texts = [
        ("open brackets", "(".repeat(1 << 20)),
        ("open brackets inside the limit", "(".repeat(MAX_SOURCE_BYTES)),
        ("empty", String::new()),
        ("blank", " \n\t\n".repeat(100)),
        ("nested brackets", deep("(", ")")),
        ("nested arrays", deep("[", "]")),
        ("nested calls", deep("not(", ")")),
        ("nested closures", deep("|x| f(", ")")),
        ("nested if", format!("let x = {}1", "if a { ".repeat(10_000))),
        ("nested else if", format!("let x = if a {{1}}{};", " else if a {1}".repeat(9_000))),
        ("nested switch", format!("let x = {}", "switch a { 1 => ".repeat(9_000))),
        ("long chain", format!("let x = a{};", ".b".repeat(100_000))),
        ("long index chain", format!("let x = a{};", "[b]".repeat(60_000))),
        ("long sum", format!("let x = 1{};", " + 1".repeat(60_000))),
        ("statements", "1;".repeat(1_000_000)),
        ("statements inside the limit", "1;".repeat(MAX_SOURCE_BYTES / 2)),
        ("lets inside the limit", (0..20_000).map(|i| format!("let x{i}=1;")).collect()),
        ("closures inside the limit", (0..20_000).map(|i| format!("f(|x|{i});")).collect()),
        ("a declaration in a closure", "let x = f(|x| criterion c \"2\" { x });".to_owned()),
        ("comments only", "// nothing\n/* at all */".to_owned()),
        ("unfinished text", "criterion x \"".to_owned()),
        ("unfinished comment", "/* /* /*".repeat(1_000)),
    ];
    for (name, text) in texts {
        let started = jiff::Timestamp::now();
        let (_, remarks) = parse(&text, name);
        assert!(!remarks.is_empty(), "{name}: no diagnostic");
        let took = jiff::Timestamp::now().duration_since(started).as_millis();
        assert!(took < 5_000, "{name} took {took} ms");
    }
}
