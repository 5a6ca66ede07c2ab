//! Rows of tables that lost their cells: `用水总量亿立方米61036700约束性`.

use super::folded::Text;
use std::ops::Range;

/// Longest row.
const LONGEST: usize = 120;

/// Whether a paragraph is a row of a table of indicators, or the head of a table, run together.
pub(crate) fn is_row(text: &Text, range: &Range<usize>) -> bool {
    let range = text.trim(range.clone());
    let part = text.part(&range);
    if part.len() > LONGEST || part.iter().any(|c| matches!(c, '。' | ';' | ':')) {
        return false;
    }
    let written = text.folded(&range);
    let digits = part.iter().any(char::is_ascii_digit);
    // （约束性） in brackets closes a sentence.
    let indicator = digits && ["约束性", "预期性"].iter().any(|kind| written.ends_with(kind));
    let head = |first: &str, others: &[&str]| {
        written.starts_with(first) && others.iter().filter(|word| written.contains(*word)).count() > 1
    };
    indicator
        || head("指标", &["单位", "属性", "年"])
        || head("序号", &["任务", "责任单位", "牵头", "时限", "指标", "单位"])
}
