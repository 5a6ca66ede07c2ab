//! Number signs: what `一、`, `（三）`, `5.`, `Eighth,`, `第十条`, `附件2`, `3.2.1` count, and in which style.

use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;
use crate::numeral;
use std::ops::Range;

/// A numbering style. The order is the order in which styles usually nest, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    /// `附件2`, `Annex 2`, `Schedule 1`.
    Annex,
    /// `第一编`, `第一部分`, `Part II`.
    Part,
    /// `第一章`, `Chapter I`.
    Chapter,
    /// `第一节`.
    Section,
    /// `Pillar 1:`, `Priority 2:`, by the word.
    Theme(u8),
    /// `第一条`, `Article 1`, `Sec. 4.`.
    Article,
    /// `1 总则`, `1.1`, `3.2.1`, with how many figures.
    Decimal(u8),
    /// `First,`.
    Ordinal,
    /// `一、`.
    Chinese,
    /// `I.`.
    RomanUpper,
    /// `A.`.
    LetterUpper,
    /// `（一）`.
    ChineseBracket,
    /// `1.`.
    Figure,
    /// `Recommendation 1:`, `Action 2.`, by the word.
    Named(u8),
    /// `（1）`, `1)`.
    FigureBracket,
    /// `①`.
    Circled,
    /// `(a)`.
    Letter,
    /// `(i)`.
    Roman,
    /// `(A)`.
    LetterBracketUpper,
}

/// A sign found at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) style: Style,
    pub(crate) number: u16,
    /// What the counter above must be: the 2 of `3.2.1`; for `Article 5-1` the 5 that it stands behind.
    pub(crate) above: Option<u16>,
    /// Whether it is an English word and a number.
    pub(crate) in_letters: bool,
    /// The printed sign, without the comma after a word.
    pub(crate) printed: Range<usize>,
    /// Where the text after the sign begins.
    pub(crate) text: usize,
}

/// The sign that begins at `at` in folded characters, if one does.
pub(crate) fn sign(chars: &[char], at: usize) -> Option<Sign> {
    signs(chars, at).into_iter().next()
}

/// All readings of the sign at `at`, the likeliest first: `(i)` counts letters or Roman figures.
pub(crate) fn signs(chars: &[char], at: usize) -> Vec<Sign> {
    let Some(&first) = chars.get(at) else { return Vec::new() };
    let found: Vec<(Style, u16, usize, usize)> = match first {
        '第' => of_its_kind(chars, at).into_iter().collect(),
        '附' => annex(chars, at).into_iter().collect(),
        '(' => bracketed(chars, at),
        _ if numeral::circled(first).is_some() => numeral::circled(first)
            .map(|number| (Style::Circled, number, at + 1, at + 1))
            .into_iter()
            .collect(),
        '\u{2474}'..='\u{2487}' => vec![(Style::FigureBracket, boxed(first, '\u{2474}'), at + 1, at + 1)],
        '\u{3220}'..='\u{3229}' => vec![(Style::ChineseBracket, boxed(first, '\u{3220}'), at + 1, at + 1)],
        _ if first.is_ascii_digit() => {
            return figures(chars, at).map(|sign| finished(chars, sign)).into_iter().collect();
        }
        '§' => section_mark(chars, at).into_iter().collect(),
        _ if first.is_ascii_alphabetic() => {
            if let Some(sign) = inserted_article(chars, at) {
                return vec![finished(chars, sign)];
            }
            let found = word(chars, at).map_or_else(|| upper(chars, at), |found| vec![found]);
            if found.is_empty() { lower(chars, at) } else { found }
        }
        _ => {
            let end = run(chars, at, numeral::is_chinese_numeral);
            let number = chars.get(at..end).and_then(numeral::chinese_number);
            let stop = matches!(chars.get(end), Some('、' | '.'))
                && !chars.get(end + 1).is_some_and(char::is_ascii_digit);
            number
                .filter(|_| stop)
                .map(|number| (Style::Chinese, number, end + 1, end + 1))
                .into_iter()
                .collect()
        }
    };
    let sign = |(style, number, end, text)| {
        let in_letters = first.is_ascii_alphabetic();
        finished(chars, Sign { style, number, above: None, in_letters, printed: at..end, text })
    };
    found.into_iter().map(sign).filter(|sign| sign.number <= numeral::MAX_COUNTER).collect()
}

