//! Where a level moves from (由30%提高至40%): the first figure sets nothing.

use super::quantities::Quantity;
use crate::document::text::folded::Text;

/// Words between 由 and the figure.
const BETWEEN: [&str; 12] =
    ["", "平均", "平均的", "目前", "目前的", "当前的", "现行", "现行的", "现在的", "原来的", "原先的", "原"];
/// How far the figure to reach may stand behind.
const NEAR: usize = 10;

/// The place of 由 or 从 before the quantity at a place in the list, where the next one is the level to reach.
pub(crate) fn origin(text: &Text, quantities: &[Quantity], i: usize) -> Option<usize> {
    let (from, to) = (quantities.get(i)?, quantities.get(i + 1)?);
    let between = text.part(&(from.range.end..to.range.start.max(from.range.end)));
    let clause = between.iter().all(|c| !matches!(c, ',' | ';' | '。' | ':' | '、' | '\n'));
    if !(from.chinese && to.marks.moves && clause && between.len() <= NEAR) {
        return None;
    }
    BETWEEN.iter().find_map(|word| {
        let end = from.range.start.checked_sub(word.chars().count())?;
        let same = text.part(&(end..from.range.start)).iter().copied().eq(word.chars());
        let at = end.checked_sub(1).filter(|_| same)?;
        matches!(text.chars().get(at), Some('由' | '从')).then_some(at)
    })
}
