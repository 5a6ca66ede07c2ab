//! A recognition procedure from draft to revocation: who may act, by when, and what follows.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::Calendar;
use gradus::workflow::check::{FindingKind, check, reachable};
use gradus::workflow::{
    Action, Asked, Case, Event, GuardOutcome, Holds, MAX_EVENTS, Opening, Reason, Refusal, Snapshot,
    Transition, open, replay, standing, transition,
};
use gradus_dsl::policy::{
    Actor, Annual, Expr, ExprKind, State, Status, StatusKind, Step, Term, TermUnit, Type, Workflow,
};
use gradus_dsl::{Citation, Date, Label, Language, Position};
use proptest::prelude::*;
use serde_json::json;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn term(count: u32, unit: TermUnit) -> Option<Term> {
    Some(Term { count, unit })
}

fn cn() -> Calendar {
    Calendar::from_toml(include_str!("../../policies/calendars/cn.toml"), "cn.toml").unwrap()
}

fn state(id: &str) -> State {
    State {
        id: id.into(),
        label: Label::default(),
        at: Position::default(),
        initial: false,
        is_final: false,
        grants: None,
        valid: None,
        citation: None,
        status: None,
    }
}

fn step(id: &str, from: &str, to: &str, by: &str) -> Step {
    Step {
        id: id.into(),
        label: Label::default(),
        at: Position::default(),
        from: from.into(),
        to: to.into(),
        by: Actor::Role(by.into()),
        when: None,
        within: None,
        after: None,
        refused: None,
        pauses_term: false,
        bars: None,
        citation: Citation::parse("12").ok(),
        status: None,
    }
}

/// The procedure of the language sample, with a review of a title that is held.
fn recognition() -> Workflow {
    let title = || Some("little_giant".into());
    let condition = Expr { kind: ExprKind::YesNo(true), ty: Type::YesNo, at: Position::default() };
    let status = Status { kind: StatusKind::Single, note: "one public copy read".into() };
    Workflow {
        id: "recognition".into(),
        at: Position::default(),
        title: "little_giant".into(),
        citation: None,
        status: None,
        states: vec![
            State { initial: true, ..state("draft") },
            state("submitted"),
            state("endorsed"),
            state("publicised"),
            State { grants: title(), valid: term(3, TermUnit::Years), ..state("recognised") },
            State { grants: title(), ..state("under_review") },
            State { is_final: true, ..state("rejected") },
            State { is_final: true, ..state("revoked") },
        ],
        steps: vec![
            Step { when: Some(condition), ..step("submit", "draft", "submitted", "applicant") },
            Step {
                within: term(20, TermUnit::WorkingDays),
                ..step("endorse", "submitted", "endorsed", "province")
            },
            Step { pauses_term: true, ..step("correct", "submitted", "draft", "province") },
            Step {
                by: Actor::AtLeast(2, vec!["reviewer".into(), "expert".into()]),
                refused: Some("rejected".into()),
                within: term(2, TermUnit::Months),
                ..step("publicise", "endorsed", "publicised", "")
            },
            Step {
                by: Actor::AllOf(vec!["miit".into(), "mof".into()]),
                after: term(7, TermUnit::Days),
                ..step("recognise", "publicised", "recognised", "")
            },
            Step {
                by: Actor::AnyOf(vec!["miit".into(), "province".into()]),
                after: term(30, TermUnit::Months),
                status: Some(status),
                ..step("review", "recognised", "under_review", "")
            },
            step("renew", "under_review", "recognised", "miit"),
            Step { bars: term(3, TermUnit::Years), ..step("revoke", "recognised", "revoked", "miit") },
            Step { bars: term(3, TermUnit::Years), ..step("fail", "under_review", "revoked", "miit") },
        ],
        annual: vec![Annual {
            id: "update".into(),
            label: Label { zh: "年度更新".into(), en: "yearly update".into() },
            at: Position::default(),
            from: "recognised".into(),
            by: Actor::Role("applicant".into()),
            until: (4, 30),
            missed: Some("revoked".into()),
            citation: None,
            status: None,
        }],
    }
}

