//! Who leads, who shares, who supports: the ten measures of the seed document, and texts that leave things unsaid.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::ErrorKind;
use gradus::assign::{
    Assignment, Basis, BodyKind, Entry, Matrix, Remark, Role, agency_view, assignment, assignments,
};
use gradus_dsl::policy::{Bodies, Measure, Period, Policy};
use gradus_dsl::{AgencyId, Citation, Clause, Clauses, Date, Label, Language, MeasureId, PolicyId, Position};
use proptest::prelude::*;

fn citation(text: &str) -> Citation {
    Citation::parse(text).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn label(zh: &str, en: &str) -> Label {
    Label { zh: zh.to_owned(), en: en.to_owned() }
}

fn listed(ids: &[&str]) -> Bodies {
    Bodies { listed: ids.iter().map(|id| AgencyId::from(*id)).collect(), open: false }
}

fn measure(clause: &str, joint: &[&str]) -> Measure {
    Measure {
        id: MeasureId::new(format!("m{clause}")),
        at: Position::default(),
        citation: citation(clause),
        label: Label::default(),
        lead: Vec::new(),
        joint: listed(joint),
        support: Bodies::default(),
        local: Bodies::default(),
        division: !joint.is_empty(),
        when: None,
    }
}

fn policy(measures: Vec<Measure>, clauses: Vec<Clause>) -> Policy {
    Policy {
        id: PolicyId::new("sample"),
        number: String::new(),
        title: Label::default(),
        issuers: Vec::new(),
        authentic: None,
        in_force: Period { from: date("2021-01-01"), to: None },
        version: String::new(),
        imports: Vec::new(),
        status: None,
        clauses: Clauses { text_available: false, language: None, clauses },
        facts: Vec::new(),
        parameters: Vec::new(),
        names: Vec::new(),
        criteria: Vec::new(),
        scores: Vec::new(),
        titles: Vec::new(),
        eligibilities: Vec::new(),
        measures,
        first_listed_leads: None,
        targets: Vec::new(),
        classifications: Vec::new(),
        workflows: Vec::new(),
        uses: Vec::new(),
        tables: Vec::new(),
        applications: Vec::new(),
    }
}

/// The ten measures of MIIT Lianqiye [2021] 70 and the bodies its text names.
fn seed() -> Policy {
    let headings = [
        ("准确把握总体要求", "General requirements"),
        ("构建梯度培育格局", "Gradient cultivation"),
        ("提高自主创新能力", "Independent innovation"),
        ("产业链供应链现代化", "Modern industrial chains"),
        ("高端化智能化绿色化", "High-end, intelligent, green"),
        ("大中小企业融通发展", "Large and small together"),
        ("管理创新和文化建设", "Management and culture"),
        ("提升开放合作水平", "Opening up and cooperation"),
        ("完善金融财政政策", "Finance and fiscal policy"),
        ("加强精准服务", "Targeted services"),
    ];
    let clauses = (1..).zip(headings).map(|(number, (zh, en))| Clause {
        citation: citation(&number.to_string()),
        heading: label(zh, en),
        summary: Label::default(),
        text: String::new(),
        sentences: Vec::new(),
        status: None,
        note: String::new(),
    });
    let pair = ["miit", "sasac"];
    let services = Measure {
        lead: vec!["miit".into()],
        support: listed(&["industry_associations"]),
        ..measure("10", &["relevant_departments"])
    };
    let measures = vec![
        measure("1", &[]),
        measure("2", &pair),
        measure("3", &["most", "miit", "sasac"]),
        measure("4", &["miit", "mof", "mofcom", "sasac", "csrc"]),
        measure("5", &pair),
        measure("6", &pair),
        measure("7", &pair),
        measure("8", &["mofcom", "miit", "most", "sasac"]),
        measure("9", &["mof", "csrc", "miit", "sasac"]),
        services,
    ];
    policy(measures, clauses.collect())
}

fn agencies(id: &AgencyId) -> Option<Entry> {
    let (short_zh, short_en, zh, en) = match id.as_str() {
        "miit" => ("工信部", "MIIT", "工业和信息化部", "Ministry of Industry and Information Technology"),
        "sasac" => (
            "国资委",
            "SASAC",
            "国务院国资委",
            "State-owned Assets Supervision and Administration Commission",
        ),
        "most" => ("科技部", "MOST", "科学技术部", "Ministry of Science and Technology"),
        "mof" => ("财政部", "MOF", "财政部", "Ministry of Finance"),
        "mofcom" => ("商务部", "MOFCOM", "商务部", "Ministry of Commerce"),
        "csrc" => ("证监会", "CSRC", "中国证监会", "China Securities Regulatory Commission"),
        "relevant_departments" => ("各部门", "departments", "有关部门", "relevant departments"),
        "industry_associations" => ("协会", "associations", "有关行业协会", "relevant industry associations"),
        "old_office" => ("", "", "旧办公室", "the old office"),
        _ => return None,
    };
    let kind = match id.as_str() {
        "relevant_departments" => BodyKind::Generic,
        "industry_associations" => BodyKind::Association,
        _ => BodyKind::Body,
    };
    let old = Period { from: date("2010-01-01"), to: Some(date("2023-03-16")) };
    Some(Entry {
        name: label(zh, en),
        short: label(short_zh, short_en),
        kind,
        exists: (id.as_str() == "old_office").then_some(old),
        successors: if id.as_str() == "old_office" { vec!["miit".into()] } else { Vec::new() },
    })
}

fn one(measure: Measure) -> Assignment {
    let id = measure.id.clone();
    assignment(&policy(vec![measure], Vec::new()), &id, date("2025-06-01"), &agencies).unwrap()
}

#[test]
fn the_matrix_of_the_seed() {
    let matrix = Matrix::of(&seed(), date("2021-06-01"), &agencies);
    insta::assert_snapshot!("matrix_en", matrix.render(Language::En));
    insta::assert_snapshot!("matrix_zh", matrix.render(Language::Zh));
    let json = serde_json::to_string(&matrix).unwrap();
    assert_eq!(serde_json::from_str::<Matrix>(&json).unwrap(), matrix);
}

#[test]
fn the_columns_of_the_matrix_align() {
    for language in [Language::En, Language::Zh] {
        let table = Matrix::of(&seed(), date("2021-06-01"), &agencies).render(language);
        let head = table.lines().next().unwrap();
        let column: usize = head.split("SASAC").next().unwrap_or("").chars().map(gradus_dsl::columns).sum();
        let expected = if language == Language::En {
            column
        } else {
            head.split("国资委").next().unwrap().chars().map(gradus_dsl::columns).sum()
        };
        for line in table.lines().skip(2).take(8) {
            let mut at = 0;
            let mark = line.chars().find(|c| {
                at += gradus_dsl::columns(*c);
                at == expected + 1
            });
            assert_eq!(mark, Some('J'), "{line}");
        }
    }
}

#[test]
fn one_measure_and_one_agency() {
    let (seed, on) = (seed(), date("2021-06-01"));
    let text = |id: &str, language| assignment(&seed, &id.into(), on, &agencies).unwrap().render(language);
    let both = |id: &str| [text(id, Language::En), text(id, Language::Zh)].join("\n");
    insta::assert_snapshot!("measures", ["m1", "m2", "m10"].map(both).join("\n"));
    let view = |id: &str, language| agency_view(&seed, &id.into(), on, &agencies).unwrap().render(language);
    insta::assert_snapshot!("agency_en", view("mofcom", Language::En));
    insta::assert_snapshot!("agency_zh", view("miit", Language::Zh));
}

#[test]
fn eight_of_the_nine_shared_measures_of_the_seed_have_no_lead() {
    let all = assignments(&seed(), date("2021-06-01"), &agencies);
    let bases: Vec<Basis> = all.iter().map(|assignment| assignment.basis).collect();
    assert_eq!(bases.iter().filter(|basis| **basis == Basis::Unstated).count(), 9);
    assert_eq!(bases[9], Basis::Explicit);
    assert_eq!(all[0].remarks, [Remark::NobodyNamed]);
    assert_eq!(all[0].first_named, None);
    assert_eq!(all[7].first_named.as_ref().unwrap().body.id.as_str(), "mofcom");
    assert_eq!(all[7].first_named.as_ref().unwrap().basis, Basis::FirstListed);
}

#[test]
fn the_convention_leads_from_its_clause_on_and_not_before() {
    let mut seed = seed();
    seed.first_listed_leads = Some(citation("8"));
    let all = assignments(&seed, date("2021-06-01"), &agencies);
    assert_eq!(
        (all[6].basis, all[7].basis, all[8].basis),
        (Basis::Unstated, Basis::Convention, Basis::Convention)
    );
    assert_eq!(all[7].lead[0].id.as_str(), "mofcom");
    assert!(all[7].joint.bodies.iter().all(|body| body.id.as_str() != "mofcom"));
    assert_eq!(all[7].role_of(&"mofcom".into()), Some(Role::LeadsByConvention));
    // What the text states stays stated, and a measure nobody is named for gets nobody.
    assert_eq!((all[9].basis, all[0].lead.len()), (Basis::Explicit, 0));
    // A convention whose clause is not known reaches nothing.
    seed.first_listed_leads = Some(citation("99"));
    assert_eq!(assignments(&seed, date("2021-06-01"), &agencies)[8].basis, Basis::Unstated);
}

#[test]
fn a_body_alone_leads_and_an_open_list_does_not() {
    let alone = one(measure("1", &["mof"]));
    assert_eq!((alone.basis, alone.lead[0].id.as_str(), alone.remarks.len()), (Basis::Sole, "mof", 0));
    let open = Bodies { open: true, ..listed(&["mof"]) };
    let open = one(Measure { joint: open, ..measure("1", &[]) });
    assert_eq!(open.basis, Basis::Unstated);
    assert_eq!(open.remarks, [Remark::NoLeadStated, Remark::NobodyConvenes { named: 1 }]);
    let class = one(measure("1", &["relevant_departments"]));
    assert_eq!((class.basis, class.first_named), (Basis::Unstated, None));
    let with_local = one(Measure { local: listed(&["sasac"]), ..measure("1", &["mof"]) });
    assert_eq!(with_local.basis, Basis::Unstated);
}

#[test]
fn bodies_are_looked_up_as_of_a_day() {
    let text = policy(vec![measure("1", &["old_office"])], Vec::new());
    let remarks = |on: &str| assignment(&text, &"m1".into(), date(on), &agencies).unwrap().remarks;
    assert_eq!(remarks("2023-03-15"), []);
    let abolished = remarks("2023-03-16");
    assert_eq!(
        abolished[0].text(Language::En),
        "`old_office` no longer existed from 2023-03-16, succeeded by `miit`"
    );
    assert_eq!(abolished[0].text(Language::Zh), "`old_office`自2023-03-16起已不存在，由`miit`承接");
    assert_eq!(
        remarks("2009-12-31"),
        [Remark::NotYet { body: "old_office".into(), from: date("2010-01-01") }]
    );
    let unknown = one(measure("1", &["somebody"]));
    assert_eq!(unknown.remarks, [Remark::UnknownBody { body: "somebody".into() }]);
}

#[test]
fn two_leads_are_remarked() {
    let two = one(Measure { lead: vec!["mof".into(), "miit".into()], ..measure("1", &[]) });
    assert_eq!(two.basis, Basis::Explicit);
    assert_eq!(two.remarks, [Remark::SeveralLeads { leads: vec!["mof".into(), "miit".into()] }]);
}

#[test]
fn unknown_names_are_errors_with_a_guess() {
    let error = assignment(&seed(), &"m11".into(), date("2021-06-01"), &agencies).unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::NoSuchMeasure, "`m11` is no measure"));
    let error = agency_view(&seed(), &"mofcon".into(), date("2021-06-01"), &agencies).unwrap_err();
    assert_eq!(error.advice(), "did you mean `mofcom`?");
}

