//! Policies by hand, in few words: what the checker would make of a text.
#![allow(dead_code, unreachable_pub, reason = "each test file uses some of the builders")]

use gradus::{Act, Date, Engine, Facts, Label, Number, Period, Policy, Question, Register, Ruling};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
use gradus_dsl::{Citation, Clauses, Position};

pub fn n(text: &str) -> Number {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn label(zh: &str, en: &str) -> Label {
    Label { zh: zh.into(), en: en.into() }
}

pub fn cite(text: &str) -> Citation {
    Citation::parse(text).unwrap()
}

pub fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, at: Position::new(1, 1) }
}

pub fn num(text: &str, ty: Type) -> Expr {
    expr(ExprKind::Number(n(text)), ty)
}

pub fn percent(text: &str) -> Expr {
    let number = n(text).divided_by(&n("100")).unwrap();
    expr(ExprKind::Number(number), Type::Percentage)
}

pub fn money(text: &str) -> Expr {
    num(text, Type::Money)
}

pub fn text(text: &str) -> Expr {
    expr(ExprKind::Text(text.into()), Type::Text)
}

pub fn given(id: &str, ty: Type) -> Expr {
    expr(ExprKind::Fact(id.into()), ty)
}

pub fn prior(id: &str, back: u8) -> Expr {
    expr(ExprKind::InYear(id.into(), Year::Prior(back)), Type::Money)
}

pub fn in_year(id: &str, variable: &str) -> Expr {
    expr(ExprKind::InYear(id.into(), Year::Variable(variable.into())), Type::Money)
}

pub fn op(operator: Operator, a: Expr, b: Expr) -> Expr {
    let ty = match (operator, &a.ty, &b.ty) {
        (Operator::Divide, a, b) if a == b => Type::Percentage,
        _ => a.ty.clone(),
    };
    expr(ExprKind::Arithmetic(operator, Box::new(a), Box::new(b)), ty)
}

pub fn over(a: Expr, b: Expr) -> Expr {
    op(Operator::Divide, a, b)
}

pub fn cmp(op: CompareOp, a: Expr, b: Expr) -> Expr {
    expr(ExprKind::Compare(op, Box::new(a), Box::new(b)), Type::YesNo)
}

pub fn at_least(a: Expr, b: Expr) -> Expr {
    cmp(CompareOp::AtLeast, a, b)
}

pub fn not(a: Expr) -> Expr {
    expr(ExprKind::Not(Box::new(a)), Type::YesNo)
}

pub fn quorum(rule: Quorum, parts: impl IntoIterator<Item = Expr>) -> Expr {
    expr(ExprKind::Quorum(rule, parts.into_iter().collect()), Type::YesNo)
}

pub fn all(parts: impl IntoIterator<Item = Expr>) -> Expr {
    quorum(Quorum::All, parts)
}

pub fn some_of(parts: impl IntoIterator<Item = Expr>) -> Expr {
    quorum(Quorum::Any, parts)
}

pub fn met(id: &str) -> Expr {
    expr(ExprKind::Criterion(id.into()), Type::YesNo)
}

pub fn either(branches: Vec<(Expr, Expr)>, last: Expr) -> Expr {
    let ty = last.ty.clone();
    expr(ExprKind::If(branches, Box::new(last)), ty)
}

/// Points by lower edges: below the first edge none.
pub fn edges(subject: Expr, edges: &[(&str, &str)], ty: Type) -> Expr {
    let ends = edges.iter().skip(1).map(|(edge, _)| Some(n(edge))).chain([None]);
    let bands = edges.iter().zip(ends).map(|((low, points), high)| Band {
        interval: match high {
            Some(high) => Interval::within(n(low), high),
            None => Interval::at_least(n(low)),
        },
        points: n(points),
    });
    expr(ExprKind::Bands(Box::new(subject), bands.collect()), ty)
}

pub fn fact(id: &str, ty: Type) -> Fact {
    Fact {
        id: id.into(),
        at: Position::default(),
        ty,
        kind: FactKind::Given,
        optional: false,
        label: label("", &id.replace('_', " ")),
        scale: n("1"),
        min: None,
        max: None,
        at_most: None,
        changeable: false,
        as_of: String::new(),
        status: None,
    }
}

pub fn yearly(id: &str) -> Fact {
    fact(id, Type::Yearly(Box::new(Type::Money)))
}

pub fn criterion(id: &str, citation: &str, condition: Expr) -> Criterion {
    Criterion {
        id: id.into(),
        at: Position::default(),
        citation: cite(citation),
        label: label("", &id.replace('_', " ")),
        overrides: None,
        status: None,
        condition,
    }
}

