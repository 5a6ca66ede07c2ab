//! A draft says what the text says, invents nothing, and passes the check for every document the reader reads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{
    Agencies, Comparator, Document, DocumentCriterion, DocumentDeadline, Ledger, MAX_DECLARATIONS, Pack,
    Span, draft,
};
use proptest::prelude::*;
use std::sync::LazyLock;

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");
const SEED: &str = include_str!("../../policies/miit-2021-70/source.en.txt");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| Agencies::from_toml(REGISTRY, "agencies.toml").unwrap());

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

/// Where words stand in a text, in code points.
fn at(text: &str, words: &str) -> Span {
    let before = text.find(words).unwrap_or_else(|| panic!("`{words}` is not in the text"));
    Span { start: text[..before].chars().count(), length: words.chars().count() }
}

/// A condition in the words of the text.
fn criterion(
    document: &Document,
    text: &str,
    words: &str,
    indicator: &str,
    comparator: Comparator,
    value: &str,
    unit: &str,
) -> DocumentCriterion {
    let span = at(text, words);
    let sentence = document.sentences.iter().rev().find(|s| s.span.start <= span.start).unwrap();
    DocumentCriterion {
        section: sentence.section.as_deref().map(str::to_owned),
        span,
        indicator: indicator.to_owned(),
        comparator: Some(comparator),
        value: Some(value.parse().unwrap()),
        upper: None,
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        role: "eligibility".to_owned(),
        when: None,
        window: None,
        alternative_group: None,
        of: None,
        hedge: None,
    }
}

fn deadline(
    document: &Document,
    text: &str,
    words: &str,
    kind: &str,
    value: &str,
    unit: &str,
) -> DocumentDeadline {
    let span = at(text, words);
    let sentence = document.sentences.iter().rev().find(|s| s.span.start <= span.start).unwrap();
    DocumentDeadline {
        section: sentence.section.as_deref().map(str::to_owned),
        span,
        kind: kind.to_owned(),
        value: Some(value.parse().unwrap()),
        unit: Some(unit.to_owned()),
        from_event: None,
        date: None,
        actor: None,
    }
}

/// The draft of a document, checked beside its text: no error, and every sentence accounted for or left open.
fn checked(document: &Document, text: &str) -> (String, Ledger) {
    let script = draft(document, text, &"sample".into());
    let language = document.language.language();
    let beside = Pack::new("sample", script.as_str()).with_source(language, text).check(&AGENCIES);
    let errors: Vec<String> =
        beside.diagnostics.iter().filter(|d| d.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}\n{script}", errors.join("\n"));
    let (file, _) = gradus_dsl::parse(&script, "policy.rhai");
    assert!(file.declarations.len() <= MAX_DECLARATIONS);
    (script, beside.ledger)
}

const STANDARD: &str = "示范企业认定办法

第一条　为了培育示范企业，制定本办法。

第二条　申请认定示范企业，应当同时具备下列条件：
（一）上年度营业收入不低于5000万元；
（二）近三年研发费用占营业收入比重不低于3%；
（三）营业收入1亿元以上的企业，研发人员不少于50人；营业收入1亿元以下的企业，研发人员不少于10人；
（四）拥有发明专利2项以上，或者获得省级以上奖励排名前3位；
（五）原则上成立满3年。

第三条　认定后一次性给予80万元奖励。服务质量良好。

第四条　企业向市主管部门提出申请。市主管部门自受理之日起20个工作日内完成审核。审核结果公示7天。公示无异议的，由市主管部门予以公布。

第五条　示范企业称号有效期三年。

第六条　累计发生安全事故2起以上的，撤销称号。
";

