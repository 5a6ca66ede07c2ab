//! Which titles of the ladder may each enterprise hold, and what keeps it from the next?

use gradus::{Engine, Facts, Language, RungStanding};
use gradus_examples::{packs, samples};

fn main() -> Result<(), gradus::Error> {
    let engine = Engine::load(packs(), gradus_examples::AGENCIES)?;
    let today = gradus_examples::day("2025-06-01")?;
    for (_, file) in samples() {
        let ladder = engine.ladder(&Facts::from_json(file)?, today, None)?;
        println!("{}", ladder.render(Language::En));
        // The same as data: what a host would put into its own page.
        for rung in &ladder.rungs {
            if let RungStanding::Ruled { ruling } = &rung.standing {
                println!("{}: {:?}, decided by {:?}", rung.title, ruling.decision, ruling.decided_by);
            }
        }
        println!();
    }
    Ok(())
}
