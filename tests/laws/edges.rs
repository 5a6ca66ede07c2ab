//! P7 on every pack: at every figure of a text, and one smallest unit to each side, a comparison is as its operator says,
//! and a band or a row of a table begins or ends as it is written.

mod asked;

use asked::{Seen, seen};
use gradus_dsl::ParameterId;
use gradus_dsl::policy::Type;
use gradus_tests::engine;
use gradus_tests::enterprise::{Asks, Dice, Rule, Threshold, rules};
use std::collections::{BTreeMap, BTreeSet};

/// Parameters no enterprise can be brought to, by pack and id, with the reason.
const OUT_OF_REACH: [(&str, &str, &str); 0] = [];

/// What was found of one pack.
#[derive(Debug, Default)]
struct Found {
    comparisons: usize,
    bands: usize,
    cells: usize,
    enterprises: usize,
    parameters: BTreeSet<ParameterId>,
}

#[test]
fn p7_every_figure_of_every_pack_is_an_edge() {
    let mut packs: BTreeMap<&str, Found> = BTreeMap::new();
    // A figure several rules ask about is looked at for one of them.
    let mut figures: BTreeMap<(&str, String), Vec<(&Rule, &Threshold)>> = BTreeMap::new();
    for rule in rules() {
        for threshold in &rule.thresholds {
            let key = (rule.policy.id.as_str(), threshold.key());
            figures.entry(key).or_default().push((rule, threshold));
        }
    }
    let mut unseen = Vec::new();
    for ((pack, _), ways) in &figures {
        let found = packs.entry(pack).or_default();
        let (rule, threshold) = ways[0];
        let looked = ways.iter().map(|(rule, threshold)| seen(rule, threshold, &[-1, 0, 1]));
        let Some(Seen { enterprises }) = looked.flatten().next() else {
            unseen.push(format!("{}: {}", rule.name(), threshold.name()));
            continue;
        };
        found.enterprises += enterprises;
        match threshold.asks {
            Asks::Comparison(..) => found.comparisons += 1,
            Asks::Bands(..) => found.bands += 1,
            Asks::Cell(..) => found.cells += 1,
        }
        found.parameters.extend(threshold.parameter.map(|parameter| parameter.id.clone()));
    }
    for (pack, found) in &packs {
        println!(
            "{pack}: {} comparisons, {} edges of bands, {} edges of cells by {} enterprises; {} parameters",
            found.comparisons,
            found.bands,
            found.cells,
            found.enterprises,
            found.parameters.len()
        );
    }
    assert!(unseen.is_empty(), "{} figures are met by no enterprise:\n{}", unseen.len(), unseen.join("\n"));
    for policy in engine().policies() {
        let met = |id: &ParameterId| {
            packs.get(policy.id.as_str()).is_some_and(|found| found.parameters.contains(id))
        };
        for parameter in &policy.parameters {
            let listed = OUT_OF_REACH
                .iter()
                .any(|(pack, id, _)| *pack == policy.id.as_str() && *id == parameter.id.as_str());
            assert!(
                met(&parameter.id) != listed,
                "`{}` of {} is compared with nothing",
                parameter.id,
                policy.id
            );
        }
    }
}

/// P7 further away: the side of the figure decides, however near or far.
#[test]
fn p7_the_side_of_the_figure_decides() {
    let comparisons = rules().iter().flat_map(|rule| {
        let plain = rule.thresholds.iter().filter(|one| matches!(one.asks, Asks::Comparison(..)));
        plain.map(move |threshold| (rule, threshold))
    });
    // Points follow from many facts, and are not set.
    let comparisons: Vec<_> =
        comparisons.filter(|(_, one)| one.subject.ty != Type::Points || one.site.line.is_none()).collect();
    let (mut dice, mut met) = (Dice(7), 0);
    for _ in 0..300 {
        let (rule, threshold) = dice.one(&comparisons).unwrap();
        let units = i64::try_from(dice.below(500)).unwrap() - 200;
        // A fact may not admit to be so far below.
        met += seen(rule, threshold, &[units]).map_or(0, |seen| seen.enterprises);
    }
    println!("{met} of 300 places were met");
    assert!(met > 150, "{met}");
}
