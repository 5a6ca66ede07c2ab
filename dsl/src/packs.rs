//! Packs that are used together: in which order they are checked, and what they must agree on.

use crate::ast::Unread;
use crate::check::{Checked, Imports, decides, decides_nothing};
use crate::pack::{POLICY_FILE, Pack, Read};
use crate::policy::{Policy, Type};
use crate::{Agencies, Diagnostic, FactId, Number, PolicyId, Position, TitleId, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

/// Checks packs that are used together: each after those it takes rules from, and what they share.
///
/// The results stand in the order of the packs, whatever the order they were checked in. A pack that takes rules from
/// another holds copies of them afterwards; the circle is named where packs take rules from each other. A text that a
/// pack declares to apply must be among them, with a rule for what it is to decide.
///
/// A title that a rule requires or asks for, a workflow grants or a target counts must be declared by one of the packs; packs
/// that declare the same title must agree on the title below it.
#[must_use]
pub fn check_packs(packs: &[Pack], agencies: &Agencies) -> Vec<Checked> {
    let mut all = in_order(packs, agencies);
    let declared: BTreeSet<TitleId> = all
        .iter()
        .flat_map(|checked| {
            let titles = checked.policy.titles.iter().map(|title| title.id.clone());
            titles.chain(checked.policy.eligibilities.iter().map(|rule| rule.title.clone()))
        })
        .collect();
    let unread: Vec<Unread> = all.iter().map(|checked| checked.unread.clone()).collect();
    let ladders: Vec<(TitleId, TitleId, PolicyId)> = all
        .iter()
        .flat_map(|checked| {
            let policy = &checked.policy;
            policy.titles.iter().filter_map(|title| {
                title.after.clone().map(|after| (title.id.clone(), after, policy.id.clone()))
            })
        })
        .collect();
    for (pack, checked) in packs.iter().zip(&mut all) {
        let file = pack.file(POLICY_FILE);
        let mut remarks = Vec::new();
        for (title, at) in mentioned(&checked.policy) {
            if declared.contains(&title) || unread.iter().any(|unread| unread.may_declare(title.as_str())) {
                continue;
            }
            let help = match did_you_mean(title.as_str(), declared.iter().map(TitleId::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "declare it with `title {title} …`, or use the pack that declares it beside this one"
                ),
            };
            let message = format!("no pack declares the title `{title}`");
            remarks.push(Diagnostic::error("unknown-title", message, help).located(&file, &pack.policy, at));
        }
        for title in &checked.policy.titles {
            let Some(after) = &title.after else { continue };
            let other = ladders.iter().find(|(id, below, _)| *id == title.id && below != after);
            if let Some((_, below, whose)) = other {
                let message =
                    format!("`{}` comes after `{after}` here, and after `{below}` in `{whose}`", title.id);
                let help = "packs that declare one title agree on the title below it";
                remarks.push(Diagnostic::error("ladders-differ", message, help).located(
                    &file,
                    &pack.policy,
                    title.at,
                ));
            }
        }
        for title in &checked.policy.titles {
            if circular(&title.id, &ladders) {
                let message = format!("the titles above and below `{}` form a circle", title.id);
                let help = "a ladder has a lowest title; take one `after` out";
                remarks.push(Diagnostic::error("bad-ladder", message, help).located(
                    &file,
                    &pack.policy,
                    title.at,
                ));
            }
        }
        checked.diagnostics.append(&mut remarks);
    }
    facts_agree(packs, &mut all);
    applications(packs, &mut all);
    all
}

/// Each pack checked after those it takes rules from; the results in the order of the packs.
fn in_order(packs: &[Pack], agencies: &Agencies) -> Vec<Checked> {
    let mut read: Vec<Option<Read<'_>>> = packs.iter().map(|pack| Some(pack.read(agencies))).collect();
    let mut places: BTreeMap<&PolicyId, usize> = BTreeMap::new();
    for (place, pack) in packs.iter().enumerate() {
        // Of two packs with one id the first is meant; an engine refuses them both.
        places.entry(&pack.id).or_insert(place);
    }
    let below: Vec<Vec<usize>> = read
        .iter()
        .flatten()
        .map(|read| read.rules_of().iter().filter_map(|id| places.get(id).copied()).collect())
        .collect();
    let Order { order, circles } = order(&below);
    let mut checked: BTreeMap<usize, Checked> = BTreeMap::new();
    for place in order {
        let Some(read) = read.get_mut(place).and_then(Option::take) else { continue };
        let at_hand: Vec<&Policy> = checked.values().map(|checked| &checked.policy).collect();
        let ids = |circle: &Vec<usize>| {
            circle.iter().filter_map(|place| packs.get(*place)).map(|pack| pack.id.clone()).collect()
        };
        let circles: Vec<Vec<PolicyId>> = circles.get(&place).into_iter().flatten().map(ids).collect();
        let imports = Imports { checked: &at_hand, circles: &circles };
        let found = read.check(agencies, imports);
        checked.insert(place, found);
    }
    checked.into_values().collect()
}

/// In which order packs are checked, and the circles that are in the way.
struct Order {
    /// Every pack after those it uses, as far as there is such an order.
    order: Vec<usize>,
    /// The circles found at a pack: each begins with a pack it uses and ends with the pack itself.
    circles: BTreeMap<usize, Vec<Vec<usize>>>,
}

/// The order of a walk that goes into what a pack uses first; the same for the same list of packs.
fn order(below: &[Vec<usize>]) -> Order {
    let mut found = Order { order: Vec::new(), circles: BTreeMap::new() };
    let mut seen = vec![false; below.len()];
    for start in 0..below.len() {
        // The way to where the walk is, and how many of the packs used there were gone into.
        let mut way: Vec<(usize, usize)> = Vec::new();
        if seen.get(start) == Some(&false) {
            way.push((start, 0));
        }
        while let Some((place, next)) = way.last_mut() {
            let place = *place;
            if let Some(seen) = seen.get_mut(place) {
                *seen = true;
            }
            let Some(used) = below.get(place).and_then(|used| used.get(*next)).copied() else {
                found.order.push(place);
                way.pop();
                continue;
            };
            *next += 1;
            if let Some(from) = way.iter().position(|(known, _)| *known == used) {
                let circle = way.iter().skip(from).map(|(place, _)| *place).collect();
                found.circles.entry(place).or_default().push(circle);
            } else if seen.get(used) == Some(&false) {
                way.push((used, 0));
            }
        }
    }
    found
}

/// A text that is declared to apply is at hand, and has a rule for what it is to decide.
fn applications(packs: &[Pack], all: &mut [Checked]) {
    let mut remarks: Vec<Vec<Diagnostic>> = Vec::with_capacity(all.len());
    for (pack, checked) in packs.iter().zip(&*all) {
        let mut here = Vec::new();
        // A declaration for the document itself is looked at by itself.
        let others = checked.policy.applications.iter().filter(|one| one.text != checked.policy.id);
        for application in others {
            let text = all.iter().map(|other| &other.policy).find(|policy| policy.id == application.text);
            let remark = match text {
                None => {
                    let known = packs.iter().map(|pack| pack.id.as_str());
                    let help = match did_you_mean(application.text.as_str(), known) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "check it together with that pack: `gradus check FOLDER` takes all packs of a folder"
                            .to_owned(),
                    };
                    let message = format!("the pack `{}` is not at hand", application.text);
                    Diagnostic::error("unknown-pack", message, help)
                }
                Some(text) if !decides(text, application) => {
                    let help = "name the text that has the rule: `use: \"PACK\"`";
                    Diagnostic::error("applies-nothing", decides_nothing(application), help)
                }
                Some(_) => continue,
            };
            here.push(remark.located(&pack.file(POLICY_FILE), &pack.policy, application.at));
        }
        remarks.push(here);
    }
    for (checked, mut remarks) in all.iter_mut().zip(remarks) {
        checked.diagnostics.append(&mut remarks);
    }
}