fn opening(on: &str) -> Opening {
    Opening {
        case: "A-1".into(),
        policy: "sample".into(),
        digest: "00".to_owned(),
        on: date(on),
        bars: Vec::new(),
    }
}

/// The condition of `submit`: the fact `ready`.
fn ready(asked: &Asked<'_>) -> GuardOutcome {
    let because = vec![Label { zh: "材料齐备与否".to_owned(), en: "by the fact `ready`".to_owned() }];
    let (holds, missing) =
        match asked.facts.and_then(|facts| facts.get("ready")).and_then(|ready| ready.as_bool()) {
            Some(true) => (Holds::Yes, Vec::new()),
            Some(false) => (Holds::No, Vec::new()),
            None => (Holds::Undetermined, vec!["ready".to_owned()]),
        };
    GuardOutcome { holds, because, missing }
}

fn take(step: &str, person: &str, role: &str, on: &str) -> Event {
    let facts = (step == "submit").then(|| json!({ "ready": true }));
    Event::Take { step: step.into(), person: person.into(), role: role.into(), on: date(on), facts }
}

fn refuse(step: &str, person: &str, role: &str, on: &str) -> Event {
    Event::Refuse {
        step: step.into(),
        person: person.into(),
        role: role.into(),
        on: date(on),
        because: "data do not match".to_owned(),
    }
}

fn apply(snapshot: &Snapshot, event: &Event) -> Transition {
    transition(&recognition(), snapshot, event, &ready, &cn())
}

/// Opens a case and lets events happen that must all be taken; gives the last answer.
fn after(events: &[Event]) -> Transition {
    let mut last = open(&recognition(), &opening("2025-03-03"), &cn()).unwrap();
    for event in events {
        last = apply(&last.snapshot, event);
        assert_eq!(last.refusals, [], "{event:?}");
    }
    last
}

fn to_recognised() -> Vec<Event> {
    vec![
        take("submit", "li", "applicant", "2025-03-04"),
        take("endorse", "wang", "province", "2025-03-20"),
        take("publicise", "zhao", "reviewer", "2025-04-02"),
        take("publicise", "qian", "expert", "2025-04-03"),
        take("recognise", "sun", "miit", "2025-04-11"),
        take("recognise", "zhou", "mof", "2025-05-12"),
    ]
}

#[test]
fn a_case_from_draft_to_title_tells_its_story_in_both_languages() {
    for language in [Language::En, Language::Zh] {
        let (workflow, calendar) = (recognition(), cn());
        let mut last = open(&workflow, &opening("2025-03-03"), &calendar).unwrap();
        let mut story = last.render(&workflow, language);
        for event in to_recognised() {
            last = apply(&last.snapshot, &event);
            story += &last.render(&workflow, language);
            story += &standing(&workflow, &last.snapshot, event.on(), &calendar)
                .unwrap()
                .render(&workflow, language);
            story += "\n";
        }
        insta::assert_snapshot!(format!("story_{language:?}"), story);
    }
}

#[test]
fn the_answer_is_data() {
    let last = after(&to_recognised());
    insta::assert_json_snapshot!("recognised", last);
    let json = serde_json::to_string(&last).unwrap();
    assert_eq!(serde_json::from_str::<Transition>(&json).unwrap(), last);
}

