//! The time an English figure is looked at over.

use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use std::ops::Range;

/// A time looked at, behind an English figure.
pub(crate) fn behind(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    const LEADS: [&str; 12] = [
        "for any of the",
        "for each of the",
        "in any of the",
        "in each of the",
        "in the last",
        "over the last",
        "during the last",
        "in the previous",
        "in the preceding",
        "over the past",
        "in the past",
        "in any",
    ];
    let near = range.start..range.end.min(range.start + 40);
    let chars = text.chars();
    let lead = LEADS.iter().find_map(|lead| wording::find(text, &near, lead))?;
    let skip = ["for ", "in ", "over ", "during "].iter().find_map(|word| {
        let end = lead.start + word.len();
        (text.folded(&(lead.start..end)) == *word).then_some(end)
    });
    let start = skip.unwrap_or(lead.start);
    let stop = (start..range.end)
        .find(|i| matches!(chars.get(*i), Some(',' | ';' | '.' | ':' | ')')))
        .unwrap_or(range.end);
    Some(text.trim(start..stop))
}