fn standard() -> Document {
    let mut document = read(STANDARD);
    document.criteria.clear();
    document.deadlines.clear();
    let add = |words: &str, indicator: &str, comparator, value: &str, unit: &str| {
        criterion(&document, STANDARD, words, indicator, comparator, value, unit)
    };
    use Comparator::AtLeast;
    let mut criteria = vec![
        DocumentCriterion {
            window: Some("上年度".to_owned()),
            ..add("上年度营业收入不低于5000万元", "营业收入", AtLeast, "50000000", "元")
        },
        DocumentCriterion {
            window: Some("近三年".to_owned()),
            of: Some("营业收入".to_owned()),
            ..add("近三年研发费用占营业收入比重不低于3%", "研发费用", AtLeast, "3", "%")
        },
        DocumentCriterion {
            when: Some("营业收入1亿元以上的企业".to_owned()),
            ..add("研发人员不少于50人", "研发人员", AtLeast, "50", "人")
        },
        DocumentCriterion {
            when: Some("营业收入1亿元以下的企业".to_owned()),
            ..add("研发人员不少于10人", "研发人员", AtLeast, "10", "人")
        },
        DocumentCriterion {
            alternative_group: Some("a".to_owned()),
            ..add("发明专利2项以上", "发明专利", AtLeast, "2", "项")
        },
        DocumentCriterion {
            alternative_group: Some("a".to_owned()),
            ..add("省级以上奖励排名前3位", "省级以上奖励排名", Comparator::AtMost, "3", "位")
        },
        DocumentCriterion {
            hedge: Some("原则上".to_owned()),
            ..add("成立满3年", "成立", AtLeast, "3", "年")
        },
        DocumentCriterion {
            role: "benefit".to_owned(),
            ..add("一次性给予80万元", "奖励", Comparator::Equal, "800000", "元")
        },
        DocumentCriterion {
            role: "revocation".to_owned(),
            ..add("累计发生安全事故2起以上", "安全事故", AtLeast, "2", "起")
        },
    ];
    let term = |words: &str, kind: &str, value: &str, unit: &str| {
        deadline(&document, STANDARD, words, kind, value, unit)
    };
    let deadlines = vec![
        DocumentDeadline {
            actor: Some("市主管部门".to_owned()),
            ..term("20个工作日内", "deadline", "20", "个工作日")
        },
        term("公示7天", "publicity", "7", "天"),
        term("有效期三年", "validity", "3", "年"),
    ];
    document.criteria.append(&mut criteria);
    document.deadlines = deadlines;
    document
}

#[test]
fn a_standard_becomes_facts_a_rule_figures_and_a_procedure() {
    let (script, ledger) = checked(&standard(), STANDARD);
    let counts: Vec<String> =
        ledger.counts().iter().map(|(status, count)| format!("// {status:?}: {count}")).collect();
    insta::assert_snapshot!(format!("{script}{}", counts.join("\n")));
}

const SCHEME: &str = "Scheme for Growing Firms

1. Eligibility

An entity shall be considered a growing firm where its turnover has not exceeded Rs. 100 crore. It shall have at least 10 employees. Its growth shall be about twice that of the market.

2. Benefits

Support shall not exceed $ 50,000.

3. Recognition

The firm may apply on the portal.
";

#[test]
fn an_english_scheme_keeps_what_the_language_cannot_say() {
    let mut document = read(SCHEME);
    document.deadlines.clear();
    let add = |words: &str, indicator: &str, comparator, value: &str, unit: &str| {
        criterion(&document, SCHEME, words, indicator, comparator, value, unit)
    };
    let criteria = vec![
        add("turnover has not exceeded Rs. 100 crore", "turnover", Comparator::AtMost, "1000000000", "Rs."),
        add("at least 10 employees", "employees", Comparator::AtLeast, "10", "employees"),
        add("about twice that of the market", "growth", Comparator::Times, "2", ""),
        DocumentCriterion {
            role: "cap".to_owned(),
            ..add("not exceed $ 50,000", "support", Comparator::AtMost, "50000", "$")
        },
    ];
    document.criteria = criteria;
    let (script, _) = checked(&document, SCHEME);
    // An application without a decision is no procedure.
    assert!(!script.contains("workflow"));
    insta::assert_snapshot!(script);
}

