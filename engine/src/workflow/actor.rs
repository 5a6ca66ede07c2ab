//! Who may act: which roles a step takes, and whether its signatures are complete.

use super::Signature;
use gradus_dsl::policy::Actor;
use gradus_dsl::{Language, PersonId, RoleId, StepId};
use std::collections::BTreeSet;

/// The roles an actor names.
pub(super) fn roles(actor: &Actor) -> &[RoleId] {
    match actor {
        Actor::Role(role) => std::slice::from_ref(role),
        Actor::AllOf(roles) | Actor::AnyOf(roles) | Actor::AtLeast(_, roles) => roles,
    }
}

/// Whether a person has signed: in this role, or in any, where different persons are asked for.
pub(super) fn has_signed(
    actor: &Actor,
    signatures: &[Signature],
    step: &StepId,
    person: &PersonId,
    role: &RoleId,
) -> bool {
    let any_role = matches!(actor, Actor::AtLeast(..));
    signatures.iter().any(|signature| {
        signature.step == *step && signature.person == *person && (any_role || signature.role == *role)
    })
}

/// How many signatures a step still lacks.
///
/// `all_of` lacks one for each role nobody signed in; `at_least` counts different persons.
#[must_use]
pub fn signatures_missing(actor: &Actor, signatures: &[Signature], step: &StepId) -> usize {
    let of_step = || signatures.iter().filter(|signature| signature.step == *step);
    match actor {
        Actor::Role(_) | Actor::AnyOf(_) => usize::from(of_step().next().is_none()),
        Actor::AllOf(roles) => {
            let signed: BTreeSet<&RoleId> = of_step().map(|signature| &signature.role).collect();
            roles.iter().collect::<BTreeSet<_>>().difference(&signed).count()
        }
        Actor::AtLeast(count, _) => {
            let persons: BTreeSet<&PersonId> = of_step().map(|signature| &signature.person).collect();
            usize::try_from(*count).unwrap_or(usize::MAX).saturating_sub(persons.len())
        }
    }
}

/// Who may act, in words.
#[must_use]
pub fn actor_text(actor: &Actor, language: Language) -> String {
    let zh = language == Language::Zh;
    let list = |roles: &[RoleId]| {
        let quoted: Vec<String> = roles.iter().map(|role| format!("`{role}`")).collect();
        quoted.join(if zh { "、" } else { ", " })
    };
    match (actor, zh) {
        (Actor::Role(role), _) => format!("`{role}`"),
        (Actor::AllOf(roles), true) => format!("{}共同", list(roles)),
        (Actor::AllOf(roles), false) => format!("each of {}", list(roles)),
        (Actor::AnyOf(roles), true) => format!("{}之一", list(roles)),
        (Actor::AnyOf(roles), false) => format!("any of {}", list(roles)),
        (Actor::AtLeast(count, roles), true) => format!("{}中至少{count}人", list(roles)),
        (Actor::AtLeast(count, roles), false) => {
            format!("at least {count} different persons of {}", list(roles))
        }
    }
}
