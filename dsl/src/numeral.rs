//! Numbers written as words: Chinese numerals, circled figures, English ordinals. One reader for the whole crate.

/// The largest number a counter may carry; a limit of the language.
pub(crate) const MAX_COUNTER: u16 = 9_999;

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// The number an English ordinal word stands for (`First` is 1), up to twentieth, in any case.
pub(crate) fn ordinal(word: &str) -> Option<u16> {
    let found = ORDINALS.iter().position(|known| known.eq_ignore_ascii_case(word))?;
    u16::try_from(found + 1).ok()
}

/// The digit a Chinese numeral stands for; every way of writing zero is one zero.
pub(crate) fn chinese_digit(c: char) -> Option<u16> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether a character can stand in a Chinese numeral below ten thousand.
pub(crate) fn is_chinese_numeral(c: char) -> bool {
    matches!(c, '十' | '百' | '千') || chinese_digit(c).is_some()
}

/// Reads a whole Chinese numeral from 1 to 9999 in its usual form (`十`, `二十一`, `一百二十`, `三千零五`).
/// A row of digits (`二一`) is not a counter and is refused.
pub(crate) fn chinese_number(chars: &[char]) -> Option<u16> {
    if chars.is_empty() || chars.len() > 9 {
        return None;
    }
    let (mut total, mut digit, mut scale) = (0u16, None::<u16>, 10_000u16);
    for &c in chars {
        let power = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            _ => {
                let value = chinese_digit(c)?;
                // A zero only bridges a gap (三千零五); two digits in a row are no numeral.
                match (value, digit) {
                    (0, None) if total > 0 => continue,
                    (1.., None) => digit = Some(value),
                    _ => return None,
                }
                continue;
            }
        };
        if power >= scale {
            return None;
        }
        scale = power;
        let count = match digit.take() {
            Some(count) => count,
            // 十二 is 12, 一百十二 is met for 112; 百 and 千 always carry their digit.
            None if power == 10 => 1,
            None => return None,
        };
        total += count * power;
    }
    total += digit.unwrap_or(0);
    (total > 0).then_some(total)
}

/// A number as a whole Chinese numeral in its usual form, up to 9999; it reads back by [`chinese_number`].
pub(crate) fn in_chinese(n: u16) -> String {
    if n == 0 || n > MAX_COUNTER {
        return n.to_string();
    }
    let (mut text, mut gap) = (String::new(), false);
    for (power, unit) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / power % 10;
        let Some(word) = "零一二三四五六七八九".chars().nth(usize::from(digit)).filter(|_| digit > 0)
        else {
            gap = !text.is_empty();
            continue;
        };
        if std::mem::take(&mut gap) {
            text.push('零');
        }
        // 十二, and not 一十二, where nothing stands before it.
        if !(power == 10 && digit == 1 && text.is_empty()) {
            text.push(word);
        }
        text.push_str(unit);
    }
    text
}

/// The number inside a circled figure, `①` to `⑳`.
pub(crate) fn circled(c: char) -> Option<u16> {
    let offset = u32::from(c).checked_sub(u32::from('①'))?;
    (offset < 20).then(|| u16::try_from(offset + 1).ok())?
}

/// The half-width form of a full-width character, and a plain space for every kind of space.
pub(crate) fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 | 0x00A0 | 0x2000..=0x200A | 0x202F | 0x205F => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<u16> {
        chinese_number(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn numerals_are_read_in_their_usual_form_only() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("一百", 100),
            ("一百零五", 105),
            ("一百二十", 120),
            ("三千零五", 3005),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in ["", "二一", "零", "百", "十十", "十百", "二〇二一", "一二三四五六七八九十"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        for n in 1..=MAX_COUNTER {
            assert_eq!(read(&in_chinese(n)), Some(n), "{}", in_chinese(n));
        }
        let written = [1, 10, 12, 20, 105, 110, 3005, 3010].map(in_chinese);
        assert_eq!(written, ["一", "十", "十二", "二十", "一百零五", "一百一十", "三千零五", "三千零一十"]);
        assert_eq!(ordinal("Eighth"), Some(8));
        assert_eq!(circled('③'), Some(3));
        assert_eq!(circled('a'), None);
    }
}
