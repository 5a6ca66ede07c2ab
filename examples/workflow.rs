//! How does an application proceed, who acts next, and by which working day?

use gradus::workflow::{Event, open, standing};
use gradus::{Calendar, Engine, ErrorKind, Language, Pack};

const POLICY: &str = r#"
policy procedure #{ title: #{ en: "A procedure with terms" }, in_force: #{ from: "2025-01-01", to: open } };
title prize "1" #{ en: "prize" };
workflow recognition of prize cites "1" {
    state draft initial;
    state submitted;
    state endorsed;
    state recognised grants prize valid years(3);
    state rejected final;
    step submit    from draft     to submitted  by applicant;
    step endorse   from submitted to endorsed   by province within working_days(20) refused rejected;
    step recognise from endorsed  to recognised by ministry within months(2) refused rejected;
    step withdraw  from recognised to rejected  by ministry;
}
"#;

fn main() -> Result<(), gradus::Error> {
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
    let engine = Engine::load(vec![Pack::new("procedure", POLICY).with_clauses(clauses)], "")?;
    let calendar = Calendar::from_toml(gradus_examples::CALENDAR, "cn.toml")
        .map_err(|remarks| gradus::Error::new(ErrorKind::BadPolicy, format!("{remarks:?}")))?;
    let (policy, name) = ("procedure".into(), "recognition".into());
    let flow = engine.workflow(&policy, &name)?;
    let opening =
        engine.opening(&policy, "case-1".into(), gradus_examples::day("2025-04-01")?, Vec::new())?;
    let refused = |refusals| gradus::Error::new(ErrorKind::OutOfRange, format!("{refusals:?}"));
    let mut snapshot = open(flow, &opening, &calendar).map_err(refused)?.snapshot;
    let steps = [
        ("submit", "li", "applicant", "2025-04-18"),
        ("endorse", "wang", "province", "2025-05-09"),
        ("recognise", "zhao", "ministry", "2025-06-30"),
    ];
    for (step, person, role, on) in steps {
        let on = gradus_examples::day(on)?;
        let event =
            Event::Take { step: step.into(), person: person.into(), role: role.into(), on, facts: None };
        let next = engine.step(&snapshot, &event, &calendar)?;
        print!("{}", next.render(flow, Language::En));
        snapshot = next.snapshot;
        // The due day of each next step counts working days: the holidays of May are skipped.
        match standing(flow, &snapshot, on, &calendar) {
            Ok(standing) => println!("{}", standing.render(flow, Language::En)),
            Err(refusal) => println!("{}", refusal.text(flow, Language::En)),
        }
    }
    Ok(())
}