#[test]
fn a_branch_of_its_own_stands_in_the_place_of_the_general_figure() {
    let text = "一、条件\n企业营业收入不低于1000万元。边境地区企业营业收入不低于500万元。国有企业利润不低于1万元。\n";
    let mut document = read(text);
    let add = |words: &str, indicator: &str, value: &str| {
        criterion(&document, text, words, indicator, Comparator::AtLeast, value, "元")
    };
    let criteria = vec![
        add("企业营业收入不低于1000万元", "营业收入", "10000000"),
        DocumentCriterion {
            when: Some("边境地区企业".to_owned()),
            ..add("营业收入不低于500万元", "营业收入", "5000000")
        },
    ];
    document.criteria = criteria;
    let (script, _) = checked(&document, text);
    assert!(
        script.contains("{ if 边境地区企业 { 营业收入 >= wan(500) } else { 营业收入 >= wan(1000) } }"),
        "{script}"
    );
    assert!(
        script.contains("// 国有企业利润不低于1万元。\nclassify \"1\" sentence 3 as unreviewed"),
        "{script}"
    );
    let when = |criterion: &mut DocumentCriterion| criterion.when = Some("国有企业".to_owned());
    document.criteria.remove(0);
    document.criteria.iter_mut().for_each(when);
    let (script, _) = checked(&document, text);
    assert!(script.contains("{ any([not(国有企业), 营业收入 >= wan(500)]) }"), "{script}");
}

#[test]
fn a_procedure_takes_an_application_and_a_decision_about_a_title() {
    let cases = [
        ("第一条　企业可以申请。\n第二条　由市局予以认定。\n", true),
        ("第一条　企业可以申请。\n第二条　由市局作出决定。\n", false),
        ("第一条　由市局予以认定。\n第二条　企业可以申请。\n", false),
        ("第一条　企业可以申请认定。\n第二条　认定申请之日起计算。\n", false),
        ("第一条　申请认定的企业应当具备下列条件：\n第二条　由市局予以认定。\n", false),
        ("一、甲\n企业可以申请。\n二、乙\n由市局予以认定。\n", false),
        ("一、甲\n企业可以申请。由市局予以认定。\n", true),
        ("1. A\nA firm may apply. On the application the board may recognise the firm.\n", true),
        ("1. A\nPatent applications shall be fast-tracked. To apply, click here.\n", false),
    ];
    for (text, expected) in cases {
        let (script, _) = checked(&read(text), text);
        assert_eq!(script.contains("\nworkflow "), expected, "{text}\n{script}");
    }
    let (script, _) = checked(&read(cases[0].0), cases[0].0);
    assert!(script.contains("step decide from applied to granted by 市局 "), "{script}");
}

#[test]
fn nothing_is_drafted_that_the_text_does_not_say() {
    // No figure, no comparator, no unit the language has exactly, no clause: the sentence stays as it is.
    let text = "一、条件\n企业营业收入不低于1000万元。\n";
    let plain = read(text);
    let good =
        criterion(&plain, text, "营业收入不低于1000万元", "营业收入", Comparator::AtLeast, "10000000", "元");
    let cases = [
        ("no figure", DocumentCriterion { value: None, ..good.clone() }),
        ("no comparator", DocumentCriterion { comparator: None, ..good.clone() }),
        ("about", DocumentCriterion { comparator: Some(Comparator::About), ..good.clone() }),
        (
            "a range without an end",
            DocumentCriterion { comparator: Some(Comparator::Between), ..good.clone() },
        ),
        ("a third of a yuan", DocumentCriterion { value: "1/3".parse().ok(), ..good.clone() }),
        ("no clause", DocumentCriterion { section: None, ..good.clone() }),
        ("a clause that is none", DocumentCriterion { section: Some("甲".to_owned()), ..good.clone() }),
    ];
    for (name, criterion) in cases {
        let mut document = plain.clone();
        document.criteria = vec![criterion];
        let (script, _) = checked(&document, text);
        assert!(!script.contains("eligibility") && !script.contains("\nfact "), "{name}: {script}");
        assert!(
            script.contains("// 企业营业收入不低于1000万元。\nclassify \"1\" sentence 1 as"),
            "{name}: {script}"
        );
    }
    let mut document = plain;
    document.criteria = vec![good];
    let (script, _) = checked(&document, text);
    assert!(script.contains("{ 营业收入 >= wan(1000) }") && !script.contains("classify"), "{script}");
}