#[test]
fn a_refused_event_says_why_and_changes_nothing() {
    let submitted = after(&to_recognised()[..1]).snapshot;
    let signed = after(&to_recognised()[..3]).snapshot;
    let publicised = after(&to_recognised()[..4]).snapshot;
    let draft = open(&recognition(), &opening("2025-03-03"), &cn()).unwrap().snapshot;
    let facts = |facts: serde_json::Value| Event::Take {
        step: "submit".into(),
        person: "li".into(),
        role: "applicant".into(),
        on: date("2025-03-04"),
        facts: Some(facts),
    };
    let other = Workflow { id: "other".into(), ..recognition() };
    let cases = [
        (&submitted, take("publicise", "zhao", "reviewer", "2025-03-05")),
        (&submitted, take("endorse", "li", "applicant", "2025-03-05")),
        (&submitted, take("publicise", "li", "applicant", "2025-03-05")),
        (&submitted, take("endorse", "wang", "province", "2025-03-03")),
        (&submitted, take("endorse", "wang", "province", "2225-03-03")),
        (&submitted, take("endorce", "wang", "province", "2025-03-05")),
        (&signed, take("publicise", "zhao", "expert", "2025-04-03")),
        (&signed, refuse("publicise", "zhao", "reviewer", "2025-04-03")),
        (&publicised, take("recognise", "sun", "miit", "2025-04-10")),
        (&publicised, refuse("update", "sun", "miit", "2025-04-10")),
        (&draft, facts(json!({ "ready": false }))),
        (&draft, facts(json!({}))),
    ];
    let mut said = String::new();
    for (snapshot, event) in cases {
        let refused = apply(snapshot, &event);
        assert!(!refused.accepted() && refused.actions.is_empty() && refused.reasons.is_empty());
        assert_eq!(refused.snapshot, *snapshot);
        said += &refused.render(&recognition(), Language::En);
        said += &refused.render(&recognition(), Language::Zh);
    }
    let elsewhere = transition(&other, &draft, &Event::Tick { on: date("2025-03-04") }, &ready, &cn());
    said += &elsewhere.render(&other, Language::En);
    insta::assert_snapshot!("refusals", said);
}

#[test]
fn two_different_persons_are_two_and_one_person_twice_is_one() {
    let signed = after(&to_recognised()[..3]);
    assert_eq!(signed.snapshot.state.as_str(), "endorsed");
    assert_eq!(signed.snapshot.signatures.len(), 1);
    let moved = apply(&signed.snapshot, &take("publicise", "qian", "reviewer", "2025-04-03"));
    assert_eq!(moved.snapshot.state.as_str(), "publicised");
    assert_eq!(moved.snapshot.signatures, []);
    // `all_of` takes one signature in each role, and one person may hold both.
    let both =
        [take("recognise", "sun", "miit", "2025-04-11"), take("recognise", "sun", "mof", "2025-04-11")];
    let once = apply(&moved.snapshot, &both[0]);
    assert_eq!(apply(&once.snapshot, &both[0]).refusals.len(), 1);
    assert_eq!(apply(&once.snapshot, &both[1]).snapshot.state.as_str(), "recognised");
}

#[test]
fn one_refusal_refuses_the_step() {
    let signed = after(&to_recognised()[..3]).snapshot;
    let refused = apply(&signed, &refuse("publicise", "qian", "expert", "2025-04-03"));
    assert_eq!(refused.snapshot.state.as_str(), "rejected");
    assert_eq!(refused.actions, [Action::Close { state: "rejected".into() }]);
    assert!(refused.reasons.contains(&Reason::SignaturesVoided { count: 1 }));
    // Where no state is declared for it, the case stays and the signatures of the step are void.
    let publicised = after(&to_recognised()[..5]).snapshot;
    assert_eq!(publicised.signatures.len(), 1);
    let stays = apply(&publicised, &refuse("recognise", "zhou", "mof", "2025-04-14"));
    assert_eq!((stays.snapshot.state.as_str(), stays.snapshot.signatures.len()), ("publicised", 0));
}

#[test]
fn a_late_step_is_taken_and_flagged() {
    // Twenty working days after 4 March 2025, Qingming not counted, end on 1 April.
    let submitted = &to_recognised()[..1];
    for (on, late) in [("2025-04-01", false), ("2025-04-02", true)] {
        let mut events = submitted.to_vec();
        events.push(take("endorse", "wang", "province", on));
        let endorsed = after(&events);
        assert_eq!(endorsed.snapshot.state.as_str(), "endorsed");
        let flagged: Vec<&Reason> =
            endorsed.reasons.iter().filter(|reason| matches!(reason, Reason::Late { .. })).collect();
        assert_eq!(!flagged.is_empty(), late, "{flagged:?}");
        assert_eq!(endorsed.actions.iter().any(|action| matches!(action, Action::Overdue { .. })), late);
    }
    // The host hears of it once, on the first day after the term.
    let mut events = submitted.to_vec();
    events.push(Event::Tick { on: date("2025-04-02") });
    assert_eq!(after(&events).actions.len(), 1);
    events.push(Event::Tick { on: date("2025-04-03") });
    assert_eq!(after(&events).actions, []);
}

