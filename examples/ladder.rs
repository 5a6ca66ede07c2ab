//! Which titles of the ladder may each enterprise hold, and what keeps it from the next?

use gradus::{Decision, Engine, ErrorKind, Facts, Language, Question};
use gradus_examples::{packs, samples};

fn main() -> Result<(), gradus::Error> {
    let engine = Engine::load(packs(), gradus_examples::AGENCIES)?;
    let today = gradus_examples::day("2025-06-01")?;
    for (name, file) in samples() {
        let facts = Facts::from_json(file)?;
        println!("{name}: {}", facts.subject().unwrap_or("-"));
        for title in engine.titles() {
            let held = facts.register().and_then(|register| register.holds(title, today));
            if held == Some(true) {
                println!("  {title}: held, by the register");
                continue;
            }
            match engine.rule(&Question::new(title.clone(), today, facts.clone())) {
                Ok(ruling) => {
                    let label = ruling.title_label.in_language(Language::En);
                    let why = match ruling.decision {
                        Decision::Eligible => String::new(),
                        Decision::Ineligible => format!(", because of {}", ruling.decided_by.join(", ")),
                        Decision::Undetermined => {
                            let missing: Vec<&str> =
                                ruling.missing.iter().map(|fact| fact.path.as_str()).collect();
                            format!(", without {}", missing.join(", "))
                        }
                    };
                    println!("  {title} ({label}): {:?}{why}", ruling.decision);
                }
                // No pack here sets the standard of this title; that is an answer a host shows, not a failure.
                Err(error) if error.kind() == ErrorKind::NotInForce => {
                    println!("  {title}: no text decides it")
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