/// Whether the titles below a title lead back to it.
fn circular(title: &TitleId, ladders: &[(TitleId, TitleId, PolicyId)]) -> bool {
    let below = |title: &TitleId| ladders.iter().find(|(id, _, _)| id == title).map(|(_, below, _)| below);
    let mut at = below(title);
    for _ in 0..=ladders.len() {
        match at {
            Some(found) if found == title => return true,
            Some(found) => at = below(found),
            None => return false,
        }
    }
    false
}

/// One facts file serves all packs that are used together, so facts of one name have one type and one unit.
fn facts_agree(packs: &[Pack], all: &mut [Checked]) {
    let mut first: BTreeMap<FactId, (Type, Number, PolicyId)> = BTreeMap::new();
    for (pack, checked) in packs.iter().zip(all) {
        let mut remarks = Vec::new();
        let said = |at| checked.diagnostics.iter().any(|one| one.code == "facts-differ" && one.at == at);
        // A fact that came with a rule of another pack is declared there, and compared there.
        let declared = checked.policy.facts.iter().filter(|fact| !checked.taken_in.contains(&fact.id));
        for fact in declared {
            let known = first
                .entry(fact.id.clone())
                .or_insert_with(|| (fact.ty.clone(), fact.scale.clone(), checked.policy.id.clone()));
            if (known.0 != fact.ty || known.1 != fact.scale) && !said(fact.at) {
                let message = format!("`{}` has another type or unit here than in `{}`", fact.id, known.2);
                let help =
                    "packs used together share one facts file; agree on the type, or name the facts apart";
                let remark = Diagnostic::error("facts-differ", message, help);
                remarks.push(remark.located(&pack.file(POLICY_FILE), &pack.policy, fact.at));
            }
        }
        checked.diagnostics.append(&mut remarks);
    }
}

/// Every title a policy speaks of without declaring it, and where.
fn mentioned(policy: &Policy) -> Vec<(TitleId, Position)> {
    use crate::policy::ExprKind;
    let mut titles = Vec::new();
    for title in &policy.titles {
        titles.extend(title.after.iter().map(|after| (after.clone(), title.at)));
    }
    for rule in &policy.eligibilities {
        titles.extend(rule.requires.iter().map(|title| (title.clone(), rule.at)));
    }
    for application in &policy.applications {
        titles.push((application.title.clone(), application.at));
    }
    for expr in policy.expressions() {
        expr.visit(&mut |part| {
            if let ExprKind::Holders(title) | ExprKind::Holds(title) = &part.kind {
                titles.push((title.clone(), part.at));
            }
        });
    }
    for workflow in &policy.workflows {
        titles.push((workflow.title.clone(), workflow.at));
        titles.extend(
            workflow.states.iter().filter_map(|state| state.grants.clone().map(|title| (title, state.at))),
        );
    }
    titles
}