/// A sign whose text begins behind the blanks after it.
fn finished(chars: &[char], mut sign: Sign) -> Sign {
    while chars.get(sign.text) == Some(&' ') {
        sign.text += 1;
    }
    sign
}

/// ⑴ and ㈠ count from the first of their row.
fn boxed(c: char, first: char) -> u16 {
    u16::try_from(u32::from(c) - u32::from(first) + 1).unwrap_or(1)
}

type Found = Option<(Style, u16, usize, usize)>;

fn run(chars: &[char], at: usize, fits: fn(char) -> bool) -> usize {
    // No sign is long; a hostile line of digits is not gone through again and again.
    let length = chars.get(at..).unwrap_or_default().iter().take(12).take_while(|c| fits(**c)).count();
    at + length
}

fn digits(chars: &[char], at: usize) -> Option<(u16, usize)> {
    let end = run(chars, at, |c| c.is_ascii_digit());
    let number: u16 = chars.get(at..end)?.iter().collect::<String>().parse().ok()?;
    (number > 0 && end - at <= 4).then_some((number, end))
}

fn any_number(chars: &[char], at: usize) -> Option<(u16, usize)> {
    digits(chars, at).or_else(|| {
        let end = run(chars, at, numeral::is_chinese_numeral);
        Some((numeral::chinese_number(chars.get(at..end)?)?, end))
    })
}

fn of_its_kind(chars: &[char], at: usize) -> Found {
    let (number, end) = any_number(chars, at + 1)?;
    let (style, length) = match chars.get(end)? {
        '编' => (Style::Part, 1),
        '部' if chars.get(end + 1) == Some(&'分') => (Style::Part, 2),
        '章' => (Style::Chapter, 1),
        '节' => (Style::Section, 1),
        '条' => (Style::Article, 1),
        _ => return None,
    };
    let end = end + length;
    // 第三条第二款, 第三条规定 and 第三条至第五条 point to an article.
    let points = matches!(
        chars.get(end),
        Some('第' | '至' | '、' | '的' | '和' | '或' | '所' | ')' | ',' | '》' | '。' | '；')
    );
    // 第三章规划 and 第三条规划部门 are headings.
    let ruled = chars.get(end) == Some(&'规') && chars.get(end + 1) == Some(&'定');
    (!points && !ruled).then_some((style, number, end, end))
}

fn annex(chars: &[char], at: usize) -> Found {
    if !matches!(chars.get(at + 1), Some('件' | '录' | '表')) {
        return None;
    }
    let (number, end) = any_number(chars, at + 2).unwrap_or((0, at + 2));
    let colon = chars.get(end) == Some(&':');
    // 附件 inside a sentence (附件所列…, 附件1所列…) is no heading.
    let points = matches!(chars.get(end), Some('所' | '的' | '中' | '规' | ')' | '、' | '和' | '》' | ','));
    let alone = (number > 0 && !points)
        || colon
        || chars.get(end).is_none_or(|c| !is_han(*c) && !matches!(c, '、' | ')' | ','));
    alone.then_some((Style::Annex, number, end, end + usize::from(colon)))
}

fn bracketed(chars: &[char], at: usize) -> Vec<(Style, u16, usize, usize)> {
    let closed = |end: usize| chars.get(end) == Some(&')');
    if let Some((number, end)) = digits(chars, at + 1) {
        let sign = number < 100 && closed(end);
        return sign.then_some((Style::FigureBracket, number, end + 1, end + 1)).into_iter().collect();
    }
    if let Some((number, end)) = any_number(chars, at + 1) {
        return closed(end)
            .then_some((Style::ChineseBracket, number, end + 1, end + 1))
            .into_iter()
            .collect();
    }
    let end = at + 1 + chars.iter().skip(at + 1).take(6).take_while(|c| c.is_ascii_alphabetic()).count();
    let Some(word) = chars.get(at + 1..end).filter(|word| !word.is_empty() && closed(end)) else {
        return Vec::new();
    };
    let lower = word.iter().all(char::is_ascii_lowercase);
    let mut found = Vec::new();
    if let [letter] = word {
        let style = if lower { Style::Letter } else { Style::LetterBracketUpper };
        found.push((style, letter_number(*letter), end + 1, end + 1));
    }
    if lower && let Some(number) = roman(word) {
        found.push((Style::Roman, number, end + 1, end + 1));
    }
    found
}

