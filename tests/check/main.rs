//! The checker as a drafter meets it: `bad/CODE.rhai` must get the diagnostic CODE; `good/*.rhai` must get none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use gradus_dsl::policy::Policy;
use gradus_dsl::{
    Agencies, Citation, Clause, ClauseSentence, Clauses, Diagnostic, Ground, Imports, Label,
    MAX_SOURCE_BYTES, Pack, PolicyId, SentenceId, SentenceKind, check, check_packs, parse,
};
use gradus_tests::{files, stem, text};
use std::collections::BTreeSet;

/// The ground the files are checked on: a small document. A first line `// clauses: none` takes it away.
fn diagnostics(name: &str, source: &str) -> Vec<Diagnostic> {
    let (file, mut remarks) = parse(source, name);
    let agencies = Agencies::from_toml(&text("tests/check/agencies.toml"), "agencies.toml").unwrap();
    let clauses = document();
    let clauses = (!source.starts_with("// clauses: none")).then_some(&clauses);
    let id = PolicyId::new("sample");
    if remarks.is_empty() || !file.declarations.is_empty() {
        let beside = beside();
        let checked: Vec<&Policy> = beside.iter().collect();
        let imports = Imports { checked: &checked, circles: &[] };
        let ground = Ground { id: &id, file: name, source, clauses, agencies: &agencies, imports };
        remarks.extend(check(&file, ground).diagnostics);
    }
    remarks
}

/// The packs the files may use, each without an error of its own.
fn beside() -> Vec<Policy> {
    let paths = files("tests/check/beside", "rhai");
    let packs: Vec<Pack> = paths
        .iter()
        .map(|path| Pack::new(stem(path).as_str(), text(&format!("tests/check/beside/{}.rhai", stem(path)))))
        .collect();
    let checked = check_packs(&packs, &Agencies::empty());
    checked.into_iter().map(|checked| checked.usable().unwrap()).collect()
}

/// Clause 1 with one sentence, clause 2 and an annex without text, so that only files that ask see the ledger.
fn document() -> Clauses {
    let clause = |number: &str, sentences: &[&str]| Clause {
        citation: Citation::parse(number).unwrap(),
        heading: Label::default(),
        summary: Label::default(),
        text: sentences.join(" "),
        sentences: sentences
            .iter()
            .enumerate()
            .map(|(index, text)| ClauseSentence {
                id: SentenceId::try_from(format!("{number:0>12}-{}", index + 1)).unwrap(),
                kind: SentenceKind::Other,
                text: (*text).to_owned(),
                number: index + 1,
            })
            .collect(),
        status: None,
        note: String::new(),
    };
    Clauses {
        text_available: true,
        language: None,
        clauses: vec![clause("1", &["The aim."]), clause("2", &[]), clause("annex 3/4/(1)/1", &[])],
    }
}

#[test]
fn every_bad_file_gets_its_diagnostic() {
    for path in files("tests/check/bad", "rhai") {
        let name = stem(&path);
        let source = text(&format!("tests/check/bad/{name}.rhai"));
        let remarks = diagnostics(&format!("{name}.rhai"), &source);
        assert!(remarks.iter().any(|remark| remark.code == name), "{name}: got {remarks:#?}");
        for remark in &remarks {
            assert!(!remark.help.is_empty() && !remark.message.is_empty(), "{remark}");
            assert!(remark.message.chars().next().is_some_and(|c| !c.is_uppercase()), "{remark}");
        }
        // The sentence of clause 1 is noise in every file that is about something else.
        let shown: Vec<String> = remarks
            .iter()
            .filter(|remark| remark.code == name || !remark.code.starts_with("sentence-"))
            .take(8)
            .map(ToString::to_string)
            .collect();
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, shown.join("\n\n"));
        });
    }
}

#[test]
fn good_files_get_no_error() {
    for path in files("tests/check/good", "rhai") {
        let name = stem(&path);
        let remarks = diagnostics(&name, &text(&format!("tests/check/good/{name}.rhai")));
        let errors: Vec<&Diagnostic> = remarks.iter().filter(|remark| remark.is_error()).collect();
        assert!(errors.is_empty(), "{name}: {}", errors[0]);
    }
}

/// A code that no bad file shows is a code nobody has seen work.
#[test]
fn every_code_in_the_sources_has_a_bad_file_and_a_line_in_the_docs() {
    let shown: BTreeSet<String> = files("tests/check/bad", "rhai").iter().map(|path| stem(path)).collect();
    let docs = text("docs/diagnostics.md");
    let mut codes = BTreeSet::new();
    for folder in ["dsl/src/check", "dsl/src/script"] {
        for path in files(folder, "rs") {
            let source = text(&format!("{folder}/{}.rs", stem(&path)));
            for call in ["self.error(", "self.warning(", "Diagnostic::error(", "Diagnostic::warning("] {
                for after in source.split(call).skip(1) {
                    let argument = after.trim_start();
                    if let Some(code) = argument.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                        codes.insert(code.to_owned());
                    }
                }
            }
        }
    }
    assert!(codes.len() >= 25, "{codes:?}");
    // A file over the limit of 256 KiB is made in the next test instead of being kept.
    codes.remove("file-too-large");
    // No text is known that Rhai's parser panics on; the diagnostic is there in case one is found.
    codes.remove("parser-failed");
    let missing: Vec<&String> = codes.difference(&shown).collect();
    assert!(missing.is_empty(), "no bad file for {missing:?}");
    let undocumented: Vec<&String> =
        codes.iter().filter(|code| !docs.contains(&format!("`{code}`"))).collect();
    assert!(undocumented.is_empty(), "docs/diagnostics.md does not explain {undocumented:?}");
}

#[test]
fn a_file_over_the_limit_is_refused_whole() {
    let remarks = diagnostics("large.rhai", &"// filler\n".repeat(MAX_SOURCE_BYTES / 5));
    assert_eq!(remarks.len(), 1);
    insta::assert_snapshot!(remarks[0]);
}

/// The sample of every declaration: whatever this version does not evaluate, and names it does not declare, are said.
#[test]
fn the_sample_of_every_declaration_is_checked() {
    let source = text("dsl/tests/dsl-sample.rhai");
    let remarks = diagnostics("dsl-sample.rhai", &format!("// clauses: none\n{source}"));
    let shown: Vec<String> = remarks.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}
