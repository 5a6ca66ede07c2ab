//! What stands a second time in a text: a paragraph straight behind itself, and a whole copy behind the first.

use super::folded::Text;
use std::ops::Range;

/// A shorter paragraph may rightly stand twice: a cell, a name, a heading.
const SHORTEST: usize = 12;
/// A copy of fewer paragraphs is none.
const FEWEST: usize = 3;

/// Takes out of a text what stands in it a second time, and gives where that is, in order.
pub(crate) fn taken_out(text: &mut Text<'_>) -> Vec<Range<usize>> {
    let mut again = Vec::new();
    if let Some(copy) = second_copy(text) {
        let rest = text.paragraphs.split_off(copy);
        again.extend(rest.first().zip(rest.last()).map(|(first, last)| first.start..last.end));
    }
    let twice: Vec<bool> = text
        .paragraphs
        .windows(2)
        .map(|pair| matches!(pair, [one, other] if one.len() >= SHORTEST && same(text, one, other)))
        .collect();
    let mut kept = Vec::with_capacity(text.paragraphs.len());
    for (i, paragraph) in std::mem::take(&mut text.paragraphs).into_iter().enumerate() {
        match i.checked_sub(1).and_then(|before| twice.get(before)) {
            Some(true) => again.push(paragraph),
            _ => kept.push(paragraph),
        }
    }
    text.paragraphs = kept;
    again.sort_by_key(|range| range.start);
    again
}

/// The paragraph that a second copy of the whole text begins with: where the first one stands again, and all that
/// follows it stands before it too.
fn second_copy(text: &Text) -> Option<usize> {
    let paragraphs = &text.paragraphs;
    let first = paragraphs.first()?;
    let at = (1..paragraphs.len()).find(|i| same(text, first, &paragraphs[*i]))?;
    let rest = paragraphs.len() - at;
    let whole = rest >= FEWEST && rest <= at && rest + 1 >= at;
    (whole && (0..rest).all(|i| same(text, &paragraphs[i], &paragraphs[at + i]))).then_some(at)
}

fn same(text: &Text, one: &Range<usize>, other: &Range<usize>) -> bool {
    one.len() == other.len() && text.part(one) == text.part(other)
}