/// `a` and `A` are 1.
fn letter_number(letter: char) -> u16 {
    u16::try_from(u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1).unwrap_or(0)
}

/// A Roman figure in one case, in its usual form.
fn roman(word: &[char]) -> Option<u16> {
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => Some(1u16),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        'c' => Some(100),
        _ => None,
    };
    let values: Option<Vec<u16>> = word.iter().map(|c| value(*c)).collect();
    let values = values.filter(|values| !values.is_empty() && values.len() <= 8)?;
    // IV is 5 - 1: what stands before a larger figure is taken off it.
    let less: u16 = values.windows(2).filter(|pair| pair[0] < pair[1]).map(|pair| pair[0]).sum();
    let whole: u16 = values.iter().sum();
    let value = whole.checked_sub(less * 2)?;
    (in_roman(value) == word.iter().collect::<String>().to_ascii_lowercase()).then_some(value)
}

/// A number as a Roman figure in small letters.
fn in_roman(mut number: u16) -> String {
    let mut out = String::new();
    for (value, letters) in
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

fn figures(chars: &[char], at: usize) -> Option<Sign> {
    let (number, mut end) = digits(chars, at)?;
    let (mut last, mut above, mut parts) = (number, None, 1u8);
    while chars.get(end) == Some(&'.')
        && parts < 6
        && let Some((number, next)) = digits(chars, end + 1)
        && !(next - end == 5 && chars.get(next) == Some(&'年'))
    {
        (above, last, end, parts) = (Some(last), number, next, parts + 1);
    }
    let sign = |style, number, end, text| {
        Some(Sign { style, number, above, in_letters: false, printed: at..end, text })
    };
    // 1.1 名词术语 and 2.3 项目管理 begin with words that only look like units.
    let words = [
        "名词", "名称", "名单", "名录", "项目", "人员", "人才", "日常", "家庭", "年度", "月度", "户籍",
        "个人", "批准", "元素",
    ];
    let word = words.iter().any(|word| word_at(chars, end, word).is_some());
    let unit = !word
        && matches!(
            chars.get(end),
            Some(
                '亿' | '万'
                    | '倍'
                    | '个'
                    | '元'
                    | '年'
                    | '千'
                    | '百'
                    | '月'
                    | '日'
                    | '家'
                    | '户'
                    | '人'
                    | '名'
                    | '项'
                    | '件'
                    | '%'
                    | '次'
                    | '批'
                    | '米'
                    | '吨'
            )
        );
    if parts > 1 {
        // 3.5% and 1.2亿 are quantities; a sign stands free.
        let stop = usize::from(
            chars.get(end) == Some(&'.') && chars.get(end + 1).is_none_or(|c| *c == ' ' || is_han(*c)),
        );
        let end = end + stop;
        let free = chars.get(end) == Some(&' ') || stop == 1 || chars.get(end).is_some_and(|c| is_han(*c));
        return if free && !unit && end - at < 12 {
            sign(Style::Decimal(parts), last, end, end)
        } else {
            None
        };
    }
    let stop = *chars.get(end)?;
    let after = chars.get(end + 1).copied().unwrap_or(' ');
    if stop == ' ' {
        // `1　总则`, `2 Scope`: a figure of its own, and a heading.
        let heading = (is_han(after) || after.is_ascii_uppercase()) && number < 100;
        return if heading { sign(Style::Decimal(1), number, end, end) } else { None };
    }
    let closes = stop == ')' && number < 100;
    if closes {
        return sign(Style::FigureBracket, number, end + 1, end + 1);
    }
    // 3．2020年底前…: what follows the sign is a year, and no decimal.
    let year =
        chars.get(end + 5) == Some(&'年') && digits(chars, end + 1).is_some_and(|(_, next)| next == end + 5);
    let point = matches!(stop, '.' | '、') && (!after.is_ascii_digit() || year) && number < 1_000;
    if point { sign(Style::Figure, number, end + 1, end + 1) } else { None }
}

/// `§ 5`.
fn section_mark(chars: &[char], at: usize) -> Found {
    let from = run(chars, at + 1, |c| matches!(c, ' ' | '§')).max(at + 1);
    let (number, end) = digits(chars, from)?;
    Some((Style::Article, number, end, end + usize::from(chars.get(end) == Some(&'.'))))
}

/// The style of an English word before a number.
fn named_style(word: &str) -> Option<Style> {
    Some(match word {
        "annex" | "attachment" | "appendix" | "schedule" => Style::Annex,
        "chapter" => Style::Chapter,
        "part" | "title" => Style::Part,
        "article" | "sec" | "section" => Style::Article,
        word => return outer_or_inner(word),
    })
}

/// Words that plans number their parts by, outer and inner ones.
fn outer_or_inner(word: &str) -> Option<Style> {
    const OUTER: [&str; 4] = ["pillar", "priority", "theme", "goal"];
    const INNER: [&str; 6] = ["objective", "recommendation", "commitment", "measure", "action", "step"];
    let place = |list: &[&str]| list.iter().position(|w| *w == word).and_then(|at| u8::try_from(at).ok());
    place(&OUTER).map(Style::Theme).or_else(|| place(&INNER).map(Style::Named))
}

/// `Article 5-1`: an article put in behind another.
fn inserted_article(chars: &[char], at: usize) -> Option<Sign> {
    let end = run(chars, at, |c| c.is_ascii_alphabetic());
    let word: String = chars.get(at..end)?.iter().collect::<String>().to_ascii_lowercase();
    let space = run(chars, end, |c| c == ' ');
    let (number, end) = digits(chars, space).filter(|_| word == "article" && space > end)?;
    let (inserted, end) = digits(chars, end + 1).filter(|_| chars.get(end) == Some(&'-'))?;
    let free = chars.get(end).is_none_or(|c| matches!(c, ' ' | '.' | '\n'));
    free.then_some(Sign {
        style: Style::Article,
        number: inserted,
        above: Some(number),
        in_letters: true,
        printed: at..end,
        text: end,
    })
}

fn word(chars: &[char], at: usize) -> Found {
    let letters = chars.get(at..)?.iter().take(16).take_while(|c| c.is_ascii_alphabetic()).count();
    let end = at + letters;
    let word: String = chars.get(at..end)?.iter().collect();
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    if let Some(number) = numeral::ordinal(&word) {
        let comma = matches!(chars.get(end), Some(',' | ':' | '、'));
        return comma.then_some((Style::Ordinal, number, end, end + 1));
    }
    let style = named_style(&word.to_ascii_lowercase())?;
    let space = run(chars, end, |c| matches!(c, ' ' | '.'));
    let (number, end) = digits(chars, space).or_else(|| {
        let end = run(chars, space, |c| c.is_ascii_uppercase());
        let figure = chars.get(space..end).filter(|figure| !figure.is_empty() && space > at)?;
        let letter = matches!((style, figure), (Style::Annex | Style::Part, [_]));
        let number = roman(figure).or_else(|| letter.then(|| letter_number(figure[0])))?;
        Some((number, end))
    })?;
    let stop = matches!(chars.get(end), Some('.' | ':' | '—' | '–'));
    // "Article 5 of the Law" and "Annex 2 lists" are sentences; a heading has a stop, a capital or nothing.
    let free = chars.get(end).is_none_or(|c| matches!(c, ' ' | '\n'))
        && chars.get(end + 1).is_none_or(|c| c.is_uppercase() || matches!(c, '(' | '—' | '–' | '-' | '\n'));
    let free = free || chars.get(end) == Some(&'\n');
    // `Action 1 Plan` is a name.
    let free = free && !(matches!(style, Style::Theme(_) | Style::Named(_)) && chars.get(end) == Some(&' '));
    (stop || free).then_some((style, number, end, end + usize::from(stop)))
}

/// `A.` and `I.`: a letter or a Roman figure in capitals, and a point.
fn upper(chars: &[char], at: usize) -> Vec<(Style, u16, usize, usize)> {
    let end = run(chars, at, |c| c.is_ascii_uppercase());
    let Some(word) = chars.get(at..end).filter(|word| !word.is_empty()) else { return Vec::new() };
    let stop = matches!(chars.get(end), Some('.' | ')'))
        && matches!(chars.get(end + 1), Some(' ') | None | Some('\n'));
    if !stop {
        return Vec::new();
    }
    let letter = match word {
        [letter] => Some((Style::LetterUpper, letter_number(*letter), end + 1, end + 1)),
        _ => None,
    };
    let figure = roman(word).map(|number| (Style::RomanUpper, number, end + 1, end + 1));
    // I. begins Roman figures; C. and D. count letters.
    if word == ['I'] {
        figure.into_iter().chain(letter).collect()
    } else {
        letter.into_iter().chain(figure).collect()
    }
}

/// `a)`, `b.` and `ii.`: a small letter or Roman figure and a bracket or point.
fn lower(chars: &[char], at: usize) -> Vec<(Style, u16, usize, usize)> {
    let end = run(chars, at, |c| c.is_ascii_lowercase());
    let Some(word) = chars.get(at..end).filter(|word| (1..=4).contains(&word.len())) else {
        return Vec::new();
    };
    let stop = matches!(chars.get(end), Some('.' | ')')) && chars.get(end + 1) == Some(&' ');
    if !stop {
        return Vec::new();
    }
    let letter = match word {
        [letter] => Some((Style::Letter, letter_number(*letter), end + 1, end + 1)),
        _ => None,
    };
    let figure = roman(word).map(|number| (Style::Roman, number, end + 1, end + 1));
    // Behind h) comes i), and else i) begins Roman figures: the list that is open decides.
    letter.into_iter().chain(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u16, String)> {
        let chars: Vec<char> = text.chars().collect();
        let sign = sign(&chars, 0)?;
        Some((sign.style, sign.number, chars[sign.printed].iter().collect()))
    }

    #[test]
    fn every_style_is_told_from_a_quantity() {
        for (text, style, number, printed) in [
            ("First, grasp", Style::Ordinal, 1, "First"),
            ("5. Guide", Style::Figure, 5, "5."),
            ("10. Strengthen", Style::Figure, 10, "10."),
            ("十二、保障", Style::Chinese, 12, "十二、"),
            ("(三)建立", Style::ChineseBracket, 3, "(三)"),
            ("(3)建立", Style::FigureBracket, 3, "(3)"),
            ("①建立", Style::Circled, 1, "①"),
            ("第十条国家", Style::Article, 10, "第十条"),
            ("第二章财税", Style::Chapter, 2, "第二章"),
            ("第三章规划与建设", Style::Chapter, 3, "第三章"),
            ("第十三条规划部门", Style::Article, 13, "第十三条"),
            ("附件2", Style::Annex, 2, "附件2"),
            ("附件:1.名单", Style::Annex, 0, "附件"),
            ("3.2.1 响应", Style::Decimal(3), 1, "3.2.1"),
            ("Article 7. Scope", Style::Article, 7, "Article 7"),
        ] {
            assert_eq!(read(text), Some((style, number, printed.to_owned())), "{text}");
        }
        for text in [
            "1.2亿元",
            "3.5%",
            "2021年",
            "第三条规定的",
            "附件所列",
            "most",
            "First we",
            "5G",
            "2.5 times",
            "",
            "(",
            "Article 5 of the Law",
            "九十九",
        ] {
            let found = read(text);
            let decimal = matches!(found, Some((Style::Decimal(_), ..)));
            assert!(found.is_none() || (decimal && text == "2.5 times"), "{text}: {found:?}");
        }
    }
}