#[test]
fn sections_that_share_a_number_and_texts_without_a_day_pass() {
    for text in [
        "关于甲的通知\n一、甲\n推进甲。\n二、乙\n推进乙。\n一、丙\n推进丙。推进丁。推进戊。\n",
        "一、甲\n推进甲。再推进甲。\n1. 乙\n推进乙。\n（一）丙\n推进丙。\n",
        "a☃",
        "a\u{202E}b. c\u{2028}d",
        "一、\\ \" ${x} // 甲\r乙。\n",
    ] {
        let (script, _) = checked(&read(text), text);
        assert!(script.contains("in_force:  #{ from: \"0001-01-01\", to: open },\n    status:    memory,"));
    }
}

#[test]
fn every_text_at_hand_passes_with_its_draft() {
    let (_, ledger) = checked(&read(SEED), SEED);
    assert!(ledger.entries.iter().all(|entry| entry.status.is_some()));
}

#[test]
fn a_text_of_more_than_a_script_can_hold_is_drafted_by_clause() {
    let many: String = (1..=9_000).map(|n| format!("推进第{n}项工作，并且做好第{n}项服务。")).collect();
    let text = format!("一、甲\n{many}\n二、乙\n{many}");
    let (script, _) = checked(&read(&text), &text);
    assert!(
        script.contains("classify \"1\" as unreviewed because \"draft\"; // 9000"),
        "{}",
        &script[..2_000]
    );
    let sections: String =
        (1..=5_000).map(|n| format!("第{}章 甲\n（{}）推进{n}。\n", n / 9 + 1, n % 9 + 1)).collect();
    let (script, _) = checked(&read(&sections), &sections);
    assert!(script.contains("more clauses hold sentences that nothing accounts for"), "{}", &script[..2_000]);
}

const WORDS: &[&str] = &[
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "第一条　",
    "第二条　",
    "附件2",
    "First, ",
    "Second, ",
    "财政部",
    "商务部",
    "、",
    "，",
    "。",
    "\n",
    "\n\n",
    "（",
    "）",
    "负责",
    "牵头",
    "会同",
    "有关部门",
    "各地区",
    "到2025年",
    "达到",
    "1万家",
    "企业",
    "申请",
    "受理",
    "审核",
    "公示7天",
    "批准",
    "予以公布",
    "有效期三年",
    "撤销",
    "《",
    "》",
    "2021年6月1日",
    "By 2025, ",
    "10,000 ",
    "enterprises ",
    "will be ",
    "Ministry of Finance",
    "may apply",
    "shall decide",
    ". ",
    "takes the lead",
    "等",
    "\u{FEFF}",
    "\r\n",
    "\u{0}",
    "☃",
    "\"",
    "\\",
    "${",
    "//",
    "/*",
    "*/",
    "\u{202E}",
    "\u{2028}",
    "不低于3%",
    "关于",
    "通知",
    "工信部联政法〔2021〕70号",
];

const INDICATORS: &[&str] = &[
    "营业收入",
    "",
    "R&D投入",
    "fact",
    "from",
    "count",
    "the turnover of the firm",
    "2项专利",
    "排名",
    "占 比",
    "\"",
    "☃",
    "if",
    "var",
    "财务〇",
    "average annual number of full-time employees over three years in the whole of the group",
];
const UNITS: &[&str] =
    &["元", "%", "年", "个月", "日", "个工作日", "家", "分", "位", "吨", "Rs.", "years", "employees", ""];
const ROLES: &[&str] = &["eligibility", "benefit", "cap", "period", "revocation", "other"];
const KINDS: &[&str] = &["deadline", "validity", "publicity", "grace", "effective"];
const VALUES: &[&str] = &[
    "0",
    "3",
    "-5",
    "50000000",
    "2/3",
    "12.5",
    "0.0001",
    "99999999999999999999999999999999",
    "1000000000000000000",
];