#[test]
fn a_correction_suspends_the_term() {
    let events = [
        take("submit", "li", "applicant", "2025-03-04"),
        take("correct", "wang", "province", "2025-03-11"), // five working days used
        take("submit", "li", "applicant", "2025-03-31"),
        take("correct", "wang", "province", "2025-04-02"), // two more
        take("submit", "li", "applicant", "2025-04-25"),
    ];
    let back = after(&events);
    let due = back.actions.iter().find_map(|action| match action {
        Action::ScheduleDue { step, due } if step.as_str() == "endorse" => Some(due.last),
        _ => None,
    });
    // Thirteen are left: a worked Sunday counts, Labour Day week does not.
    assert_eq!(due, Some(date("2025-05-16")));
    assert_eq!((back.snapshot.suspended[0].working_days, back.snapshot.suspended[0].days), (7, 9));
    // Leaving for good forgets the account.
    let endorsed = apply(&back.snapshot, &take("endorse", "wang", "province", "2025-05-06"));
    assert_eq!(endorsed.snapshot.suspended, []);
}

#[test]
fn a_term_of_months_is_suspended_by_days() {
    let mut workflow = recognition();
    workflow.steps[1].within = term(1, TermUnit::Months);
    let mut last = open(&workflow, &opening("2025-01-31"), &cn()).unwrap();
    for event in [
        take("submit", "li", "applicant", "2025-01-31"), // would end on 28 February, 28 days
        take("correct", "wang", "province", "2025-02-10"), // ten days used
        take("submit", "li", "applicant", "2025-06-01"),
    ] {
        last = transition(&workflow, &last.snapshot, &event, &ready, &cn());
        assert!(last.accepted());
    }
    let seen = standing(&workflow, &last.snapshot, date("2025-06-20"), &cn()).unwrap();
    assert_eq!((seen.next[0].due.unwrap().last, seen.next[0].late), (date("2025-06-19"), true));
}

#[test]
fn a_title_is_held_for_its_validity_and_not_a_day_longer() {
    let mut events = to_recognised();
    for year in [2026, 2027, 2028] {
        events.push(take("update", "li", "applicant", &format!("{year}-02-01")));
    }
    let held = after(&events).snapshot.titles[0].period;
    assert!(held.contains(date("2028-05-11")) && !held.contains(date("2028-05-12")));
    events.push(Event::Tick { on: date("2028-05-11") });
    assert_eq!(after(&events).actions, []);
    events.push(Event::Tick { on: date("2028-05-12") });
    let lapsed = after(&events);
    assert_eq!(
        lapsed.actions,
        [Action::TitleLapsed { title: "little_giant".into(), on: date("2028-05-12") }]
    );
    // A review that begins after the title has run out does not bring it back; a renewal does.
    events.push(take("review", "wang", "province", "2028-06-01"));
    assert!(after(&events).snapshot.titles.iter().all(|held| !held.period.contains(date("2028-06-01"))));
    events.push(take("renew", "sun", "miit", "2028-07-03"));
    let renewed = after(&events).snapshot;
    assert!(renewed.titles[1].period.contains(date("2031-07-02")));
}

