//! Number signs: what `一、`, `（三）`, `5.`, `Eighth,`, `第十条`, `附件2`, `3.2.1` count, and in which style.

use super::text::is_han;
use crate::numeral;
use std::ops::Range;

/// A numbering style. The order is the order in which styles usually nest, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// `附件2`, `Annex 2`.
    Annex,
    /// `第一编`.
    Part,
    /// `第一章`.
    Chapter,
    /// `第一节`.
    Section,
    /// `第一条`, `Article 1`.
    Article,
    /// `3.2.1`, with how many figures.
    Decimal(u8),
    /// `First,`.
    Ordinal,
    /// `一、`.
    Chinese,
    /// `（一）`.
    ChineseBracket,
    /// `1.`.
    Figure,
    /// `（1）`.
    FigureBracket,
    /// `①`.
    Circled,
    /// `(a)`.
    Letter,
}

/// A sign found at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) style: Style,
    pub(super) number: u16,
    /// The printed sign, without the comma after a word.
    pub(super) printed: Range<usize>,
    /// Where the text after the sign begins.
    pub(super) text: usize,
}

/// The sign that begins at `at` in folded characters, if one does.
pub(super) fn sign(chars: &[char], at: usize) -> Option<Sign> {
    let first = *chars.get(at)?;
    let found = match first {
        '第' => of_its_kind(chars, at),
        '附' => annex(chars, at),
        '(' => bracketed(chars, at),
        _ if numeral::circled(first).is_some() => {
            let number = numeral::circled(first)?;
            Some((Style::Circled, number, at + 1, at + 1))
        }
        _ if first.is_ascii_digit() => figures(chars, at),
        _ if first.is_ascii_alphabetic() => word(chars, at),
        _ => {
            let end = run(chars, at, numeral::is_chinese_numeral);
            let number = numeral::chinese_number(chars.get(at..end)?)?;
            (chars.get(end) == Some(&'、')).then_some((Style::Chinese, number, end + 1, end + 1))
        }
    };
    let (style, number, end, mut text) = found?;
    while chars.get(text) == Some(&' ') {
        text += 1;
    }
    (number <= numeral::MAX_COUNTER).then_some(Sign { style, number, printed: at..end, text })
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
    let style = match chars.get(end)? {
        '编' | '編' => Style::Part,
        '章' => Style::Chapter,
        '节' | '節' => Style::Section,
        '条' | '條' => Style::Article,
        _ => return None,
    };
    // 第三条第二款, 第三条规定 and 第三条至第五条 point to an article.
    let points =
        matches!(chars.get(end + 1), Some('第' | '规' | '至' | '、' | '的' | '和' | '或' | '所' | ')' | ','));
    (!points).then_some((style, number, end + 1, end + 1))
}

fn annex(chars: &[char], at: usize) -> Found {
    if !matches!(chars.get(at + 1), Some('件' | '录' | '錄')) {
        return None;
    }
    let (number, end) = any_number(chars, at + 2).unwrap_or((0, at + 2));
    let colon = chars.get(end) == Some(&':');
    // 附件 inside a sentence (附件所列…) is no heading.
    let alone = number > 0 || colon || chars.get(end).is_none_or(|c| !is_han(*c));
    alone.then_some((Style::Annex, number, end, end + usize::from(colon)))
}

fn bracketed(chars: &[char], at: usize) -> Found {
    let closed = |end: usize| chars.get(end) == Some(&')');
    if let Some((number, end)) = digits(chars, at + 1) {
        return (number < 100 && closed(end)).then_some((Style::FigureBracket, number, end + 1, end + 1));
    }
    if let Some((number, end)) = any_number(chars, at + 1) {
        return closed(end).then_some((Style::ChineseBracket, number, end + 1, end + 1));
    }
    let letter = chars.get(at + 1).filter(|c| c.is_ascii_lowercase())?;
    let number = u16::try_from(u32::from(*letter) - u32::from('a') + 1).ok()?;
    closed(at + 2).then_some((Style::Letter, number, at + 3, at + 3))
}

fn figures(chars: &[char], at: usize) -> Found {
    let (number, mut end) = digits(chars, at)?;
    let (mut last, mut parts) = (number, 1u8);
    while chars.get(end) == Some(&'.')
        && parts < 6
        && let Some((number, next)) = digits(chars, end + 1)
    {
        (last, end, parts) = (number, next, parts + 1);
    }
    if parts > 1 {
        // 3.5% and 1.2亿 are quantities; a sign stands free.
        let free = chars.get(end) == Some(&' ') || chars.get(end).is_some_and(|c| is_han(*c));
        let unit = matches!(chars.get(end), Some('亿' | '万' | '倍' | '个' | '元' | '年' | '千' | '百'));
        return (free && !unit && end - at < 12).then_some((Style::Decimal(parts), last, end, end));
    }
    let stop = *chars.get(end)?;
    let after = chars.get(end + 1).copied().unwrap_or(' ');
    let sign = matches!(stop, '.' | '、') && !after.is_ascii_digit() && number < 1_000;
    sign.then_some((Style::Figure, number, end + 1, end + 1))
}

fn word(chars: &[char], at: usize) -> Found {
    let end = run(chars, at, |c| c.is_ascii_alphabetic());
    let word: String = chars.get(at..end)?.iter().collect();
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    if let Some(number) = numeral::ordinal(&word) {
        let comma = matches!(chars.get(end), Some(',' | ':' | '、'));
        return comma.then_some((Style::Ordinal, number, end, end + 1));
    }
    let style = match word.to_ascii_lowercase().as_str() {
        "annex" | "attachment" | "appendix" => Style::Annex,
        "chapter" => Style::Chapter,
        "part" => Style::Part,
        "article" | "sec" | "section" => Style::Article,
        _ => return None,
    };
    let space = run(chars, end, |c| matches!(c, ' ' | '.'));
    let (number, end) = digits(chars, space)?;
    let stop = matches!(chars.get(end), Some('.' | ':'));
    // "Article 5 of the Law" and "Annex 2 lists" are sentences; a heading has a stop, a capital or nothing.
    let free = chars.get(end).is_none_or(|c| *c == ' ')
        && chars.get(end + 1).is_none_or(|c| c.is_uppercase() || *c == '(');
    (stop || free).then_some((style, number, end, end + usize::from(stop)))
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
