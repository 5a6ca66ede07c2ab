//! Who leads measure 10 of the opinions of 2021, and what does the text leave unsaid in measure 2?

use gradus::assign::{Basis, Matrix, assignment};
use gradus::{Engine, Language};

fn main() -> Result<(), gradus::Error> {
    let engine = Engine::load(gradus_examples::packs(), gradus_examples::AGENCIES)?;
    let policy = engine.policy(&"miit-2021-70".into())?;
    let signed = gradus_examples::day("2021-06-01")?;
    for measure in ["targeted_services", "gradient_pattern"] {
        let found = assignment(policy, &measure.into(), signed, engine.agencies())?;
        println!("{}", found.render(Language::En));
        if found.basis == Basis::Unstated {
            println!("nobody is said to lead; that a body is named first is a presumption and no more\n");
        }
    }
    println!("{}", Matrix::of(policy, signed, engine.agencies()).render(Language::Zh));
    Ok(())
}