#[test]
fn a_review_in_time_keeps_the_title_and_says_what_is_not_certain() {
    let mut events = to_recognised();
    events.push(take("update", "li", "applicant", "2026-04-30"));
    events.push(take("update", "li", "applicant", "2027-04-30"));
    events.push(take("review", "wang", "province", "2027-11-15"));
    let review = after(&events);
    assert_eq!(review.snapshot.titles.len(), 1);
    assert!(review.snapshot.titles[0].period.contains(date("2028-05-11")));
    assert!(review.reasons.iter().any(|reason| matches!(reason, Reason::Uncertain { .. })));
    let failed = apply(&review.snapshot, &take("fail", "sun", "miit", "2028-01-10"));
    assert!(!failed.snapshot.titles[0].period.contains(date("2028-01-10")));
    assert!(failed.snapshot.titles[0].period.contains(date("2028-01-09")));
}

#[test]
fn a_missed_year_moves_the_case_on_the_day_after() {
    let mut events = to_recognised();
    events.push(Event::Tick { on: date("2026-04-30") });
    assert_eq!(after(&events).snapshot.state.as_str(), "recognised");
    events.push(Event::Tick { on: date("2026-09-01") });
    let missed = after(&events);
    assert_eq!((missed.snapshot.state.as_str(), missed.snapshot.entered_on), ("revoked", date("2026-05-01")));
    assert_eq!(missed.snapshot.titles[0].period.to, Some(date("2026-05-01")));
    assert_eq!(
        missed.actions,
        [
            Action::UpdateMissed { annual: "update".into(), due: date("2026-04-30") },
            Action::EndTitle { title: "little_giant".into(), on: date("2026-05-01") },
            Action::Close { state: "revoked".into() },
        ]
    );
}

#[test]
fn a_yearly_update_is_made_once_a_year_and_from_the_first_due_day_on() {
    let recognised = after(&to_recognised()).snapshot;
    // Recognised in May, nothing is due in that year any more.
    let early = apply(&recognised, &take("update", "li", "applicant", "2025-06-01"));
    assert_eq!(early.refusals, [Refusal::NotDue { annual: "update".into(), next: date("2026-04-30") }]);
    let made = apply(&recognised, &take("update", "li", "applicant", "2026-01-05"));
    assert_eq!(made.actions, [Action::ScheduleUpdate { annual: "update".into(), due: date("2027-04-30") }]);
    let twice = apply(&made.snapshot, &take("update", "li", "applicant", "2026-04-01"));
    assert_eq!(twice.refusals, [Refusal::AlreadyUpdated { annual: "update".into(), year: 2026 }]);
    // Where a missed year leads nowhere, a late update is taken and flagged.
    let mut lenient = recognition();
    lenient.annual[0].missed = None;
    let event = take("update", "li", "applicant", "2026-05-02");
    let late = transition(&lenient, &recognised, &event, &ready, &cn());
    let due = date("2026-04-30");
    assert!(late.reasons.contains(&Reason::UpdatedLate { annual: "update".into(), due }));
    assert!(late.actions.contains(&Action::UpdateMissed { annual: "update".into(), due }));
}

#[test]
fn revocation_bars_a_new_case_for_its_term() {
    let mut events = to_recognised();
    events.push(take("revoke", "sun", "miit", "2025-06-10"));
    let revoked = after(&events);
    assert!(
        revoked.actions.contains(&Action::Bar { title: "little_giant".into(), until: date("2028-06-10") })
    );
    let again = |on: &str| Opening { bars: revoked.snapshot.bars.clone(), ..opening(on) };
    let barred = open(&recognition(), &again("2028-06-10"), &cn()).unwrap_err();
    assert_eq!(barred, [Refusal::Barred { title: "little_giant".into(), until: date("2028-06-10") }]);
    assert_eq!(barred[0].label(&recognition()).zh, "截至2028-06-10（含当日）不得申请`little_giant`");
    assert!(open(&recognition(), &again("2028-06-11"), &cn()).is_ok());
}

#[test]
fn a_log_that_was_changed_does_not_replay() {
    let mut case = Case { opened: opening("2025-03-03"), events: to_recognised() };
    assert_eq!(replay(&recognition(), &case, &ready, &cn()).unwrap(), after(&to_recognised()).snapshot);
    case.events.remove(1);
    let error = replay(&recognition(), &case, &ready, &cn()).unwrap_err();
    assert_eq!((error.event, error.refusals.len()), (2, 1));
}

