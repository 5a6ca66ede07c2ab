//! Texts whose lines were cut at one width, as text taken from a page is: how wide, so that a full line can be told
//! from the last of a paragraph.

use super::folded::is_han;

/// Narrower columns are lists or tables.
const NARROWEST: usize = 40;
/// A line that is wider was not cut.
const WIDEST: usize = 160;
/// Fewer lines do not show a width.
const FEWEST: usize = 8;

/// The width in columns that a line of a text has at least where it was cut; none where the lines were not cut at one
/// width. Nearly no line is wider, and most are nearly as wide and hold a comma or stop.
pub(crate) fn width(source: &str) -> Option<usize> {
    let mut counts = [0usize; WIDEST + 1];
    let (mut lines, mut text) = (0usize, 0usize);
    for line in source.lines() {
        let wide = columns(line.trim().chars());
        if wide == 0 {
            continue;
        }
        lines += 1;
        text += usize::from(line.contains(['，', '。', '；', '、', ',', ';']));
        if let Some(count) = counts.get_mut(wide) {
            *count += 1;
        }
    }
    // One line in fifty may be wider.
    let mut wider = lines - counts.iter().sum::<usize>();
    let mut widest = WIDEST;
    while widest > NARROWEST && (wider + counts.get(widest)?) * 50 <= lines {
        wider += counts.get(widest)?;
        widest -= 1;
    }
    let full = widest * 4 / 5;
    let cut: usize = counts.get(full..=widest)?.iter().sum();
    let most = |part: usize| part * 2 >= lines;
    (lines >= FEWEST && wider * 50 <= lines && widest > NARROWEST && most(cut) && most(text)).then_some(full)
}

/// How wide a line is where a Chinese character takes two columns.
pub(crate) fn columns(line: impl Iterator<Item = char>) -> usize {
    let wide = |c: char| is_han(c) || matches!(c, '\u{2010}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}');
    line.map(|c| if wide(c) { 2 } else { 1 }).sum()
}