proptest! {
    /// A lead is stated, or the first listed under a declared convention, or alone; never anything else.
    #[test]
    fn a_lead_is_never_invented(
        lead in prop::collection::vec("[a-e]", 0..3),
        joint in prop::collection::vec("[a-e]", 0..4),
        open in any::<bool>(),
        convention in any::<bool>(),
    ) {
        let lead: Vec<AgencyId> = lead.into_iter().map(AgencyId::new).collect();
        let joint: Vec<AgencyId> = joint.into_iter().map(AgencyId::new).collect();
        let bodies = Bodies { listed: joint.clone(), open };
        let clause = Clause {
            citation: citation("1"), heading: Label::default(), summary: Label::default(), text: String::new(),
sentences: Vec::new(), status: None, note: String::new(),
        };
        let measure = Measure { lead: lead.clone(), joint: bodies, ..measure("1", &[]) };
        let mut text = policy(vec![measure], vec![clause]);
        text.first_listed_leads = convention.then(|| citation("1"));
        let assigned = assignment(&text, &"m1".into(), date("2025-01-01"), &|_: &AgencyId| None).unwrap();
        let ids: Vec<AgencyId> = assigned.lead.iter().map(|body| body.id.clone()).collect();
        match assigned.basis {
            Basis::Explicit => prop_assert_eq!(&ids, &lead),
            Basis::Sole => prop_assert!(joint.len() == 1 && !open && ids == joint),
            Basis::Convention => prop_assert!(convention && ids == joint[..1]),
            Basis::Unstated => prop_assert!(ids.is_empty() && lead.is_empty()),
            Basis::FirstListed => prop_assert!(false, "a presumption is no lead"),
        }
        // Every body the text names keeps a role, in the assignment and in the matrix alike.
        let matrix = Matrix::of(&text, date("2025-01-01"), &|_: &AgencyId| None);
        for id in lead.iter().chain(&joint) {
            prop_assert!(assigned.role_of(id).is_some());
            prop_assert!(matrix.rows[0].cells.iter().any(|cell| cell.body == *id));
        }
    }
}