#[test]
fn bad_events_and_snapshots_are_refused_as_json() {
    for text in [
        r#"{ "event": "take", "step": "submit", "person": "li", "role": "applicant" }"#,
        r#"{ "event": "take", "step": "submit", "person": "li", "role": "applicant", "on": "2025-02-30" }"#,
        r#"{ "event": "tick", "on": "2025-03-01", "by": "li" }"#,
        r#"{ "event": "jump", "on": "2025-03-01" }"#,
    ] {
        assert!(serde_json::from_str::<Event>(text).is_err(), "{text}");
    }
    let mut full = after(&to_recognised()[..1]).snapshot;
    full.events = MAX_EVENTS;
    let refused = apply(&full, &take("endorse", "wang", "province", "2025-03-05"));
    assert_eq!(refused.refusals, [Refusal::TooManyEvents]);
    full.state = "nowhere".into();
    assert_eq!(apply(&full, &Event::Tick { on: date("2025-03-05") }).refusals.len(), 2);
}

#[test]
fn the_checks_find_what_is_wrong_and_nothing_else() {
    let sound: Vec<FindingKind> = check(&recognition()).into_iter().map(|finding| finding.kind).collect();
    // Publicised and under_review wait without a term, which is a warning.
    assert_eq!(sound, [FindingKind::NoTerm, FindingKind::NoTerm]);
    let mut bad = recognition();
    bad.states[1].initial = true;
    bad.states.push(state("island"));
    bad.states.push(state("trap"));
    bad.states.push(state("trap_again"));
    bad.steps.push(step("fall", "draft", "trap", "applicant"));
    bad.steps.push(step("on", "trap", "trap_again", "applicant"));
    bad.steps.push(step("back", "trap_again", "trap", "applicant"));
    bad.steps.push(step("back", "rejected", "lost", "applicant"));
    bad.steps[0].by = Actor::AnyOf(Vec::new());
    bad.steps.retain(|step| !["revoke", "fail"].contains(&step.id.as_str()));
    bad.annual.clear();
    let said: Vec<String> = check(&bad)
        .iter()
        .map(|finding| {
            format!(
                "{:?}: {} / {}",
                finding.kind.severity(),
                finding.text(Language::En),
                finding.text(Language::Zh)
            )
        })
        .collect();
    insta::assert_snapshot!("findings", said.join("\n"));
    assert_eq!(check(&Workflow { states: Vec::new(), ..recognition() })[0].kind, FindingKind::NoInitialState);
}

/// Random events over the names of the workflow, later and later.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let steps = prop::sample::select(vec![
        "submit",
        "endorse",
        "correct",
        "publicise",
        "recognise",
        "review",
        "renew",
        "revoke",
        "fail",
        "update",
    ]);
    let roles = prop::sample::select(vec!["applicant", "province", "reviewer", "expert", "miit", "mof"]);
    let persons = prop::sample::select(vec!["li", "wang", "sun"]);
    let one =
        (steps, roles, persons, 0u8..12, prop_oneof![3 => 0i64..12, 1 => 0i64..500], any::<Option<bool>>());
    prop::collection::vec(one, 0..60).prop_map(|raw| {
        let mut on = date("2025-03-03");
        raw.into_iter()
            .map(|(step, role, person, what, days, ready)| {
                on = on.plus_days(days).unwrap();
                let (step, role, person) = (step.into(), role.into(), person.into());
                match what {
                    0 => Event::Tick { on },
                    1 => Event::Refuse { step, person, role, on, because: String::new() },
                    _ => {
                        let facts = ready.map(|ready| json!({ "ready": ready }));
                        Event::Take { step, person, role, on, facts }
                    }
                }
            })
            .collect()
    })
}