pub fn policy(id: &str, from: &str, to: Option<&str>) -> Policy {
    Policy {
        id: id.into(),
        number: format!("No. {id}"),
        version: String::new(),
        title: label("办法", "measures"),
        issuers: vec![],
        authentic: None,
        in_force: Period { from: day(from), to: to.map(day) },
        status: None,
        clauses: Clauses::default(),
        facts: vec![],
        parameters: vec![],
        names: vec![],
        criteria: vec![],
        scores: vec![],
        titles: vec![Title {
            id: "little_giant".into(),
            at: Position::default(),
            citation: cite("2"),
            label: label("专精特新“小巨人”企业", "little giant"),
            after: Some("specialised_sme".into()),
        }],
        eligibilities: vec![],
        measures: vec![],
        first_listed_leads: None,
        targets: vec![],
        classifications: vec![],
        workflows: vec![],
        uses: vec![],
        imports: vec![],
        tables: vec![],
        applications: vec![],
    }
}

pub fn eligibility(condition: Expr) -> Eligibility {
    Eligibility {
        title: "little_giant".into(),
        at: Position::default(),
        citation: cite("annex 3"),
        requires: vec![],
        acts: vec![Act("recognition".into())],
        status: None,
        condition,
    }
}

/// A policy with these facts and one rule.
pub fn one_rule(facts: Vec<Fact>, condition: Expr) -> Policy {
    let mut policy = policy("p", "2022-01-01", None);
    policy.facts = facts;
    policy.eligibilities = vec![eligibility(condition)];
    policy
}

pub fn ask(facts: Facts) -> Question {
    Question::new("little_giant", day("2025-06-01"), facts)
}

pub fn rule(policy: &Policy, facts: Facts) -> Ruling {
    Engine::new(vec![policy.clone()]).unwrap().rule(&ask(facts)).unwrap()
}

pub fn holds_sme() -> Register {
    Register::complete_as_of(day("2025-06-01")).with(
        "specialised_sme",
        day("2023-05-01"),
        Some(day("2026-05-01")),
    )
}

/// The criteria of a little giant, in the shape of a real standard with figures made up for the test.
pub fn little_giant() -> Policy {
    let mut policy = policy("sample-2022", "2022-08-01", Some("2026-04-01"));
    policy.number = "工信部企业〔2022〕63号".into();
    policy.title = label("优质中小企业梯度培育管理暂行办法", "interim measures for quality SMEs");
    policy.status = Some(Status { kind: StatusKind::Single, note: "end date read in one place".into() });
    let mut revenue = yearly("revenue");
    revenue.label = label("营业收入总额", "operating revenue");
    revenue.min = Some(n("0"));
    let mut rd = yearly("rd_expense");
    rd.label = label("研发费用总额", "R&D expense");
    let mut years = fact("years_in_niche", Type::Duration(Unit::Years));
    years.label = label("从事细分市场时间", "time in the niche market");
    let mut link = fact("key_link", Type::YesNo);
    link.label = label("位于产业链关键环节", "holds a key link of the industrial chain");
    link.kind = FactKind::Judgement("miit".into());
    let mut grade = fact("platform_score", Type::Points);
    grade.label = label("发展评价得分", "platform score");
    grade.kind = FactKind::External("the cultivation platform".into());
    policy.facts = vec![revenue, rd, years, link, grade];
    policy.parameters = vec![Parameter {
        id: "rd_floor".into(),
        at: Position::default(),
        citation: cite("annex 3"),
        value: percent("3"),
        in_force: Period { from: day("2022-08-01"), to: None },
        status: Some(Status { kind: StatusKind::Single, note: "one public copy read".into() }),
    }];
    let each = expr(
        ExprKind::EachYear {
            years: 2,
            variable: "y".into(),
            condition: Box::new(at_least(
                over(in_year("rd_expense", "y"), in_year("revenue", "y")),
                expr(ExprKind::Parameter("rd_floor".into()), Type::Percentage),
            )),
        },
        Type::YesNo,
    );
    let growth = expr(
        ExprKind::CompareGrowth {
            fact: "revenue".into(),
            years: 2,
            op: CompareOp::AtLeast,
            rate: Box::new(percent("5")),
        },
        Type::YesNo,
    );
    let with_label = |mut one: Criterion, zh: &str, en: &str| {
        one.label = label(zh, en);
        one
    };
    policy.criteria = vec![
        with_label(
            criterion(
                "niche_years",
                "annex 3/1",
                at_least(
                    given("years_in_niche", Type::Duration(Unit::Years)),
                    num("3", Type::Duration(Unit::Years)),
                ),
            ),
            "专业化年限",
            "years in the niche",
        ),
        with_label(criterion("growth", "annex 3/2", growth), "收入增长", "growth of revenue"),
        with_label(criterion("rd_intensity", "annex 3/4", each), "研发强度", "R&D intensity"),
        with_label(criterion("chain", "annex 3/5", given("key_link", Type::YesNo)), "产业链", "chain"),
    ];
    let mut rule = eligibility(all([
        met("niche_years"),
        met("growth"),
        met("rd_intensity"),
        met("chain"),
        at_least(given("platform_score", Type::Points), num("60", Type::Points)),
    ]));
    rule.requires = vec!["specialised_sme".into()];
    policy.eligibilities = vec![rule];
    policy
}
