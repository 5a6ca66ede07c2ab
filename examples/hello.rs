//! How does a host ask one question of one policy?

use gradus::{Engine, FactValue, Facts, Form, Language, Length, Pack, Question};

const POLICY: &str = r#"
policy small_example #{
    title: #{ en: "An example", zh: "示例" },
    in_force: #{ from: "2025-01-01", to: open },
};
title prize "1" #{ en: "prize", zh: "奖励" };
fact revenue    : yearly(money) #{ en: "revenue", zh: "营业收入", min: 0 };
fact rd_expense : yearly(money) #{ en: "R&D expense", zh: "研发费用", min: 0 };
criterion rd_intensity "2" #{ en: "R&D share of revenue", zh: "研发费用占比" } {
    rd_expense.last / revenue.last >= percent(3)
}
eligibility prize "1" { rd_intensity }
"#;

const CLAUSES: &str = r#"
text = "unavailable"
language = "en"
[[clause]]
number = "1"
summary = { en = "who spends enough on R&D may hold the prize" }
[[clause]]
number = "2"
summary = { en = "enough is 3 % of revenue" }
"#;

fn main() -> Result<(), gradus::Error> {
    let engine = Engine::load(vec![Pack::new("small_example", POLICY).with_clauses(CLAUSES)], "")?;
    let facts = Facts::new()
        .with("revenue", FactValue::yearly([(2024, "93000000")]))
        .with("rd_expense", FactValue::yearly([(2024, "2790000")]));
    let today = gradus::Date::new(2025, 6, 1).unwrap_or(gradus::Date::FIRST);
    let ruling = engine.rule(&Question::new("prize", today, facts))?;
    println!("{}", ruling.render(Length::Full, Form::Text, Language::En));
    println!("{}", ruling.render(Length::Full, Form::Text, Language::Zh));
    Ok(())
}