/// A run that goes somewhere: the way to the title, with random events thrown in.
fn runs() -> impl Strategy<Value = Vec<Event>> {
    (events(), 0usize..7).prop_map(|(random, head)| {
        let mut run: Vec<Event> = to_recognised().into_iter().take(head).collect();
        let start = run.last().map_or(date("2025-03-03"), Event::on);
        let shift = start.days() - date("2025-03-03").days();
        run.extend(random.into_iter().map(|mut event| {
            let (Event::Take { on, .. } | Event::Refuse { on, .. } | Event::Tick { on }) = &mut event;
            *on = on.plus_days(shift).unwrap();
            event
        }));
        run
    })
}

proptest! {
    #[test]
    fn a_log_replays_to_the_same_snapshot_and_every_step_keeps_the_laws(run in runs()) {
        let (workflow, calendar) = (recognition(), cn());
        let states = reachable(&workflow);
        let mut case = Case { opened: opening("2025-03-03"), events: Vec::new() };
        let mut live = open(&workflow, &case.opened, &calendar).unwrap().snapshot;
        for event in run {
            let next = transition(&workflow, &live, &event, &ready, &calendar);
            // The same question gives the same answer, from a stored snapshot as well.
            let stored: Snapshot = serde_json::from_str(&serde_json::to_string(&live).unwrap()).unwrap();
            let event_again: Event = serde_json::from_str(&serde_json::to_string(&event).unwrap()).unwrap();
            prop_assert_eq!(&transition(&workflow, &stored, &event_again, &ready, &calendar), &next);
            if !next.accepted() {
                prop_assert_eq!(&next.snapshot, &live);
                continue;
            }
            live = next.snapshot;
            case.events.push(event);
            // P21: no run leaves the explored states. P22: a title is held only where the state gives it.
            prop_assert!(states.contains(&live.state));
            let grants = workflow.state(&live.state).unwrap().grants.clone();
            let held: Vec<_> =
                live.titles.iter().filter(|held| held.period.contains(live.as_of)).map(|held| held.title.clone()).collect();
            prop_assert!(held.len() <= 1 && held.iter().all(|title| grants.as_ref() == Some(title)));
            prop_assert!(live.entered_on <= live.as_of);
        }
        prop_assert_eq!(replay(&workflow, &case, &ready, &calendar).unwrap(), live.clone());
        // A log without its ticks leads to the same case, up to the day of the last event.
        let last = case.events.last().map(Event::on);
        case.events.retain(|event| !matches!(event, Event::Tick { .. }));
        let silent = replay(&workflow, &case, &ready, &calendar).unwrap();
        if let Some(on) = last {
            let settled = transition(&workflow, &silent, &Event::Tick { on }, &ready, &calendar).snapshot;
            prop_assert_eq!(settled, live);
        }
    }

    #[test]
    fn looking_often_and_looking_once_see_the_same(run in runs(), first in 0i64..1_000, second in 0i64..1_000) {
        let (workflow, calendar) = (recognition(), cn());
        let mut live = open(&workflow, &opening("2025-03-03"), &calendar).unwrap().snapshot;
        for event in run {
            live = transition(&workflow, &live, &event, &ready, &calendar).snapshot;
        }
        let day = |days| live.as_of.plus_days(days).unwrap();
        let tick = |snapshot: &Snapshot, on| transition(&workflow, snapshot, &Event::Tick { on }, &ready, &calendar);
        let (half, once) = (tick(&live, day(first)), tick(&live, day(first + second)));
        let twice = tick(&half.snapshot, day(first + second));
        prop_assert_eq!(&twice.snapshot, &once.snapshot);
        prop_assert_eq!([half.actions, twice.actions].concat(), once.actions);
    }

    #[test]
    fn every_waiting_state_of_a_run_names_who_may_act(run in runs()) {
        let (workflow, calendar) = (recognition(), cn());
        let mut live = open(&workflow, &opening("2025-03-03"), &calendar).unwrap().snapshot;
        for event in run {
            live = transition(&workflow, &live, &event, &ready, &calendar).snapshot;
            let seen = standing(&workflow, &live, live.as_of, &calendar).unwrap();
            prop_assert!(seen.is_final || !seen.next.is_empty());
            prop_assert!(seen.next.iter().all(|next| next.missing > 0));
        }
    }
}