/// A criterion and a deadline anywhere in a document, and what they are made of, as places in the lists above.
type Made = ((prop::sample::Index, Vec<usize>), (bool, bool, bool, bool));

fn made() -> impl Strategy<Value = Made> {
    let place = (any::<prop::sample::Index>(), prop::collection::vec(0usize..1_000, 8));
    (place, any::<(bool, bool, bool, bool)>())
}

fn pick<'t>(list: &[&'t str], index: usize) -> &'t str {
    list[index % list.len()]
}

fn comparator(index: usize) -> Option<Comparator> {
    use Comparator as C;
    let all = [
        C::AtLeast,
        C::MoreThan,
        C::AtMost,
        C::LessThan,
        C::Equal,
        C::About,
        C::Between,
        C::Times,
        C::Change,
    ];
    all.get(index % (all.len() + 1)).copied()
}

fn fill(document: &mut Document, made: &[Made]) {
    for ((place, parts), marks) in made {
        if document.sentences.is_empty() {
            return;
        }
        let sentence = &document.sentences[place.index(document.sentences.len())];
        let (section, span) = (sentence.section.as_deref().map(str::to_owned), sentence.span);
        let words = |index: usize| pick(INDICATORS, parts[index]).to_owned();
        document.criteria.push(DocumentCriterion {
            section: section.clone(),
            span,
            indicator: words(0),
            comparator: comparator(parts[1]),
            value: pick(VALUES, parts[2]).parse().ok(),
            upper: marks.0.then(|| pick(VALUES, parts[3]).parse().ok()).flatten(),
            unit: Some(pick(UNITS, parts[4]).to_owned()),
            role: pick(ROLES, parts[5]).to_owned(),
            when: marks.0.then(|| words(6)),
            window: marks.1.then(|| words(7)),
            alternative_group: marks.2.then(|| pick(ROLES, parts[6]).to_owned()),
            of: marks.3.then(|| words(3)),
            hedge: marks.1.then(|| words(2)),
        });
        document.deadlines.push(DocumentDeadline {
            section,
            span,
            kind: pick(KINDS, parts[0]).to_owned(),
            value: pick(VALUES, parts[1]).parse().ok(),
            unit: Some(pick(UNITS, parts[2]).to_owned()),
            from_event: None,
            date: None,
            actor: marks.3.then(|| words(4)),
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_draft_passes_the_check(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..80),
        records in prop::collection::vec(made(), 0..8),
    ) {
        let text = words.concat();
        if let Ok(mut document) = Document::read(text.as_bytes(), &AGENCIES) {
            checked(&document, &text);
            fill(&mut document, &records);
            let (script, ledger) = checked(&document, &text);
            let open: Vec<_> = ledger.entries.iter().filter(|entry| entry.status.is_none()).collect();
            prop_assert!(open.is_empty(), "{text}\n{open:?}\n{script}");
        }
    }

    #[test]
    fn a_draft_of_any_text_passes_the_check(text in "[\\PC\n ]{0,200}", records in prop::collection::vec(made(), 0..4)) {
        if let Ok(mut document) = Document::read(text.as_bytes(), &AGENCIES) {
            fill(&mut document, &records);
            checked(&document, &text);
        }
    }
}

#[test]
fn items_whose_sign_cannot_be_cited_are_not_lost() {
    let text = "Scheme\n\n1.1 An entity is eligible if it meets all of the following conditions:\n(i) it has at least 10 employees;\n\
                (ii) its age does not exceed 10 years;\n(iii) it has at least 3 patents.\n";
    let document = Document::read(text.as_bytes(), &AGENCIES).unwrap();
    let (script, ledger) = checked(&document, text);
    assert!(ledger.entries.iter().all(|entry| entry.status.is_some()));
    for words in ["employees >= 10", "age <= ", "patents >= 3"] {
        assert!(script.contains(words), "{words}\n{script}");
    }
}
