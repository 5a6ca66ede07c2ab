//! What people read: the samples explained, who answers for what, and the ladder of titles.

use gradus::assign::Matrix;
use gradus::{Date, Label, Language, TitleId};
use gradus_tests::{SAMPLES, engine, rule, sample};
use std::collections::BTreeMap;

#[test]
fn the_samples_explained() {
    for name in SAMPLES {
        let ruling = rule(sample(name));
        insta::assert_snapshot!(format!("{name}_en"), ruling.explain(Language::En));
        insta::assert_snapshot!(format!("{name}_zh"), ruling.explain(Language::Zh));
    }
}

#[test]
fn who_answers_for_the_measures_of_2021() {
    let engine = engine();
    let signed: Date = "2021-06-01".parse().unwrap();
    let matrix = Matrix::of(engine.policy(&"miit-2021-70".into()).unwrap(), signed, engine.agencies());
    insta::assert_snapshot!("matrix_en", matrix.render(Language::En));
    insta::assert_snapshot!("matrix_zh", matrix.render(Language::Zh));
}

/// Titles are shared by the packs: each is shown with its names, what stands below it, and who declares it.
#[test]
fn the_ladder_of_titles() {
    let mut rungs: BTreeMap<TitleId, (Label, Option<TitleId>, Vec<String>)> = BTreeMap::new();
    for policy in engine().policies() {
        for title in &policy.titles {
            let rung = rungs.entry(title.id.clone()).or_insert((title.label.clone(), None, Vec::new()));
            rung.1 = rung.1.take().or(title.after.clone());
            rung.2.push(format!("{} [{}]", policy.id, title.citation));
        }
    }
    let mut lines = Vec::new();
    let mut below: Option<TitleId> = None;
    while let Some((id, (label, _, by))) = rungs.iter().find(|(_, (_, after, _))| *after == below) {
        lines.push(format!("{}. {id}: {} / {} - {}", lines.len() + 1, label.en, label.zh, by.join(", ")));
        below = Some(id.clone());
    }
    assert_eq!(lines.len(), rungs.len(), "one ladder, without a fork and without a gap: {lines:#?}");
    insta::assert_snapshot!("ladder", lines.join("\n"));
}
