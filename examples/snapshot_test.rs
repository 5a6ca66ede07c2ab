//! How does a host keep a ruling in a snapshot test of its own?

use gradus::{Engine, Facts, Question};

/// What a host shows of a ruling: the decision, and what decided it. No time of day is in it, so it stays still.
fn page() -> Result<String, gradus::Error> {
    let engine = Engine::load(gradus_examples::packs(), gradus_examples::AGENCIES)?;
    let facts = Facts::from_json(gradus_examples::INELIGIBLE)?;
    let today = gradus_examples::day("2025-06-01")?;
    let ruling = engine.rule(&Question::new("little_giant", today, facts))?;
    let decided = ruling.findings.iter().filter(|finding| ruling.decided_by.contains(&finding.id));
    let lines = decided.map(|finding| {
        let margin = finding.comparisons.first().and_then(|one| one.margin.as_ref());
        let margin = margin.map_or(String::new(), |margin| format!(" by {margin}"));
        format!("{} [{}]: {:?}{margin}", finding.label.en, finding.clause.citation, finding.outcome)
    });
    Ok(format!("{:?}\n{}", ruling.decision, lines.collect::<Vec<_>>().join("\n")))
}

fn main() -> Result<(), gradus::Error> {
    println!("{}", page()?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::page;

    /// `cargo insta review` shows a change of the rules as a change of this text.
    #[test]
    fn the_sample_is_refused_for_these_reasons() {
        insta::assert_snapshot!(page().unwrap(), @r"
        Ineligible
        debt ratio [annex 3/2]: Fails by 0.035
        market share [annex 3/3]: Fails by -0.02
        ");
    }
}
