//! What can be taken out of a facts file, and a random complete enterprise of any rule of any pack.

use gradus_tests::enterprise::{Base, Move, Rule, drawn, rules};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// A rule of a pack, and one of the cases it decides with a complete facts file that was worked out from it.
pub(crate) fn complete() -> impl Strategy<Value = (&'static Rule, &'static Base, Value)> {
    let moves = prop::collection::vec(any::<Move>(), 0..5);
    (any::<prop::sample::Index>(), any::<u16>(), any::<u64>(), moves).prop_map(|(rule, base, fill, moves)| {
        let rule = rule.get(rules());
        let base = rule.start(base);
        (rule, base, drawn(rule, base, fill, &moves))
    })
}

/// The complete facts, and as often those of a case as they stand, some of which leave something out.
pub(crate) fn complete_or_case() -> impl Strategy<Value = (&'static Rule, &'static Base, Value)> {
    let case = (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(rule, base)| {
        let rule = rule.get(rules());
        let base = base.get(&rule.bases);
        (rule, base, base.file.clone())
    });
    prop_oneof![complete(), case]
}

/// One fact, or one year of a fact, or the register: what can be taken out of a facts file.
pub(crate) fn places(file: &Value) -> Vec<Vec<String>> {
    let mut places = vec![vec!["register".to_owned()]];
    for (fact, value) in file["facts"].as_object().unwrap() {
        places.push(vec!["facts".to_owned(), fact.clone()]);
        for year in value.as_object().into_iter().flat_map(Map::keys) {
            places.push(vec!["facts".to_owned(), fact.clone(), year.clone()]);
        }
    }
    places
}

/// The same file without what stands at these places; a place that is gone already is nothing to take out.
pub(crate) fn without(file: &Value, places: &[Vec<String>]) -> Value {
    let mut less = file.clone();
    for place in places {
        let (last, before) = place.split_last().unwrap();
        let holder = before.iter().try_fold(&mut less, |value, step| value.get_mut(step));
        if let Some(holder) = holder.and_then(Value::as_object_mut) {
            holder.remove(last);
        }
    }
    less
}
